import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { ownerOf } from "../lifecycle/marker";

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

function yamlIn(folder: string, name: string): Record<string, unknown> {
  const file = [".yaml", ".yml"].map((ending) => join(folder, name + ending)).find(existsSync);
  const content: unknown = file === undefined ? undefined : parse(readFileSync(file, "utf8"));
  return typeof content === "object" && content !== null ? (content as Record<string, unknown>) : {};
}
