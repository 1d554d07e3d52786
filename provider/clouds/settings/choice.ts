import { ifNotInstalled, ownCommand } from "../../http/ownCommand";
import { InvalidSettingsError } from "./invalidSettingsError";
import { type Layer, overlay, type Setting } from "./layer";
import { nearest, questionAfter } from "./nearest";
import { inRegion } from "./read/cloudEntry";
import { readCloudFiles } from "./read/cloudFiles";
import { readEnvironment } from "./read/environment";
import { type Family, type VariableFamily, variableFamilies } from "./read/families";
import { fromStack, type Holder, readStackConfiguration, stackValue } from "./read/stackConfiguration";
import { type Sources, visibleVariable } from "./sources";
import { refuseUnseen } from "./unseen";

/** Where a cloud is described: messages name this place for corrections. */
export type Place =
  | { readonly kind: "entry"; readonly name: string; readonly files: string }
  | { readonly kind: "environment"; readonly family: Family }
  | ({ readonly kind: "stack" } & Holder);

/** The variables of the place; an entry and the stack name their fields as OS_* does. */
export function familyAt(place: Place): VariableFamily {
  return variableFamilies[place.kind === "environment" ? place.family : "openstack"];
}

/** The chosen cloud, before its settings are completed. */
export interface Choice {
  readonly name: string;
  readonly place: Place;
  /** The lowest first: the cloud's own description, then stack configuration where it applies. */
  readonly layers: readonly Layer[];
  /** All layers in one. */
  readonly merged: Layer;
  /** Warnings about the cloud's description, a sentence each: keys that look misspelt, and settings without effect. */
  readonly warnings: readonly string[];
}

type Target =
  | { readonly kind: "named"; readonly name: string; readonly namedBy: string; readonly property?: "cloud" }
  | { readonly kind: "environment" }
  | { readonly kind: "stack" };

/**
 * Chooses the cloud: the resource's argument, else `cloudimages:cloud`, else OS_CLOUD, else the environment alone, else
 * stack configuration alone. Unlike openstacksdk it does not take the only entry of clouds.yaml unasked.
 *
 * Stack configuration completes the stack's own default cloud. It never touches another one that a resource names:
 * a stack's token or region must not reach a cloud that it was not written for.
 */
export function chooseCloud(name: string | undefined, sources: Sources): Choice {
  const standard = defaultTarget(sources);
  const target: Target | undefined =
    name === undefined ? standard : named(name, "the argument `cloud` of the resource", sources, "cloud");
  if (target === undefined) throw nothingSet(sources);
  const isStandard = isSame(target, standard);
  const stack = isStandard ? readStackConfiguration(sources) : {};
  // A region that goes with the environment's own cloud, or with another entry, must not move this one.
  const region = isStandard || standard === undefined ? regionOfEnvironment(sources) : undefined;
  const { place, layer, warnings = [], ...rest } = describe(target, stack.region ?? region, stack, sources);
  const layers = target.kind === "stack" ? [layer] : [layer, stack];
  return { ...rest, place, layers, merged: layers.reduce(overlay), warnings };
}

function defaultTarget(sources: Sources): Target | undefined {
  const configured = stackValue("cloud", sources);
  if (configured !== undefined) {
    const from = fromStack("cloud", sources);
    refuseUnseen(from, configured);
    return named(configured, from, sources);
  }
  const selected = visibleVariable(sources, "OS_CLOUD");
  if (selected !== undefined) return named(selected, "environment OS_CLOUD", sources);
  if (readEnvironment(sources) !== undefined) return { kind: "environment" };
  const { authUrl, profile } = readStackConfiguration(sources);
  return authUrl === undefined && profile === undefined ? undefined : { kind: "stack" };
}

/** `envvars`, or what OS_CLOUD_NAME says, names the environment (loader.py `envvar_key`). */
function named(name: string, namedBy: string, sources: Sources, property?: "cloud"): Target {
  if (name !== environmentName(sources) || readEnvironment(sources) === undefined) {
    return { kind: "named", name, namedBy, ...(property && { property }) };
  }
  if (!readCloudFiles(sources).names.includes(name)) return { kind: "environment" };
  throw new InvalidSettingsError(
    `"${name}" names both the cloud of the environment (OS_*) and an entry of clouds.yaml. Rename the entry, or set OS_CLOUD_NAME to another name for the environment.`,
    property,
  );
}

