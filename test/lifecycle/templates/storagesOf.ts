import type { Lab } from "../harness/lab";

/** The two that a template has a copy on. */
export const storagesOf = (lab: Lab): readonly [string, string] =>
  lab.args().backupStorageUuids as [string, string];
