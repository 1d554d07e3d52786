import type { Profile } from "../../../provider/clouds/settings";
import { issuesOf } from "../../../provider/lifecycle/state/inputs";
import { subjects } from "../subjects";

/** What is said of arguments, beside the good ones of a resource. */
function said(type: string, args: object, profile: Profile = "otc"): string[] {
  const subject = subjects.find((one) => one.type === type);
  if (subject === undefined) throw new Error(`no ${type}`);
  return issuesOf(subject.resource, { ...subject.good, ...args }, profile).map(
    ({ property, reason }) => `${property}: ${reason}`,
  );
}

test.each([
  ["VolumeImage", "volume_id", "volumeId"], // Terraform, Python
  ["VolumeImage", "VolumeID", "volumeId"],
  ["VolumeImage", "volume", "volumeId"], // OpenStack's command line
  ["VolumeImage", "descripton", "description"],
  ["VolumeImage", "min_ram_mb", "minRamMiB"], // openstack_images_image_v2
  ["VolumeImage", "min_ram_mi_b", "minRamMiB"], // Pulumi's generated SDK for Python
  ["VolumeImage", "image_tags", "tags"], // the API of IMS
  ["VolumeImage", "hw_firmware_type", "firmwareType"],
  ["VolumeImage", "trigger", "triggers"],
  ["VolumeImage", "timeout", "timeouts"],
  ["VolumeImage", "format", "diskFormat"],
  ["FullEcsImage", "delete_backup", "deleteBackup"],
  ["DataImage", "kms_key_id", "cmkId"],
  ["DataVolumeTemplate", "snapshot_id", "snapshotUuid"],
  ["DataVolumeTemplate", "backupStorages", "backupStorageUuids"],
  ["DataVolumeTemplate", "tags", "userTags"],
])("%s: %s is a spelling of %s, and the choices are named", (type, key, meant) => {
  const profile = type === "DataVolumeTemplate" ? "zstack" : "otc";
  const [one] = said(type, { [key]: "x" }, profile).filter((text) => text.startsWith(`${key}: `));
  expect(one).toContain(
    `${key}: there is no such argument: is it misspelt? Did you mean ${meant}? (${type} takes name, `,
  );
});

test.each([
  ["FullEcsImage", "instance_id", "did you mean source.instanceId?"],
  ["FullEcsImage", "serverId", "did you mean source.instanceId?"],
  ["FullEcsImage", "backup_id", "did you mean source.csbsBackupId or source.cbrBackupId?"],
  ["DataImage", "bucket", "did you mean source.bucket?"],
  ["VolumeImage", "create", "did you mean timeouts.create?"],
  ["VolumeImage", "source", "source is an argument of FullEcsImage and DataImage"],
  ["VolumeImage", "deleteBackup", "deleteBackup is an argument of FullEcsImage"],
  ["DataImage", "volume_id", "volumeId is an argument of VolumeImage"],
  ["VolumeImage", "dependsOn", "dependsOn is an option of Pulumi, which stands among the resource's options"],
  ["VolumeImage", "retain_on_delete", "retainOnDelete is an option of Pulumi"],
  [
    "VolumeImage",
    "region",
    "it is a setting of the cloud: region_name in its entry of clouds.yaml, or cloudimages:region",
  ],
  ["VolumeImage", "project_id", "it is a setting of the cloud: auth.project_id in its entry"],
])("%s: %s belongs elsewhere, and it is said where", (type, key, where) => {
  const [one] = said(type, { [key]: "x" });
  expect(one).toContain(`${key}: there is no such argument here: ${where}`);
});

test.each([
  [
    "FullEcsImage",
    { instance_id: "x" },
    "source.instance_id: there is no such argument: is it misspelt? Did you mean instanceId?",
  ],
  [
    "FullEcsImage",
    { serverId: "x" },
    "source.serverId: there is no such argument: is it misspelt? Did you mean instanceId?",
  ],
  [
    "FullEcsImage",
    { bucket: "x" },
    "source.bucket: there is no such argument here: bucket is within source of DataImage",
  ],
  [
    "FullEcsImage",
    { tags: {} },
    "source.tags: there is no such argument here: tags belongs beside source, not within it",
  ],
  ["DataImage", { key: "x" }, "source.key: there is no such argument: is it misspelt? Did you mean object?"],
])("%s: within source %j is told from what a source takes", (type, source, text) => {
  const [one] = said(type, { source }).filter((line) => line.startsWith(text));
  const takes = type === "DataImage" ? "bucket, object" : "instanceId, vaultId, csbsBackupId, cbrBackupId";
  expect(one).toBe(`${text} (source takes ${takes})`);
});

test("within timeouts too, and the choices are named once for several", () => {
  expect(said("VolumeImage", { timeouts: { creat: "1m", read: "1m" } })).toEqual([
    "timeouts.creat: there is no such argument: is it misspelt? Did you mean create?",
    "timeouts.read: there is no such argument: is it misspelt? (timeouts takes create, update, delete)",
  ]);
});

test("the choices are those of the cloud; what only other clouds have is meant all the same, and they are named where it is given", () => {
  const [misspelt] = said("VolumeImage", { visibilty: "public" });
  expect(misspelt).toContain("Did you mean visibility? (VolumeImage takes ");
  expect(misspelt?.replace(/.*takes/, "")).not.toContain("visibility");
  expect(said("VolumeImage", { visibility: "public" })).toEqual([
    "visibility: otc has no such setting; it exists on openstack",
  ]);
});

test.each([
  ["VolumeImage", { diskFormat: "QCOW2" }, 'got "QCOW2": did you mean "qcow2"?'],
  ["VolumeImage", { diskFormat: "vmdk" }, 'got "vmdk", which exists on openstack'],
  [
    "VolumeImage",
    { osType: "LINUX" },
    'must be one of "linux", "windows"; got "LINUX": did you mean "linux"?',
  ],
  ["VolumeImage", { firmwareType: "efi" }, 'must be one of "bios", "uefi"; got "efi": did you mean "uefi"?'],
  ["VolumeImage", { firmwareType: "legacy" }, 'must be one of "bios", "uefi"; got "legacy"'],
])("%s: of a wrong value %j the choices and the near miss are named", (type, args, text) => {
  expect(said(type, args)).toEqual([expect.stringMatching(new RegExp(`${text.replace(/[?]/g, "\\?")}$`))]);
});
