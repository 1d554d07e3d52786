import type { FullEcsImageArgs } from "./declared/fullEcsImage";

/** What `FullEcsImage` and `DataImage` both take. */
export type JobImageArgs = Omit<FullEcsImageArgs, "source" | "deleteBackup">;
