import { z } from "zod";
import type { Profile } from "../../clouds/profiles/traits";
import type { Field, Treatment } from "./field";

/** Texts about an argument, made from its declaration, for editors, the reference pages and the package schema. */

/** The names of each profile: in tables, and at the top of a page. */
const names: Readonly<Record<Profile, readonly [short: string, full: string]>> = {
  otc: ["OTC", "Open Telekom Cloud (`otc`)"],
  "otc-swiss": ["the Swiss cloud", "its Swiss cloud (`otc-swiss`)"],
  huaweicloud: ["Huawei Cloud", "Huawei Cloud (`huaweicloud`)"],
  openstack: ["OpenStack", "any OpenStack (`openstack`)"],
  zstack: ["ZStack", "ZStack (`zstack`)"],
};

export function inFull(profiles: readonly Profile[]): string {
  return profiles.map((profile) => names[profile][1]).join(", ");
}

/** Clouds as text: `OTC, Huawei Cloud`. The Swiss cloud is named only without the other OTC. */
function cloudsIn(profiles: readonly Profile[]): string {
  const shown = profiles.includes("otc") ? profiles.filter((profile) => profile !== "otc-swiss") : profiles;
  return shown.map((profile) => names[profile][0]).join(", ");
}

type Pair = readonly [clouds: string | undefined, text: string];

/** What is said of an argument, grouped by the clouds that share it; no clouds where all do. */
function alike(
  field: Field,
  clouds: readonly Profile[],
  read: (how: Treatment) => string | undefined,
): Pair[] {
  const groups = new Map<string, Profile[]>();
  for (const profile of clouds) {
    const how = field.on[profile];
    const text = how === undefined ? undefined : read(how);
    if (text === undefined) continue;
    groups.set(text, [...(groups.get(text) ?? []), profile]);
  }
  const having = clouds.filter((profile) => field.on[profile] !== undefined);
  return [...groups].map(([text, profiles]) => [
    profiles.length === having.length ? undefined : cloudsIn(profiles),
    text,
  ]);
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function withClouds(pairs: readonly Pair[]): string {
  return pairs.map(([where, text]) => (where === undefined ? text : `${where}: ${text}`)).join("; ");
}

const changes = {
  replace: "replaces",
  update: "changed in place",
  local: "read by this package alone: a change sends nothing",
} as const;

/** "Replaces.", "OTC, Huawei Cloud: replaces; OpenStack: changed in place." */
export function changeOf(field: Field, clouds: readonly Profile[]): string {
  return sentence(withClouds(alike(field, clouds, ({ change }) => changes[change])));
}

/** The values that an argument takes on any of the clouds; none where its rule alone says which. */
export function valuesOn(field: Field, clouds: readonly Profile[]): readonly string[] {
  return [...new Set(clouds.flatMap((profile) => valuesIn(field.on[profile]) ?? []))];
}

function valuesIn(how: Treatment | undefined): readonly string[] | undefined {
  return how?.change === "replace" ? how.values : undefined;
}

/** The values that each cloud accepts, if clouds differ. */
export function valuesOf(field: Field, clouds: readonly Profile[]): string {
  const pairs = alike(field, clouds, (how) =>
    valuesIn(how)
      ?.map((value) => `\`${value}\``)
      .join(", "),
  );
  return pairs.length === 0 ? "" : sentence(withClouds(pairs));
}

export function defaultOf(field: Field, clouds: readonly Profile[]): string {
  const pairs = alike(field, clouds, (how) => {
    if (how.change === "update" && how.fromSource) return undefined; // `otherwise` says it
    return defaultText(how.change === "update" ? how.without : how.default);
  });
  return [withClouds(pairs), field.otherwise].filter(Boolean).join("; ");
}

function defaultText(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (value === "") return "empty";
  return typeof value === "object" ? "none" : `\`${value}\``; // the only lists and maps are empty ones
}

/** The unit and the limits of a number, as the message about a wrong one says them. */
export function limitsOf({ rule }: Field): string {
  const inner = rule instanceof z.ZodOptional ? rule.unwrap() : rule;
  if (!(inner instanceof z.ZodNumber)) return "";
  const message = inner.safeParse({}).error?.issues[0]?.message ?? "";
  return sentence(message.replace(/^must be (.*); got .*$/s, "$1"));
}

/** "On OpenStack only.", if some cloud of the resource does not have the argument. */
function onlyOn(field: Field, clouds: readonly Profile[]): string {
  const having = clouds.filter((profile) => field.on[profile] !== undefined);
  if (having.length === clouds.length) return "";
  const missing = clouds.filter((profile) => !having.includes(profile));
  return missing.length === 1 && missing[0] === "otc-swiss"
    ? "Not on the Swiss cloud."
    : `On ${cloudsIn(having)} only.`;
}

/** All of it in one text. */
export function inWords(field: Field, clouds: readonly Profile[]): string {
  const byDefault = defaultOf(field, clouds);
  return [meaningOf(field, clouds), byDefault && `Default: ${byDefault}.`, changeOf(field, clouds)]
    .filter(Boolean)
    .join(" ");
}

/** What it is, which values it takes, and where: all but its default and what a change does. */
export function meaningOf(field: Field, clouds: readonly Profile[]): string {
  return [field.text, limitsOf(field), valuesOf(field, clouds), onlyOn(field, clouds)]
    .filter(Boolean)
    .join(" ");
}

/** "Example: `"golden"`.": a value as JSON, which programs in TypeScript and YAML can take as it is. */
export function exampleOf({ example }: Field): string {
  return `Example: \`${JSON.stringify(example)}\`.`;
}

/** The name is never required: its default is the resource's name. */
export function isRequired(name: string, { rule }: Field): boolean {
  return name !== "name" && !rule.safeParse(undefined).success;
}
