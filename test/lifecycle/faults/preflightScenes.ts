import type { Props } from "../../../provider/lifecycle/state/inputs";
import type { Lab } from "../harness/lab";
import { jobImage, type Subject, template, volumeImageOn } from "../harness/subjects";

/** A source of an image, and a program that makes one from it: the preflight probes, and finds nothing wrong. */
interface Preflighted {
  readonly subject: Subject;
  /** The calls of the preflight: all of them. */
  readonly calls: readonly string[];
  /** Those of them that the create makes before by itself. */
  readonly alsoBefore?: readonly string[];
  /** What else there is to probe. */
  prepare?(lab: Lab): void;
  readonly args?: Props;
}

/** Everything that images are made from, and how a preflight probes it. */
export const preflighted: Readonly<Record<string, Preflighted>> = {
  "a server": {
    subject: jobImage("otc", "a server"),
    calls: ["ecs.showServer", "evs.showVolume", "cbr.showVault", "cbr.listVaults", "ims.showQuota"],
  },
  "a CSBS backup": {
    subject: jobImage("otc", "a CSBS backup"),
    calls: ["csbs.showBackup", "ecs.showServer", "evs.showVolume", "ims.showQuota"],
    prepare: ({ cloud, volume }) =>
      cloud.patchBackup(cloud.backups()[0]?.id ?? "", { volumeIds: [volume.id] }),
  },
  "a CBR backup": {
    subject: jobImage("otc", "a CBR backup"),
    calls: ["cbr.showBackup", "cbr.listBackups", "ecs.showServer", "ims.showQuota"],
  },
  "an object": {
    subject: jobImage("otc", "an object"),
    calls: ["iam.createSecurityToken", "obs.headBucket", "obs.headObject", "ims.showQuota"],
  },
  "a snapshot": { subject: template, calls: ["zstack.querySnapshots", "zstack.queryBackupStorage"] },
  "a volume in use": {
    subject: volumeImageOn("otc"),
    calls: ["evs.showVolume", "ims.showQuota", "ecs.showServer"],
    alsoBefore: ["evs.showVolume"],
    prepare({ cloud, volume }) {
      cloud.addServer({ profile: "otc", status: "SHUTOFF", volumeIds: [volume.id] });
    },
    args: { force: true },
  },
  "a volume on OpenStack": {
    subject: volumeImageOn("openstack"),
    calls: ["cinder.showVolume"],
    alsoBefore: ["cinder.showVolume"],
  },
};

/** Which calls each function makes that a preflight uses. */
export const callsBehind: Readonly<Record<string, readonly string[]>> = {
  location: [], // known by then
  showVolume: ["evs.showVolume", "cinder.showVolume"],
  imageQuota: ["ims.showQuota"],
  showServer: ["ecs.showServer"],
  showVault: ["cbr.showVault"],
  vaultsOf: ["cbr.listVaults"],
  showCbrBackup: ["cbr.showBackup"],
  isSharedWithUs: ["cbr.listBackups"],
  showCsbsBackup: ["csbs.showBackup"],
  showBucket: ["iam.createSecurityToken", "obs.headBucket"],
  showObject: ["obs.headObject"],
  showSnapshot: ["zstack.querySnapshots"],
  backupStorages: ["zstack.queryBackupStorage"],
};
