import { join } from "node:path";
import { remembered } from "../../http/remembered";
import { deriveOwner } from "../../lifecycle/marks/marker";
import { textFile } from "./textFile";

const yaml = (): typeof import("yaml") => require("yaml"); // with the first file of a stack

/** A stack as Pulumi names it. `stack` may be its short name or its full one. */
export interface StackIdentity {
  readonly organization: string;
  readonly project: string;
  readonly stack: string;
}

/** The owner that `cloudimages:owner` names. It is the same in every stack and with every stack file. */
export function configuredOwner(name: string): string {
  return deriveOwner({ organization: "", project: "", stack: "", salt: name });
}

/**
 * The owner that stands for a stack. It is made from the stack's names and the salt of its secrets, which distinguishes the `dev`
 * stacks of two people. The stack's file is read from `folder`, that of the project.
 */
export function stackOwner(stack: StackIdentity, folder: string): string {
  return deriveOwner({ ...stack, salt: saltOf(folder, stack.stack) });
}

/**
 * The same for images that the plugin makes, which is not told the organization. A self-managed backend has but one, of this name.
 * Undefined where only the organization would distinguish two stacks: the plugin refuses to make an image there
 * (without `cloudimages:owner`).
 */
export function pluginOwner(stack: Omit<StackIdentity, "organization">, folder: string): string | undefined {
  if (!hasSalt(folder, stack.stack)) return undefined;
  return stackOwner({ ...stack, organization: "organization" }, folder);
}

/** Whether the stack's file has a salt, or a key for its secrets. */
export function hasSalt(folder: string, stack: string): boolean {
  return saltOf(folder, stack) !== "";
}

/** The owner of a stack if `file` were the stack's file, as in a run for which it was copied there. */
export function ownerByFile(stack: StackIdentity, file: string): string {
  return deriveOwner({ ...stack, salt: saltIn(yamlOf(textFile(file))) });
}

/** `encryptionsalt` (passphrase) or `encryptedkey` (key service of a cloud) in Pulumi.<stack>.yaml; "" without such a file. */
function saltOf(folder: string, stack: string): string {
  const shortName = stack.split("/").at(-1) ?? stack;
  const { stackConfigDir } = yamlIn(folder, "Pulumi");
  return saltIn(yamlIn(join(folder, String(stackConfigDir ?? "")), `Pulumi.${shortName}`));
}

function saltIn({ encryptionsalt, encryptedkey }: Record<string, unknown>): string {
  return String(encryptedkey ?? encryptionsalt ?? "");
}

/** A file that exists but cannot be read is an error: without its salt, all images would seem to belong to another owner. */
function yamlIn(folder: string, name: string): Record<string, unknown> {
  return yamlOf(textFile(join(folder, `${name}.yaml`)) ?? textFile(join(folder, `${name}.yml`)));
}

function yamlOf(text: string | undefined): Record<string, unknown> {
  return text === undefined ? {} : mappingIn(text);
}

const mappingIn = remembered((text: string): Record<string, unknown> => {
  const content: unknown = yaml().parse(text);
  return typeof content === "object" && content !== null ? (content as Record<string, unknown>) : {};
});
