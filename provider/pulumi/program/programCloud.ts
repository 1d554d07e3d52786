import * as pulumi from "@pulumi/pulumi";
import { type Sources, type Whereabouts, whereaboutsOf } from "../../clouds/settings";
import { CloudError } from "../../http/errors";
import type { Issue } from "../../resources/rules";
import { configValue } from "./configValue";
import type { Connections } from "./connections";
import { isMocked } from "./isMocked";
import { isEncrypted } from "./secretConfig";
import { configuredSources } from "./sources";

/**
 * The cloud that a program means for an image, as it stands in the hidden input `__cloud`. The provider looks for itself, in
 * another process: with the configuration of its `pulumi-nodejs` provider, its environment and its folder.
 */
export interface ProgramCloud {
  /** The argument `cloud`, where it was given: transforms and `ignoreChanges` may put another in its place. */
  readonly asked?: string;
  readonly entry: string;
  readonly profile: string;
  readonly region?: string;
  readonly host: string;
  /** Where the settings name one: a configured project that the provider does not know would be passed over. */
  readonly project?: string;
}

/**
 * Undefined where the program can find none: that is the provider's to say. The same with mocks, where what a program
 * registers must not depend on the machine that tests it.
 */
export function programCloud(asked: unknown): pulumi.Input<ProgramCloud | undefined> {
  if (isMocked()) return undefined;
  const sources = configuredSources(configValue);
  const means = (name: unknown) =>
    name === undefined || typeof name === "string" ? found(name, sources) : undefined;
  const isKnown = asked === undefined || typeof asked === "string";
  const cloud: pulumi.Input<ProgramCloud | undefined> = isKnown
    ? means(asked)
    : pulumi.output(asked).apply(means);
  const encrypted = SHOWN.some(isEncrypted); // what the configuration encrypts stays so
  return encrypted && cloud !== undefined ? pulumi.secret(cloud) : cloud;
}

/** Keys of the configuration that show in it. */
const SHOWN = [
  "cloud",
  "profile",
  "region",
  "authUrl",
  "host",
  "port",
  "cloudDomain",
  "projectId",
  "projectName",
];

function found(asked: string | undefined, sources: Sources): ProgramCloud | undefined {
  return attempt(() => inWords(asked, whereaboutsOf(asked, sources)));
}

function inWords(asked: string | undefined, whereabouts: Whereabouts): ProgramCloud {
  const { name, profile, region, host, project } = whereabouts;
  return {
    ...(asked && { asked }),
    entry: name,
    profile,
    ...(region && { region }),
    host,
    ...(project && { project }),
  };
}

/** Why an image must not be made in the cloud that the provider finds. States of before have no word of the program. */
export function otherCloud(
  { __cloud: meant, cloud: asked }: Readonly<Record<string, unknown>>,
  provider: Pick<Connections, "profile" | "whereabouts">,
): Issue[] {
  if (!isProgramCloud(meant) || (asked !== undefined && typeof asked !== "string")) return [];
  if (meant.asked !== asked) return [];
  const ours = attempt(() => inWords(asked, provider.whereabouts(asked)));
  const differing = FIELDS.filter((field) => ours?.[field] !== meant[field]);
  const strange = differing.some((field) => field !== "project" || meant.project !== undefined); // another release tells none
  if (ours !== undefined && !strange) return [];
  if (ours === undefined && attempt(() => provider.profile(asked)) !== undefined) return []; // to be told when it is needed
  const finds = ours === undefined ? "does not find that cloud" : `finds ${describe(ours)}`;
  return [
    {
      property: "cloud",
      reason: `the program means ${describe(meant)}, but the provider, which would make the image, ${finds}. ${WHY}`,
    },
  ];
}

const FIELDS = ["entry", "profile", "region", "host", "project"] as const;

const WHY =
  'It reads settings for itself: the configuration of its own `pulumi-nodejs` provider, the environment and the folder that the engine started it with. An explicit provider gets none of the stack\'s `cloudimages:` keys: give it the same ones as its inputs, such as { "cloudimages:cloud": … }. What the program changed in its environment or folder, or what an Automation API program has there and its `envVars` and `workDir` have not, belongs where the engine is started. Or name the cloud by the argument `cloud`';

function describe({ entry, profile, region, host, project }: ProgramCloud): string {
  const where = [profile, region, host, project && `project ${project}`];
  return `cloud "${entry}" (${where.filter(Boolean).join(", ")})`;
}

function isProgramCloud(value: unknown): value is ProgramCloud {
  return typeof value === "object" && value !== null && "entry" in value && "host" in value;
}

function attempt<Result>(resolve: () => Result): Result | undefined {
  try {
    return resolve();
  } catch (error) {
    if (error instanceof CloudError) return undefined;
    throw error;
  }
}
