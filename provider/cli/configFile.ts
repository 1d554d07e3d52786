import { statSync } from "node:fs";
import { resolve } from "node:path";
import { UsageError } from "./arguments";
import type { CommandContext } from "./commandContext";

/**
 * The full path that Pulumi's own option `--config-file` names. A file that does not exist is refused here, because Pulumi
 * treats it as empty.
 */
export function configFileOf(
  subcommand: string,
  option: string | undefined,
  { cwd }: CommandContext,
): string | undefined {
  if (option === undefined) return undefined;
  const file = resolve(cwd, option);
  if (statSync(file, { throwIfNoEntry: false })?.isFile()) return file;
  throw new UsageError(`${subcommand}: --config-file ${option}: there is no such file.`);
}

/** Programs do not know of `--config-file`: they read the salt from the stack's own file (pulumi/program/stackOwner.ts). */
export const ownerIgnoresFile =
  "the images' owner is made from Pulumi.<stack>.yaml, whatever --config-file names";
export const setOwnerHint =
  "set cloudimages:owner in the file that --config-file names: then the owner is the same wherever the stack runs";
