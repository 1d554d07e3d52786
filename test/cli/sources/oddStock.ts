import type { LocalCloud } from "../../../local-cloud";

/** Sources in all states that matter, and what each rule of the preflights refuses. */
export function oddStock(
  cloud: LocalCloud,
  profile: "otc" | "otc-swiss" | "huaweicloud" | "openstack",
): void {
  const attached = [{ server_id: "5f0c9f0e-0000-4000-8000-000000000001", device: "/dev/vda" }];
  cloud.addVolume({ profile, name: "plain" });
  cloud.addVolume({ profile, name: "attached", status: "in-use", attachments: attached });
  cloud.addVolume({ profile, name: "broken", status: "error" });
  cloud.addVolume({ profile, name: "exporting", status: "uploading" });
  cloud.addVolume({ profile, name: "leaving", status: "deleting" });
  cloud.addVolume({ profile, name: "offered", status: "awaiting-transfer" });
  cloud.addVolume({ profile, name: "encrypted", encrypted: true });
  cloud.addVolume({ profile, name: "large", sizeGiB: 2048 });
  cloud.addVolume({
    profile,
    name: "large and attached",
    sizeGiB: 2048,
    status: "in-use",
    attachments: attached,
  });
  cloud.addVolume({ profile, name: "", imageMetadata: { __os_type: "linux" } });
  if (profile === "openstack") return;
  cloud.addServer({ profile, name: "web", disks: 2 });
  cloud.addServer({ profile, name: "stopped", status: "SHUTOFF", osType: "Windows" });
  cloud.addServer({ profile, name: "failed", status: "ERROR" });
  cloud.addServer({ profile, name: "busy", taskState: "powering-off" });
  const { id: pool } = cloud.addVolume({ profile, name: "pool", dedicatedStorageId: "dss-1" });
  cloud.addServer({ profile, name: "on dedicated storage", volumeIds: [pool] });
  const { id: shared } = cloud.addVolume({ profile, name: "shared", multiattach: true });
  const { id: sharing } = cloud.addServer({ profile, name: "sharing", volumeIds: [shared] });
  cloud.addServer({ profile, name: "sharing too", volumeIds: [shared] });
  for (const kind of profile === "otc-swiss" ? (["CBR"] as const) : (["CBR", "CSBS"] as const)) {
    cloud.addBackup({ profile, kind, name: "good" });
    cloud.addBackup({ profile, kind, name: "good, of a server", resourceId: sharing });
    cloud.addBackup({ profile, kind, name: "used", osImagesData: ["0d2d3b1c-1a3d-4f1e-9a44-0e8e3f7c9b11"] });
    cloud.addBackup({ profile, kind, name: "failed", status: "error" });
    cloud.addBackup({ profile, kind, name: "of a disk", resourceType: "OS::Cinder::Volume" });
    cloud.addBackup({
      profile,
      kind,
      name: "without its system",
      containSystemDisk: false,
      volumeIds: [pool],
    });
    cloud.addBackup({ profile, kind, name: "with a shared disk", volumeIds: [shared] });
    cloud.addBackup({
      profile,
      kind,
      name: "of a disk that is gone",
      volumeIds: ["5f0c9f0e-0000-4000-8000-000000000002"],
    });
  }
  cloud.addBackup({ profile, kind: "CBR", name: "another project's", sharedWithUs: true });
  cloud.addBucket({ profile, name: "exports" });
  cloud.addBucket({ profile, name: "elsewhere", region: "eu-nl" });
  cloud.addBucket({ profile, name: "archive", storageClass: "COLD" });
  for (const bucket of ["exports", "elsewhere", "archive"]) {
    cloud.addObject({ bucket, key: "disks/data.qcow2" });
    cloud.addObject({ bucket, key: "disks/empty.raw", sizeBytes: 0 });
    cloud.addObject({ bucket, key: "disks/huge.vmdk", sizeBytes: 200 * 2 ** 30 });
    cloud.addObject({ bucket, key: "disks/cold.vhd", storageClass: "COLD" });
    cloud.addObject({ bucket, key: "disks/with a blank.zvhd2" });
    cloud.addObject({ bucket, key: "disks/a&b<c>.VHDX" });
    cloud.addObject({ bucket, key: "notes.txt" });
  }
}

export function oddSnapshots(cloud: LocalCloud): void {
  cloud.addSnapshot({ name: "plain" });
  cloud.addSnapshot({ name: "switched off", state: "Disabled" });
  cloud.addSnapshot({ name: "on its way", status: "Creating" });
  cloud.addSnapshot({ name: "leaving and off", status: "Deleting", state: "Disabled" });
}
