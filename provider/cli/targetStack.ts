import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { Sources } from "../clouds/settings";
import { CloudError } from "../http/errors";
import { realSources } from "../pulumi/program/sources";
import { configuredOwner, stackOwner } from "../pulumi/program/stackOwner";
import type { CommandContext } from "./commandContext";
import { exportState, identityOf, projectFolder, readConfiguration } from "./pulumiCli";
import { readState, type StackState } from "./readState";

/** The stack that images are imported into. */
export interface TargetStack {
  readonly stack: string;
  readonly project: string;
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
  const owner =
    values.owner === undefined ? stackOwner({ ...identity, project }, folder) : configuredOwner(values.owner);
  return {
    stack: identity.stack,
    project,
    owner,
    state,
    sources: realSources(context, values),
    ownerIsNamed: values.owner !== undefined,
  };
}

/** The project's name in its Pulumi.yaml; empty if it has none. */
export function projectName(folder: string): string {
  const file = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"]
    .map((name) => join(folder, name))
    .find(existsSync);
  const content = file === undefined ? undefined : parse(readFileSync(file, "utf8"));
  return String(content?.name ?? "");
}
