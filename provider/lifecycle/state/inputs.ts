import type { z } from "zod";
import type { Profile } from "../../clouds/settings";
import { CloudError } from "../../http/errors";
import { inOneSpelling } from "../../resources/arguments/sharedFields";
import type { Issue } from "../../resources/issues";
import { argumentsOf } from "../../resources/misspelt/argumentsOf";
import { choicesAt, type Place, whyStray } from "../../resources/misspelt/whyStray";
import type { CommonArgs, ImageResource } from "../../resources/resource";
import { holdsUnknown, knownOnly } from "./unknowns";

export type Props = Readonly<Record<string, unknown>>;

/** The user's arguments among the inputs that the engine passes, of which it hides some. */
export function argsIn(inputs: Props): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(inputs)
      .filter(([key, value]) => !key.startsWith("__") && value !== undefined && value !== null)
      .map(([key, value]) => [key, inOneSpelling(key, value)]),
  );
}

/** All documented rules that the arguments break; unknown ones are passed over. Sends nothing. */
export function issuesOf<Args extends CommonArgs>(
  resource: ImageResource<Args>,
  args: Readonly<Record<string, unknown>>,
  profile: Profile | undefined,
): Issue[] {
  const parsed = resource.schema.safeParse(args);
  const shape = parsed.success
    ? []
    : parsed.error.issues
        .filter((issue) => !concernsUnknown(issue, args))
        .flatMap((issue) => toIssues(issue, argumentsOf(resource.type, profile)));
  const sound = Object.fromEntries(
    Object.entries(knownOnly(args)).filter(
      ([key]) => !shape.some(({ property }) => property.split(".")[0] === key),
    ),
  );
  return [...shape, ...resource.rules(sound as Partial<Args>, profile)];
}

/** The arguments of a create or update: all known by then, and checked once more, because policies may have changed them. */
export function parseArgs<Args extends CommonArgs>(
  resource: ImageResource<Args>,
  args: Readonly<Record<string, unknown>>,
  profile: Profile,
): Args {
  const issues = issuesOf(resource, args, profile);
  const [first] = issues;
  if (first === undefined) return resource.schema.parse(args);
  const all = issues.map(({ property, reason }) => `${property}: ${reason}`).join("; ");
  throw new CloudError(`wrong arguments: ${all}`, { outcome: "not-sent" });
}

function concernsUnknown({ code, path }: z.core.$ZodIssue, args: unknown): boolean {
  if (code === "unrecognized_keys") return false; // whatever their values turn out to be
  const value = path.reduce<unknown>(
    (at, key) =>
      holdsUnknown(at) && typeof at === "string"
        ? at
        : (at as Record<PropertyKey, unknown> | undefined)?.[key],
    args,
  );
  return path.length > 0 && holdsUnknown(value);
}

function toIssues(issue: z.core.$ZodIssue, args: Place): Issue[] {
  const path = issue.path.map(String);
  if (issue.code === "unrecognized_keys") {
    const place = path.length === 0 ? args : { ...args, within: path.join(".") };
    return issue.keys.map((key, at) => {
      const choices = at === issue.keys.length - 1 ? ` (${choicesAt(place)})` : ""; // once for all
      return { property: [...path, key].join("."), reason: whyStray(key, place) + choices };
    });
  }
  const missing =
    issue.code === "invalid_type" && issue.input === undefined && /received undefined/.test(issue.message);
  return [{ property: path.join("."), reason: missing ? "this argument is required" : issue.message }];
}
