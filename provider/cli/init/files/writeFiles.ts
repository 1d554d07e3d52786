import { chmodSync, mkdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { CloudError } from "../../../http/errors";
import { textFile } from "../../../pulumi/program/textFile";
import { fateOf, type PlannedFile } from "./plannedFile";

/**
 * Writes the files, each whole or not at all. A link stays one, and its target is written.
 *
 * @throws CloudError that says which of them are written.
 */
export function writeFiles(files: readonly PlannedFile[]): void {
  const written: string[] = [];
  for (const file of files) {
    if (file.after === undefined || file.after === file.before) continue;
    try {
      refuseChanged(file);
      write(file.path, file.after, file.secret ?? false);
    } catch (error) {
      throw notWritten(file, written, error);
    }
    written.push(`${file.shown} (${fateOf(file)})`);
  }
}

/** Somebody may have written it while the questions were answered. */
function refuseChanged({ path, before }: PlannedFile): void {
  if (textFile(path) !== before) throw new Error("it has been changed meanwhile");
}

function write(path: string, text: string, secret: boolean): void {
  mkdirSync(dirname(path), { recursive: true, ...(secret && { mode: 0o700 }) });
  const stat = statSync(path, { throwIfNoEntry: false });
  const target = stat === undefined ? path : realpathSync(path);
  const mode = secret ? 0o600 : stat === undefined ? undefined : stat.mode & 0o777;
  const draft = `${target}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, text, { flag: "wx", ...(mode !== undefined && { mode }) });
    if (mode !== undefined) chmodSync(draft, mode); // whatever the umask is
    renameSync(draft, target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") rmSync(draft, { force: true }); // else it is not ours
    throw error;
  }
}

function notWritten({ shown }: PlannedFile, written: readonly string[], error: unknown): CloudError {
  const { code, message } = error as NodeJS.ErrnoException;
  const why = error instanceof CloudError ? error.message : (REASONS[code ?? ""] ?? message);
  const before = written.length === 0 ? "Nothing was written before it" : `Before it: ${written.join(", ")}`;
  return new CloudError(`${shown} cannot be written: ${why}. ${before}`, {
    outcome: "not-sent",
    hint: "mend that, and run the same command again: it goes on with what is missing",
    cause: error,
  });
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "this user has no right to (EACCES)",
  EPERM: "this user has no right to (EPERM)",
  EROFS: "its disk can only be read (EROFS)",
  ENOSPC: "its disk is full (ENOSPC)",
  ENOTDIR: "a part of its path is no folder (ENOTDIR)",
  EEXIST: "a draft of it is in the way (EEXIST)",
};
