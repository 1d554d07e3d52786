import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Sources } from "../../clouds/settings";
import { CloudError } from "../../http/errors";
import { realSources } from "../../pulumi/program/sources";
import { configuredOwner, ownerByFile, stackOwner } from "../../pulumi/program/stackOwner";
import { parseOptions, refuseEmpty } from "../arguments";
import { configFileOf } from "../configFile";
import { orphansHelp } from "../help";
import {
  exportState,
  identityOf,
  noConfiguration,
  projectFolder,
  readConfiguration,
  type StackConfiguration,
} from "../pulumiCli";
import { type KnownState, readState } from "../readState";
import type { Surroundings } from "../surroundings";
import { findOrphans } from "./findOrphans";
import { type Looked, lookAround } from "./lookAround";
import { asJson, asText, type OrphansReport } from "./orphansReport";

const options = {
  state: { type: "string" },
  stack: { type: "string" },
  cloud: { type: "string", multiple: true },
  owner: { type: "string" },
  "config-file": { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

type Asked = ReturnType<typeof parseOptions<typeof options>>;

/** A state that was passed in may be of a stack that this machine does not know: so Pulumi is asked only when told to. */
function knowsStack(asked: Asked): boolean {
  return asked.state === undefined || asked.stack !== undefined || asked["config-file"] !== undefined;
}

/** Exit codes, as the help documents them. */
const NOTHING = 0;
const FOUND = 1;
const NOT_LOOKED = 3;

/**
 * `pulumi-cloud-images orphans`: images with the stack's mark that its state does not know, and unfinished ones
 * (docs/safety.md#marks). It deletes nothing.
 */
export async function orphans(args: readonly string[], around: Surroundings): Promise<number> {
  const asked = parseOptions("orphans", args, options);
  refuseEmpty("orphans", asked);
  if (asked.help) {
    around.out(orphansHelp);
    return NOTHING;
  }
  configFileOf("orphans", asked["config-file"], around); // wrong usage is said before anything is asked
  const from = asked.state === "-" ? "standard input" : asked.state;
  const state = readState(await stateText(asked, around), from ?? "the answer of `pulumi stack export`");
  const configuration = await configurationOf(asked, around);
  const owners = await ownersOf(asked, state, configuration, around);
  const sources: Sources = realSources(around, configuration.values);
  const looked = await lookAround(state, asked.cloud ?? [], sources, around);
  const report: OrphansReport = {
    stack: state.stack ?? asked.stack,
    project: state.project,
    owners,
    resources: state.resources.length,
    clouds: looked.views,
    found: looked.views.flatMap((view) => findOrphans(view, state.resources, owners)),
    problems: looked.problems,
  };
  around.out(asked.json ? asJson(report, around.clock.now()) : asText(report, around.clock.now()));
  return exitCode(report, looked);
}

function exitCode({ found }: OrphansReport, { problems }: Looked): number {
  if (problems.length > 0) return NOT_LOOKED;
  return found.length > 0 ? FOUND : NOTHING;
}

function stateText(asked: Asked, around: Surroundings): Promise<string> | string {
  if (asked.state === undefined) return exportState(asked.stack, around);
  if (asked.state === "-") return around.readStdin();
  try {
    return readFileSync(resolve(around.cwd, asked.state), "utf8");
  } catch {
    throw new CloudError(`${asked.state} cannot be read`, { outcome: "not-sent", hint: "correct --state" });
  }
}

async function configurationOf(asked: Asked, around: Surroundings): Promise<StackConfiguration> {
  const file = configFileOf("orphans", asked["config-file"], around);
  return knowsStack(asked) ? readConfiguration(asked.stack, file, around) : noConfiguration;
}

/**
 * All owners that this stack's images may name: what its resources say, and what a create of today would say. They
 * differ after the stack was renamed or `cloudimages:owner` was changed, until the next `up`.
 */
async function ownersOf(
  asked: Asked,
  state: KnownState,
  { values }: StackConfiguration,
  around: Surroundings,
): Promise<string[]> {
  const recorded = [...state.resources, ...state.begun].flatMap(({ owner }) => owner ?? []);
  const named = asked.owner ?? values.owner;
  const today = named === undefined ? await ownersOfStack(asked, state, around) : [configuredOwner(named)];
  const owners = [...new Set([...recorded, ...today])];
  if (owners.length > 0) return owners;
  throw new CloudError("the owner of the images is not known: the state has no resource of this package", {
    outcome: "not-sent",
    hint: "give --stack organization/project/stack and run it in the project's folder, or --owner where cloudimages:owner is set",
  });
}

/** None when the stack is not ours to name: a state that was passed in, in a folder that may be anybody's. */
async function ownersOfStack(asked: Asked, state: KnownState, around: Surroundings): Promise<string[]> {
  const folder = projectFolder(around.cwd);
  if (folder === undefined || !knowsStack(asked)) return [];
  const { organization, stack, project = state.project } = await identityOf(asked.stack, around);
  if (project === undefined) return [];
  const identity = { organization, project, stack };
  const file = configFileOf("orphans", asked["config-file"], around);
  return [stackOwner(identity, folder), ...(file === undefined ? [] : [ownerByFile(identity, file)])];
}
