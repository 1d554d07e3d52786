import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Sources } from "../../clouds/settings";
import { CloudError } from "../../http/errors";
import { realSources } from "../../pulumi/program/sources";
import { configuredOwner, ownerByFile, pluginOwner, stackOwner } from "../../pulumi/program/stackOwner";
import { parseOptions, refuseEmpty } from "../arguments";
import type { CommandContext } from "../commandContext";
import { configFileOf } from "../configFile";
import { orphansHelp } from "../help";
import { orphansOptions } from "../options";
import { projectFolder } from "../projectFile";
import { identityOf, noConfiguration, readConfiguration, type StackConfiguration } from "../pulumiCli";
import { exportedState } from "../state/exportedState";
import { readState, type StackState } from "../state/readState";
import type { StateProvider } from "../state/stateProvider";
import { wrapped } from "../terminal/wrapped";
import { type Finding, findOrphans } from "./findOrphans";
import { asJson, asText, type OrphansReport } from "./orphansReport";
import { type Views, viewClouds } from "./viewClouds";

type OrphansRequest = ReturnType<typeof parseOptions<typeof orphansOptions>>;

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
  const request = parseOptions("orphans", args, orphansOptions);
  refuseEmpty("orphans", request);
  if (request.help) {
    context.out(wrapped(orphansHelp, context.columns));
    return NOTHING;
  }
  configFileOf("orphans", request["config-file"], context); // reports wrong usage before any call
  const state = await stateOf(request, context);
  const configuration = await configurationOf(request, context);
  const owners = await ownersOf(request, state, configuration, context);
  const sourcesOf = (provider: StateProvider | undefined): Sources =>
    realSources(context, provider === undefined ? configuration.values : provider.settings);
  const viewed = await viewClouds(state, request.cloud ?? [], sourcesOf, context);
  const report: OrphansReport = {
    stack: state.stack ?? request.stack,
    project: state.project,
    owners,
    resources: state.resources.length,
    clouds: viewed.views,
    found: onceEach(viewed.views.flatMap((view) => findOrphans(view, state.resources, owners))),
    problems: viewed.problems,
  };
  context.out(request.json ? asJson(report, context.clock.now()) : asText(report, context.clock.now()));
  return exitCode(report, viewed);
}

function exitCode({ found }: OrphansReport, { problems }: Views): number {
  if (problems.length > 0) return NOT_VIEWED;
  return found.length > 0 ? FOUND : NOTHING;
}

async function stateOf(request: OrphansRequest, context: CommandContext): Promise<StackState> {
  if (request.state === undefined) return exportedState(request.stack, context);
  const from = request.state === "-" ? "standard input" : request.state;
  return readState(await stateText(request.state, context), from);
}

function stateText(state: string, context: CommandContext): Promise<string> | string {
  if (state === "-") return context.readStdin();
  try {
    return readFileSync(resolve(context.cwd, state), "utf8");
  } catch {
    throw new CloudError(`${state} cannot be read`, { outcome: "not-sent", hint: "correct --state" });
  }
}

/** Two clouds, by the names of their entries or by their providers, may be the same project. */
function onceEach(found: readonly Finding[]): Finding[] {
  const keys = new Set<string>();
  return found.filter(({ image, location }) => {
    const key = JSON.stringify([image.id, location]);
    return !keys.has(key) && keys.add(key);
  });
}

async function configurationOf(
  request: OrphansRequest,
  context: CommandContext,
): Promise<StackConfiguration> {
  const file = configFileOf("orphans", request["config-file"], context);
  return knowsStack(request) ? readConfiguration(request.stack, file, context) : noConfiguration;
}

/**
 * All owners that the marks of this stack's images may name: those recorded in its state, those that its explicit providers
 * name, and the one that a create would use now, in either form. They differ from a rename of the stack, or a change of `cloudimages:owner`, until the next `up`.
 */
async function ownersOf(
  request: OrphansRequest,
  state: StackState,
  { values }: StackConfiguration,
  context: CommandContext,
): Promise<string[]> {
  const recorded = [...state.resources, ...state.pending].flatMap(({ owner }) => owner ?? []);
  const ofProviders = state.providers.flatMap(({ settings }) =>
    settings.owner === undefined ? [] : [configuredOwner(settings.owner)],
  );
  const named = request.owner ?? values.owner;
  const today = named === undefined ? await ownersOfStack(request, state, context) : [configuredOwner(named)];
  const owners = [...new Set([...recorded, ...ofProviders, ...today])];
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
  return [
    stackOwner(identity, folder),
    pluginOwner(identity, folder) ?? [],
    file === undefined ? [] : ownerByFile(identity, file),
  ].flat();
}
