import type { Volume } from "../../../provider/clouds/cloud";
import type { Server, Vault } from "../../../provider/clouds/imageJobs";
import { judgeDisk as judgeBackupDisk } from "../../../provider/resources/preflight/backup";
import type { Finding } from "../../../provider/resources/preflight/finding";
import { judgeDataDisk } from "../../../provider/resources/preflight/judgeDataDisk";
import { judgeBucket, judgeObject } from "../../../provider/resources/preflight/object";
import { judgePublishing } from "../../../provider/resources/preflight/publishing";
import { judgeQuota } from "../../../provider/resources/preflight/quota";
import { judgeDisk, judgeServer } from "../../../provider/resources/preflight/server";
import { judgeOtherVaults, judgeRoom, judgeVault } from "../../../provider/resources/preflight/vault";
import { judgeVolume } from "../../../provider/resources/preflight/volume";
import type { Produce } from "./produce";

const volume: Volume = {
  id: "v1",
  name: "data",
  status: "available",
  sizeGiB: 40,
  type: "SSD",
  availabilityZone: "eu-de-01",
  shared: false,
  encrypted: false,
  serverIds: [],
  dedicated: false,
};
const server: Server = { id: "s1", name: "web", status: "ACTIVE", osType: "linux", volumeIds: ["v1"] };
const vault: Vault = {
  id: "b1",
  name: "vault",
  status: "available",
  objectType: "server",
  sizeGiB: 100,
  usedMiB: 102_400,
  allocatedGiB: 60,
  expands: false,
  resources: [{ id: "s1", status: "protecting" }],
};
const bucket = { region: "eu-de", storageClass: "WARM" };
const file = { sizeBytes: 0, storageClass: "COLD" };
const said = (findings: readonly Finding[]) => findings.map(({ text }) => text).join("\n");
const exported = { volumeId: "v1", osType: "windows" };

/** What the preflight finds. */
export const findings: Readonly<Record<string, Produce>> = {
  "… is encrypted; OpenStack exports it only with diskFormat raw and containerFormat bare": () =>
    said(judgeVolume({ ...volume, encrypted: true }, { volumeId: "v1", diskFormat: "qcow2" }, "openstack")),
  "… has … GiB; Huawei Cloud exports volumes of at most … GiB": () =>
    said(judgeVolume({ ...volume, sizeGiB: 1025 }, { volumeId: "v1" }, "huaweicloud")),
  "… is in use: …, and …": () =>
    said(judgeVolume({ ...volume, status: "in-use" }, { volumeId: "v1", force: true }, "openstack")),
  "osType … will be ignored: volume … itself says …": () =>
    said(judgeVolume({ ...volume, osType: "linux" }, exported, "otc")),
  "osType … will be ignored: the cloud obeys it only for a volume that is not in use": () =>
    said(judgeVolume({ ...volume, status: "in-use" }, { ...exported, force: true }, "otc")),
  "backup … is of a server with a shared disk (…); no full-ECS image can be made of it": () =>
    said(judgeBackupDisk("b1", { ...volume, shared: true })),
  "disk … of server … is on dedicated storage; no full-ECS image can be made of it (IMG.0153)": () =>
    said(judgeDisk("s1", { ...volume, dedicated: true })),
  "… is …; it has to be running or stopped (IMG.0126)": () =>
    said(judgeServer({ ...server, status: "ERROR" })),
  "… is busy (…): the create waits until that is over": () =>
    said(judgeServer({ ...server, task: "resize_prep" })),
  "… is stopped: do not start it while the image is made": () =>
    said(judgeServer({ ...server, status: "SHUTOFF" })),
  "… runs Windows: …; and it may have no volume that spans several disks": () =>
    said(judgeServer({ ...server, osType: "windows" })),
  "… has … disks: a disk group or a logical volume (LVM) over several of them loses data in the image": () =>
    said(judgeServer({ ...server, volumeIds: ["v1", "v2"] })),
  "server … is … in …: the create waits until that is over": () =>
    said(judgeVault({ ...vault, usedMiB: 0 }, "s1")),
  "… is full (… of … GiB): make it larger, or delete backups": () => said(judgeVault(vault, "s9")),
  "vault … has too little room for server …: of its … GiB … are not allocated, and the server's disks have …: make it larger, or name another vault":
    () => said(judgeRoom(vault, "s9", 41)),
  "server … is in vault … already, and a server is in one vault only: give that one": () =>
    said(judgeOtherVaults("s1", "b2", [vault])),
  "bucket … is in region …; the image's is …, and they must be the same": () =>
    said(judgeBucket("files", bucket, "eu-nl")),
  "bucket … has the storage class …; it must be …": () => said(judgeBucket("files", bucket, "eu-de")),
  "object … has the storage class …; it must be …": () => said(judgeObject("files:a.raw", file)),
  "object … is empty": () => said(judgeObject("files:a.raw", file)),
  "minDiskGiB … is below the 40 GiB that the vendor's page names; smaller ones have been seen to work": () =>
    said(judgeDataDisk({ minDiskGiB: 39 }, "otc")),
  "Huawei Cloud's page says that it makes no new data images for Windows": () =>
    said(judgeDataDisk({ minDiskGiB: 40, osType: "windows" }, "huaweicloud")),
  "the quota of private images has room for …, and this run is to make more than that …": () =>
    said(judgeQuota({ used: 48, most: 50 }, 2)),
  "visibility public: Glance's own policy lets only the role admin publish images (publicize_image), and this user has …":
    () => said(judgePublishing(["reader"])),
};
