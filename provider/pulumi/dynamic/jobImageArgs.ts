import type { FullEcsImageArgs } from "./declared/fullEcsImage";

/** The arguments that `FullEcsImage` and `DataImage` share. */
export type JobImageArgs = Omit<FullEcsImageArgs, "source" | "deleteBackup">;
