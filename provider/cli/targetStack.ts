import type { Sources } from "../clouds/settings";
import { CloudError } from "../http/errors";
import { realSources } from "../pulumi/program/sources";
import { configuredOwner, pluginOwner, type StackIdentity, stackOwner } from "../pulumi/program/stackOwner";
import type { CommandContext } from "./commandContext";
import { type Form, programForm, projectFolder, projectName } from "./projectFile";
import { exportState, identityOf, readConfiguration } from "./pulumiCli";
import { readState, type StackState } from "./state/readState";

/** The stack that images are imported into. */
export interface TargetStack {
  readonly stack: string;
  readonly project: string;
  /** Which form its images have. */
  readonly form: Form;
  readonly owner: string;
  readonly state: StackState;
  readonly sources: Sources;
  /** Whether `cloudimages:owner` is set, so that the owner does not depend on the stack's file. */
  readonly ownerIsNamed: boolean;
}

/** Asks Pulumi for the stack in the current folder: its state, its configuration and its owner. */
export async function targetStackOf(
  stackAsked: string | undefined,
  configFile: string | undefined,
  context: CommandContext,
): Promise<TargetStack> {
  const folder = projectFolder(context.cwd);
  if (folder === undefined) {
    throw new CloudError("there is no Pulumi project here: neither in this folder nor above it", {
      outcome: "not-sent",
      hint: "run it in the folder of the program that is to have the images",
    });
  }
  const identity = await identityOf(stackAsked, context);
  const state = readState(await exportState(stackAsked, context), "the answer of `pulumi stack export`");
  const { values } = await readConfiguration(stackAsked, configFile, context);
  const project = identity.project ?? state.project ?? projectName(folder);
  const form = programForm(context.cwd);
  const owner =
    values.owner === undefined
      ? ownerOf({ ...identity, project }, form, folder)
      : configuredOwner(values.owner);
  return {
    stack: identity.stack,
    project,
    form,
    owner,
    state,
    sources: realSources(context, values),
    ownerIsNamed: values.owner !== undefined,
  };
}

/** Refuses a stack in which the plugin would make no image either. */
function ownerOf(identity: StackIdentity, form: Form, folder: string): string {
  if (form === "dynamic") return stackOwner(identity, folder);
  const owner = pluginOwner(identity, folder);
  if (owner !== undefined) return owner;
  const { organization, project, stack } = identity;
  throw new CloudError(
    "the stack's file has no salt and no key, and the plugin is not told the organization",
    {
      outcome: "not-sent",
      hint: `name an owner that no other stack has: pulumi config set cloudimages:owner ${organization}/${project}/${stack}`,
    },
  );
}
