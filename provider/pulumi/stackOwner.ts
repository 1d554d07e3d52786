import { join } from "node:path";
import { parse } from "yaml";
import { ownerOf } from "../lifecycle/marker";
import { textFile } from "./textFile";

/** A stack as Pulumi names it; its short name or its full one. */
export interface StackIdentity {
  readonly organization: string;
  readonly project: string;
  readonly stack: string;
}

/** The owner that `cloudimages:owner` names: it holds for any stack and any stack file. */
export function configuredOwner(name: string): string {
  return ownerOf({ organization: "", project: "", stack: "", salt: name });
}

/**
 * The owner that stands for a stack: its names, and the salt of its secrets, which tells apart the `dev` stacks of two
 * people. `folder` is the project's: there the stack's file is looked for.
 */
export function stackOwner(stack: StackIdentity, folder: string): string {
  return ownerOf({ ...stack, salt: saltOf(folder, stack.stack) });
}

/** `encryptionsalt` (passphrase) or `encryptedkey` (cloud key services) of Pulumi.<stack>.yaml; "" without such a file. */
function saltOf(folder: string, stack: string): string {
  const shortName = stack.split("/").at(-1) ?? stack;
  const { stackConfigDir } = yamlIn(folder, "Pulumi");
  const { encryptionsalt, encryptedkey } = yamlIn(
    join(folder, String(stackConfigDir ?? "")),
    `Pulumi.${shortName}`,
  );
  return String(encryptedkey ?? encryptionsalt ?? "");
}

/** Read, not only looked for: without the salt of a file that may not be read, all images would be another owner's. */
function yamlIn(folder: string, name: string): Record<string, unknown> {
  const text = textFile(join(folder, `${name}.yaml`)) ?? textFile(join(folder, `${name}.yml`));
  const content: unknown = text === undefined ? undefined : parse(text);
  return typeof content === "object" && content !== null ? (content as Record<string, unknown>) : {};
}
