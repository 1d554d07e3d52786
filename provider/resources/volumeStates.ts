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

/**
 * What to do about one of OpenStack that did not pass in time. Where Cinder is restarted in the middle of its work the state
 * stays for ever, and only a person ends a transfer.
 */
export function setFree(volumeId: string): string {
  return `look at the volume: while something works on it, \`pulumi up\` again goes on waiting. If it stays as it is although nothing does (Cinder was restarted, or nobody accepts its transfer), have an administrator set it free: \`openstack volume set --state available ${volumeId}\`; then run \`pulumi up\` again`;
}
