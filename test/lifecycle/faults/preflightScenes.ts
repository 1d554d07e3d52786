import type { CloudName } from "../../../local-cloud";
import type { Props } from "../../../provider/lifecycle/state/inputs";
import { canaryPasswords, canarySecretKeys } from "../harness/canary";
import { type Lab, type LabOptions, openLab } from "../harness/lab";
import { Stack } from "../harness/stack";
import { type Origin, openJobLab } from "../jobs/jobLab";
import { openTemplateLab } from "../templates/templateLab";

type Open = (profile: CloudName, options: LabOptions) => Promise<Lab>;

/** A source of an image, and a program that makes one from it: the preflight looks, and finds nothing wrong. */
export interface PreflightScene {
  readonly lab: Lab;
  readonly args: Props;
  readonly stack: Stack;
}

interface Preflighted {
  /** The calls of the preflight: all of them. */
  readonly calls: readonly string[];
  /** Those of them that the create makes before by itself. */
  readonly alsoBefore?: readonly string[];
  open(open?: Open): Promise<PreflightScene>;
}

const options = { passwords: canaryPasswords, secretKeys: canarySecretKeys };

/** Everything that images are made from, and how a preflight looks at it. */
export const preflighted: Readonly<Record<string, Preflighted>> = {
  "a server": {
    calls: ["ecs.showServer", "evs.showVolume", "cbr.showVault", "cbr.listVaults", "ims.showQuota"],
    open: (open) => madeByJob("a server", open),
  },
  "a CSBS backup": {
    calls: ["csbs.showBackup", "ecs.showServer", "evs.showVolume", "ims.showQuota"],
    async open(open) {
      const scene = await madeByJob("a CSBS backup", open);
      const { cloud, volume } = scene.lab;
      cloud.patchBackup(cloud.backups()[0]?.id ?? "", { volumeIds: [volume.id] });
      return scene;
    },
  },
  "a CBR backup": {
    calls: ["cbr.showBackup", "cbr.listBackups", "ecs.showServer", "ims.showQuota"],
    open: (open) => madeByJob("a CBR backup", open),
  },
  "an object": {
    calls: ["iam.createSecurityToken", "obs.headBucket", "obs.headObject", "ims.showQuota"],
    open: (open) => madeByJob("an object", open),
  },
  "a snapshot": {
    calls: ["zstack.querySnapshots", "zstack.queryBackupStorage"],
    async open(open) {
      const lab = await openTemplateLab(options, open);
      return { lab, stack: lab.stack(), args: lab.args() };
    },
  },
  "a volume in use": {
    calls: ["evs.showVolume", "ims.showQuota", "ecs.showServer"],
    alsoBefore: ["evs.showVolume"],
    async open(open = openLab) {
      const lab = await open("otc", options);
      lab.cloud.addServer({ profile: "otc", status: "SHUTOFF", volumeIds: [lab.volume.id] });
      return { lab, stack: new Stack(), args: { name: "golden", volumeId: lab.volume.id, force: true } };
    },
  },
  "a volume on OpenStack": {
    calls: ["cinder.showVolume"],
    alsoBefore: ["cinder.showVolume"],
    async open(open = openLab) {
      const lab = await open("openstack", options);
      return { lab, stack: new Stack(), args: { name: "golden", volumeId: lab.volume.id } };
    },
  },
};

async function madeByJob(origin: Origin, open?: Open): Promise<PreflightScene> {
  const lab = await openJobLab("otc", origin, options, open);
  return { lab, stack: lab.stack(), args: lab.args() };
}

/** Which calls each function makes that a preflight asks of a cloud. */
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
