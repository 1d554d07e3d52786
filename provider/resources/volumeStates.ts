/** States that end by themselves (api-huawei-otc §5.1, api-openstack §2.4). */
const passing = new Set([
  "uploading",
  "creating",
  "attaching",
  "detaching",
  "extending",
  "downloading",
  "backing-up",
  "restoring-backup",
  "rollbacking",
  "retyping",
  "reserved",
  "awaiting-transfer",
]);

/** Whether a create waits for a volume in this state. */
export function isPassing(status: string): boolean {
  return passing.has(status);
}

/** What to do about one that does not pass. */
export function wayOut(status: string): string {
  return status === "in-use"
    ? "stop the server and detach the volume, or set `force: true`"
    : "bring the volume back to the state `available`";
}
