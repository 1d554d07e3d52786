import { statSync } from "node:fs";
import { resolve } from "node:path";
import { UsageError } from "./arguments";
import type { CommandContext } from "./commandContext";

/** Pulumi's own option: where the stack's configuration is read from. The path in full; Pulumi takes one that is not there for empty. */
export function configFileOf(
  subcommand: string,
  asked: string | undefined,
  { cwd }: CommandContext,
): string | undefined {
  if (asked === undefined) return undefined;
  const file = resolve(cwd, asked);
  if (statSync(file, { throwIfNoEntry: false })?.isFile()) return file;
  throw new UsageError(`${subcommand}: --config-file ${asked}: there is no such file.`);
}

/** No program is told of `--config-file`: it looks for the salt in the stack's own file (pulumi/program/stackOwner.ts). */
export const ownerBeside = "the images' owner is made from Pulumi.<stack>.yaml, whatever --config-file names";
export const setOwner =
  "set cloudimages:owner in the file that --config-file names: then the owner is the same wherever the stack runs";