/** The one variable that also chooses within an entry, as with python-openstackclient: its `--os-region-name`. */
function regionOfEnvironment(sources: Sources): Setting | undefined {
  const value = visibleVariable(sources, "OS_REGION_NAME");
  return value === undefined ? undefined : { value, from: ENVIRONMENT_REGION };
}

const ENVIRONMENT_REGION = "environment OS_REGION_NAME";

function environmentName(sources: Sources): string {
  return visibleVariable(sources, "OS_CLOUD_NAME") ?? "envvars";
}

function isSame(one: Target, other: Target | undefined): boolean {
  if (one.kind === "named" && other?.kind === "named") return one.name === other.name;
  return one.kind === other?.kind;
}

function describe(
  target: Target,
  region: Setting | undefined,
  stack: Layer,
  sources: Sources,
): { name: string; place: Place; layer: Layer; warnings?: readonly string[] } {
  if (target.kind === "stack") {
    const { provider } = sources;
    const name = provider === undefined ? "stack configuration" : `provider ${provider}`;
    return { name, place: { kind: "stack", provider }, layer: stack };
  }
  if (target.kind === "named") return describeEntry(target, region, sources);
  const environment = readEnvironment(sources);
  if (environment === undefined) throw nothingSet(sources);
  const { family, layer } = environment;
  return { name: "environment", place: { kind: "environment", family }, layer };
}

function describeEntry(
  target: Extract<Target, { kind: "named" }>,
  region: Setting | undefined,
  sources: Sources,
) {
  const { name, namedBy, property } = target;
  const files = readCloudFiles(sources);
  const entry = files.entry(name);
  if (entry !== undefined) {
    const title = `The cloud "${name}" of ${entry.files}`;
    const layer = inRegion(entry, region, title);
    const warnings = [...entry.stray, ...otherRegion(region, layer, title)];
    return { name, place: { kind: "entry", name, files: entry.files } as const, layer, warnings };
  }
  const near = questionAfter(nearest(name, files.names).map((one) => `"${one}"`));
  const knownNames = files.names.length === 0 ? "No entry is known." : `Known: ${quoted(files.names)}.`;
  throw new InvalidSettingsError(
    `There is no cloud "${name}", which ${namedBy} asks for.${near} ${knownNames} Looked in: ${files.searched.join(", ")}. Correct the name, or add the entry.`,
    property,
  );
}

/** The stack's region overrides that of an entry; the variable does not, and python-openstackclient would refuse it. */
function otherRegion(requested: Setting | undefined, { region }: Layer, title: string): string[] {
  if (requested === undefined || region === undefined || region.value === requested.value) return [];
  if (requested.from !== ENVIRONMENT_REGION) return [];
  return [`${title}: OS_REGION_NAME is ${requested.value}, but the entry's own region ${region.value} holds`];
}

function nothingSet(sources: Sources): InvalidSettingsError {
  const names = entryNames(sources);
  const knownNames =
    names.length === 0
      ? ` There is no entry yet: \`${ownCommand()} init\` makes one, and a project${ifNotInstalled()}.`
      : ` Entries of clouds.yaml: ${quoted(names)}.`;
  const setting =
    sources.provider === undefined
      ? "with `pulumi config set cloudimages:cloud <name>`"
      : `with the setting \`cloud\` of the provider "${sources.provider}"`;
  return new InvalidSettingsError(
    "No cloud is set. Name an entry of clouds.yaml with the argument `cloud` of the resource, " +
      `or ${setting}, or with the environment variable OS_CLOUD; ` +
      `or describe a cloud in the environment alone (OS_AUTH_URL and other OS_*, HW_* or ZSTACK_*).${knownNames}`,
    "cloud",
    { noCloudSet: true },
  );
}

/** A broken clouds.yaml must not hide that nothing was chosen in the first place. */
function entryNames(sources: Sources): readonly string[] {
  try {
    return readCloudFiles(sources).names;
  } catch {
    return [];
  }
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(", ");
}
