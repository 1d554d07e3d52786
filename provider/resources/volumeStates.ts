import { ownValue } from "../http/ownValue";

/**
 * States that end by themselves (docs/vendors/open-telekom-and-huawei.md#volumes, docs/vendors/openstack.md#cinder).
 */
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
]);

/** Whether a create waits for a volume in this state. */
export function isPassing(status: string): boolean {
  return passing.has(status);
}

/** What ends states that do not pass. */
const wayOuts: Readonly<Record<string, string>> = {
  "in-use": "stop the server and detach the volume, or set `force: true`",
  // A wait for it would last until its time is up, and hold up every other create from the volume.
  "awaiting-transfer":
    "somebody has offered the volume to another project: have the offer accepted, and export the volume there; or delete the transfer request (`openstack volume transfer request delete`)",
  deleting: "name a volume that stays",
};

/** What to do about one that does not pass. */
export function wayOut(status: string): string {
  return ownValue(wayOuts, status) ?? "bring the volume back to the state `available`";
}

/**
 * What to do about one of OpenStack that did not pass in time. Where Cinder is restarted in the middle of its work the state
 * stays for ever.
 */
export function setFree(volumeId: string): string {
  return `look at the volume: while something works on it, \`pulumi up\` again goes on waiting. If it stays as it is although nothing does (Cinder was restarted), have an administrator set it free: \`openstack volume set --state available ${volumeId}\`; then run \`pulumi up\` again`;
}
