import { ownValue } from "../http/ownValue";

/**
 * Transient states, which end by themselves (docs/vendors/open-telekom-and-huawei.md#volumes, docs/vendors/openstack.md#cinder).
 */
const transient = new Set([
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
export function isTransient(status: string): boolean {
  return transient.has(status);
}

/** What to do about states that do not end by themselves. */
const wayOuts: Readonly<Record<string, string>> = {
  "in-use": "stop the server and detach the volume, or set `force: true`",
  // A wait would last until the deadline, and hold up every other create from the volume.
  "awaiting-transfer":
    "somebody has offered the volume to another project: have the offer accepted, and export the volume there; or delete the transfer request (`openstack volume transfer request delete`)",
  deleting: "name a volume that stays",
};

/** What to do about a volume in such a state. */
export function wayOut(status: string): string {
  return ownValue(wayOuts, status) ?? "bring the volume back to the state `available`";
}

/**
 * What to do about an OpenStack volume whose transient state outlasted the deadline: if Cinder is restarted in the middle of its
 * work, the state never ends.
 */
export function setFreeHint(volumeId: string): string {
  return `look at the volume: while something works on it, \`pulumi up\` again goes on waiting. If it stays as it is although nothing does (Cinder was restarted), have an administrator set it free: \`openstack volume set --state available ${volumeId}\`; then run \`pulumi up\` again`;
}
