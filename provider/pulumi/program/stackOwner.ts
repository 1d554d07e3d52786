import { join } from "node:path";
import { parse } from "yaml";
import { deriveOwner } from "../../lifecycle/marks/marker";
import { textFile } from "./textFile";

/** A stack as Pulumi names it; its short name or its full one. */
export interface StackIdentity {
  readonly organization: string;
  readonly project: string;
  readonly stack: string;
}

/** The owner that `cloudimages:owner` names: it holds for any stack and any stack file. */
export function configuredOwner(name: string): string {
  return deriveOwner({ organization: "", project: "", stack: "", salt: name });
}

/**
 * The owner that stands for a stack: its names, and the salt of its secrets, which tells apart the `dev` stacks of two
 * people. `folder` is the project's: there the stack's file is looked for.
 */
export function stackOwner(stack: StackIdentity, folder: string): string {
  return deriveOwner({ ...stack, salt: saltOf(folder, stack.stack) });
}

/** The owner of such a stack if `file` were its own: of a run for which it was copied to where the stack's file is. */
export function ownerByFile(stack: StackIdentity, file: string): string {
  return deriveOwner({ ...stack, salt: saltIn(yamlOf(textFile(file))) });
}

/** `encryptionsalt` (passphrase) or `encryptedkey` (cloud key services) of Pulumi.<stack>.yaml; "" without such a file. */
function saltOf(folder: string, stack: string): string {
  const shortName = stack.split("/").at(-1) ?? stack;
  const { stackConfigDir } = yamlIn(folder, "Pulumi");
  return saltIn(yamlIn(join(folder, String(stackConfigDir ?? "")), `Pulumi.${shortName}`));
}

function saltIn({ encryptionsalt, encryptedkey }: Record<string, unknown>): string {
  return String(encryptedkey ?? encryptionsalt ?? "");
}

/** Read, not only looked for: without the salt of a file that may not be read, all images would be another owner's. */
function yamlIn(folder: string, name: string): Record<string, unknown> {
  return yamlOf(textFile(join(folder, `${name}.yaml`)) ?? textFile(join(folder, `${name}.yml`)));
}

function yamlOf(text: string | undefined): Record<string, unknown> {
  const content: unknown = text === undefined ? undefined : parse(text);
  return typeof content === "object" && content !== null ? (content as Record<string, unknown>) : {};
}
