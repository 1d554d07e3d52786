import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Sources } from "../../clouds/settings";
import { CloudError } from "../../http/errors";
import { realSources } from "../../pulumi/program/sources";
import { configuredOwner, ownerByFile, stackOwner } from "../../pulumi/program/stackOwner";
import { parseOptions, refuseEmpty } from "../arguments";
import type { CommandContext } from "../commandContext";
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
import { readState, type StackState } from "../readState";
import { findOrphans } from "./findOrphans";
import { asJson, asText, type OrphansReport } from "./orphansReport";
import { type Views, viewClouds } from "./viewClouds";

const options = {
  state: { type: "string" },
  stack: { type: "string" },
  cloud: { type: "string", multiple: true },
  owner: { type: "string" },
  "config-file": { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

type OrphansRequest = ReturnType<typeof parseOptions<typeof options>>;

/**
 * A state from --state may belong to a stack that this machine does not know. Then Pulumi is called only if another option
 * asks for it.
 */
function knowsStack(request: OrphansRequest): boolean {
  return request.state === undefined || request.stack !== undefined || request["config-file"] !== undefined;
}

/** Exit codes, as the help documents them. */
const NOTHING = 0;
const FOUND = 1;
const NOT_VIEWED = 3;

/**
 * Runs `pulumi-cloud-images orphans`: lists images with the stack's mark that are not in its state, and unfinished ones
 * (docs/safety.md#marks). It deletes nothing.
 */
export async function orphans(args: readonly string[], context: CommandContext): Promise<number> {
  const request = parseOptions("orphans", args, options);
  refuseEmpty("orphans", request);
  if (request.help) {
    context.out(orphansHelp);
    return NOTHING;
  }
  configFileOf("orphans", request["config-file"], context); // reports wrong usage before any call
  const from = request.state === "-" ? "standard input" : request.state;
  const state = readState(await stateText(request, context), from ?? "the answer of `pulumi stack export`");
  const configuration = await configurationOf(request, context);
  const owners = await ownersOf(request, state, configuration, context);
  const sources: Sources = realSources(context, configuration.values);
  const viewed = await viewClouds(state, request.cloud ?? [], sources, context);
  const report: OrphansReport = {
    stack: state.stack ?? request.stack,
    project: state.project,
    owners,
    resources: state.resources.length,
    clouds: viewed.views,
    found: viewed.views.flatMap((view) => findOrphans(view, state.resources, owners)),
    problems: viewed.problems,
  };
  context.out(request.json ? asJson(report, context.clock.now()) : asText(report, context.clock.now()));
  return exitCode(report, viewed);
}

function exitCode({ found }: OrphansReport, { problems }: Views): number {
  if (problems.length > 0) return NOT_VIEWED;
  return found.length > 0 ? FOUND : NOTHING;
}

function stateText(request: OrphansRequest, context: CommandContext): Promise<string> | string {
  if (request.state === undefined) return exportState(request.stack, context);
  if (request.state === "-") return context.readStdin();
  try {
    return readFileSync(resolve(context.cwd, request.state), "utf8");
  } catch {
    throw new CloudError(`${request.state} cannot be read`, { outcome: "not-sent", hint: "correct --state" });
  }
}

async function configurationOf(
  request: OrphansRequest,
  context: CommandContext,
): Promise<StackConfiguration> {
  const file = configFileOf("orphans", request["config-file"], context);
  return knowsStack(request) ? readConfiguration(request.stack, file, context) : noConfiguration;
}

/**
 * All owners that the marks of this stack's images may name: those recorded in its state, and the one that a create would use
 * now. They differ from a rename of the stack, or a change of `cloudimages:owner`, until the next `up`.
 */
async function ownersOf(
  request: OrphansRequest,
  state: StackState,
  { values }: StackConfiguration,
  context: CommandContext,
): Promise<string[]> {
  const recorded = [...state.resources, ...state.pending].flatMap(({ owner }) => owner ?? []);
  const named = request.owner ?? values.owner;
  const today = named === undefined ? await ownersOfStack(request, state, context) : [configuredOwner(named)];
  const owners = [...new Set([...recorded, ...today])];
  if (owners.length > 0) return owners;
  throw new CloudError("the owner of the images is not known: the state has no resource of this package", {
    outcome: "not-sent",
    hint: "give --stack organization/project/stack and run it in the project's folder, or --owner where cloudimages:owner is set",
  });
}

/** Empty if the stack cannot be named: with a state from --state, the folder may belong to any other stack. */
async function ownersOfStack(
  request: OrphansRequest,
  state: StackState,
  context: CommandContext,
): Promise<string[]> {
  const folder = projectFolder(context.cwd);
  if (folder === undefined || !knowsStack(request)) return [];
  const { organization, stack, project = state.project } = await identityOf(request.stack, context);
  if (project === undefined) return [];
  const identity = { organization, project, stack };
  const file = configFileOf("orphans", request["config-file"], context);
  return [stackOwner(identity, folder), ...(file === undefined ? [] : [ownerByFile(identity, file)])];
}
