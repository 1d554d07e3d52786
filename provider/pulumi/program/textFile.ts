import { lstatSync, readFileSync } from "node:fs";
import { InvalidSettingsError } from "../../clouds/settings/invalidSettingsError";

/**
 * The text of a file; undefined if it does not exist. Throws if it exists but cannot be read, and if its folder does not
 * even show whether it exists: to ignore such a file would mean to use another one in its place.
 */
export function textFile(path: string): string | undefined {
  try {
    // A program looks into a dozen places for each of its images: an error is what costs most where nothing is.
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return undefined;
    return readFileSync(path, "utf8");
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (code === "ENOTDIR") return undefined;
    const why = REASONS[code] ?? code;
    const home = code === "EACCES" ? ", set HOME where that is another user's" : "";
    throw new InvalidSettingsError(
      `${path} cannot be read: ${why}. It is not passed over, because another file would then be used in its place. Mend it${home}, or take it away.`,
    );
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "it is a link to what is not there", // its target may be a disk or a secret that is not mounted now
  EACCES: "this user has no right to (EACCES)",
  EPERM: "this user has no right to (EPERM)",
  EISDIR: "it is a folder (EISDIR)",
  ELOOP: "its links go round in a circle (ELOOP)",
};
