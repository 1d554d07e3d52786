import { type CloudSettings, InvalidSettingsError, resolveCloud, type Sources } from "../../clouds/settings";
import { explain } from "../../http/errors";
import { inOneLine } from "../../http/log/printable";
import { explicitProviders } from "../state/explicitProviders";
import type { StackState, StateResource } from "../state/readState";
import type { StateProvider } from "../state/stateProvider";

/** A cloud to look into. */
export interface Target {
  readonly settings: CloudSettings;
  /** The explicit provider whose settings these are; undefined if they are the stack's. */
  readonly provider: StateProvider | undefined;
  /** The resources that are in it. */
  readonly resources: readonly StateResource[];
}

export interface Targets {
  readonly targets: readonly Target[];
  /** Why a cloud cannot be looked into. */
  readonly problems: readonly string[];
}

/**
 * The clouds that a stack may have images in: its default one and those of its resources, each by the settings of the resource's
 * provider, the default clouds of its explicit providers, and those named by --cloud.
 */
export function targetsOf(
  state: StackState,
  request: readonly string[],
  sourcesOf: (provider: StateProvider | undefined) => Sources,
): Targets {
  const resources = [...state.resources, ...state.pending];
  const explicit = explicitProviders(state).map(({ provider, resources }) => {
    if (provider.encrypted.length > 0) return { targets: [], problems: [settingsAreEncrypted(provider)] };
    return targetsBy({ sources: sourcesOf(provider), provider, resources });
  });
  const byStack = targetsBy({
    sources: sourcesOf(undefined),
    provider: undefined,
    resources: resources.filter(({ provider }) => provider === undefined),
    named: request,
    hasOthers: explicit.some(({ targets }) => targets.length > 0),
  });
  const all = [byStack, ...explicit];
  const secret = request.length > 0 ? [] : resources.filter(isCloudSecret).map(cloudIsSecret);
  return {
    targets: all.flatMap(({ targets }) => targets),
    problems: [...secret, ...all.flatMap(({ problems }) => problems)],
  };
}

/** What settings are looked up in, and for whom. */
interface Lookup {
  readonly sources: Sources;
  readonly provider: StateProvider | undefined;
  readonly resources: readonly StateResource[];
  /** Clouds besides those of the resources. */
  readonly named?: readonly string[];
  /** Whether other settings lead to a cloud. */
  readonly hasOthers?: boolean;
}

/** The clouds of the resources, and the default one: that is not needed if there are others, but an unfinished create may have used it. */
function targetsBy({ named = [], hasOthers = false, ...lookup }: Lookup): Targets {
  const used = [...named, ...lookup.resources.filter((one) => !isCloudSecret(one)).map(({ cloud }) => cloud)];
  const found = resolveAll(used, lookup);
  if (used.includes(undefined)) return found;
  const byDefault = resolveAll([undefined], lookup);
  const known = found.targets.map(({ settings }) => settings.name);
  const isNeeded = known.length === 0 && !hasOthers;
  return {
    targets: [
      ...found.targets,
      ...byDefault.targets.filter(({ settings }) => !known.includes(settings.name)),
    ],
    problems: isNeeded ? [...found.problems, ...byDefault.problems] : found.problems,
  };
}

/** Each cloud once: two names may lead to the same entry. */
function resolveAll(
  used: readonly (string | undefined)[],
  { sources, provider, resources }: Lookup,
): Targets {
  const problems: string[] = [];
  const byName = new Map<string, Target>();
  for (const name of new Set(used)) {
    try {
      const settings = resolveCloud(name, sources);
      const before = byName.get(settings.name)?.resources ?? [];
      const mine = resources.filter((one) => one.cloud === name && !isCloudSecret(one));
      byName.set(settings.name, { settings, provider, resources: [...before, ...mine] });
    } catch (error) {
      if (!(error instanceof InvalidSettingsError)) throw error;
      const whose = provider === undefined ? "" : `provider "${inOneLine(provider.name)}": `;
      problems.push(whose + explain(error));
    }
  }
  return { targets: [...byName.values()], problems };
}

/** Whether the resource's cloud is encrypted in the state. */
function isCloudSecret({ cloud, secret }: Pick<StateResource, "cloud" | "secret">): boolean {
  return cloud === undefined && secret.includes("cloud");
}

function cloudIsSecret({ urn }: StateResource): string {
  return `the argument \`cloud\` of ${urn} is a secret, and encrypted in the state: name the cloud by --cloud`;
}

function settingsAreEncrypted({ urn, encrypted }: StateProvider): string {
  return `the provider ${urn} has settings that are encrypted in this state (${encrypted.join(", ")}), so its clouds were not looked into, and nothing is known of its images there\nWhat to do: leave --state out, or write the file with \`pulumi stack export --show-secrets\`, and delete it afterwards`;
}
