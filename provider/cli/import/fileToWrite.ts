import { accessSync, constants, existsSync, statSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { CloudError } from "../../http/errors";
import { UsageError } from "../arguments";
import type { CommandContext } from "../commandContext";

/** The import file: as --file names it, and its full path. */
export interface FileToWrite {
  readonly shown: string;
  readonly path: string;
}

/** Refuses a file that cannot be written, before the first call and so before any image is marked. */
export function fileToWrite(asked: string | undefined, { cwd }: CommandContext): FileToWrite {
  const shown = asked ?? "cloud-images-import.json";
  const path = resolve(cwd, shown);
  if (existsSync(path)) throw new UsageError(`import: ${shown} exists: remove it, or name another --file.`);
  const folder = dirname(path);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(`import: --file ${shown}: there is no folder ${folder}.`);
  }
  try {
    accessSync(folder, constants.W_OK);
  } catch {
    throw new UsageError(`import: --file ${shown}: nothing can be written into ${folder}.`);
  }
  return { shown, path };
}

export function writeNew({ shown, path }: FileToWrite, text: string): void {
  try {
    writeFileSync(path, text, { flag: "wx" });
  } catch (error) {
    throw new CloudError(`${shown} cannot be written: ${(error as Error).message}`, {
      outcome: "not-sent",
      hint: "name another --file",
    });
  }
}
