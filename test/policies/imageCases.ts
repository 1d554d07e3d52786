import type { ResourceValidationPolicy } from "@pulumi/policy";
import {
  allowedBuckets,
  allowedClouds,
  allowedFormats,
  allowedRegions,
  keepBackup,
  namePattern,
  noCredentials,
  noExpunge,
  noForce,
  privateVisibility,
  protectProduction,
  requireDescription,
  requireEncryptionKey,
  requireTags,
  timeoutBounds,
} from "../../provider/policies";
import type { Kind } from "../../provider/pulumi/tokens";
import type { Setup } from "./judge";

export interface ImageCase {
  readonly rule: ResourceValidationPolicy;
  readonly kind: Kind;
  readonly setup?: Setup;
  readonly compliant: object;
  /** Differs from the compliant arguments in one point. */
  readonly broken: object;
  readonly says: string;
}

const bucket = (name: string) => ({ source: { bucket: name, object: "disks/data.qcow2" } });
const tags = {
  keys: ["team", "stage"],
  values: { stage: ["dev", "prod"] },
};
const server = { instanceId: "16369c5d-384d-4e64-b37a-56d898769362" };
const backup = { cbrBackupId: "16369c5d-384d-4e64-b37a-56d898769362" };

/** The clouds named here are defined in clouds.ts. */
export const imageCases: readonly ImageCase[] = [
  {
    rule: namePattern,
    kind: "DataVolumeTemplate",
    compliant: { name: "golden-2026.1" },
    broken: { name: "Golden Image" },
    says: "name does not fit ^[a-z0-9]+([._-][a-z0-9]+)*$. Set the argument `name` to one that fits",
  },
  {
    rule: namePattern,
    kind: "VolumeImage",
    setup: { config: { pattern: "^img-" } },
    compliant: { name: "img-1" },
    broken: { name: "golden" },
    says: "name does not fit ^img-. ",
  },
  {
    rule: requireTags,
    kind: "VolumeImage",
    setup: { config: tags },
    compliant: { tags: { team: "web", stage: "dev" } },
    broken: { tags: { stage: "dev" } },
    says: "tags.team is missing. Set it in the argument `tags` (`userTags` of a DataVolumeTemplate, written `key=value`)",
  },
  {
    rule: requireTags,
    kind: "FullEcsImage",
    setup: { config: tags },
    compliant: { tags: { team: "web", stage: "prod" } },
    broken: { tags: { team: "web", stage: "test" } },
    says: 'tags.stage is not "dev" or "prod". ',
  },
  {
    rule: requireTags,
    kind: "DataVolumeTemplate",
    setup: { config: tags },
    compliant: { userTags: ["free text", "team=web", "stage=dev"] },
    broken: { userTags: ["free text", "team=web"] },
    says: 'userTags "stage=…" is missing. ',
  },
  {
    rule: requireTags,
    kind: "DataVolumeTemplate",
    setup: { config: tags },
    compliant: { userTags: ["team=", "stage=prod"] },
    broken: { userTags: ["team=", "stage=a=b"] },
    says: 'userTags "stage=…" is not "dev" or "prod". ',
  },
  {
    rule: requireDescription,
    kind: "DataImage",
    compliant: { description: "Measurements" },
    broken: { description: "  " },
    says: "description is missing. Set the argument `description`",
  },
  {
    rule: requireDescription,
    kind: "DataVolumeTemplate",
    setup: { config: { atLeast: 10 } },
    compliant: { description: "Measurements of 2026" },
    broken: { description: "data" },
    says: "description has 4 characters, fewer than the 10 that are asked for. ",
  },
  {
    rule: requireEncryptionKey,
    kind: "DataImage",
    compliant: { cmkId: "0d2d3b1c-1a3d-4f1e-9a44-0e8e3f7c9b11" },
    broken: {},
    says: "cmkId is missing. Set the argument `cmkId` to a key of the cloud's KMS",
  },
  {
    rule: requireEncryptionKey,
    kind: "DataImage",
    setup: { config: { keys: ["key-1", "key-2"] } },
    compliant: { cmkId: "key-2" },
    broken: { cmkId: "key-3" },
    says: 'cmkId is not "key-1" or "key-2". ',
  },
  {
    rule: noForce,
    kind: "VolumeImage",
    compliant: { force: false },
    broken: { force: true },
    says: "force is true. Take out `force`, and detach the volume or stop its server for the export",
  },
  {
    rule: keepBackup,
    kind: "FullEcsImage",
    compliant: { source: backup, deleteBackup: false },
    broken: { source: backup, deleteBackup: true },
    says: "deleteBackup is true. Take out `deleteBackup`",
  },
  {
    rule: keepBackup,
    kind: "FullEcsImage",
    setup: { config: { taken: true } },
    compliant: { source: server },
    broken: { source: server, deleteBackup: true },
    says: "deleteBackup is true. ",
  },
  {
    rule: noExpunge,
    kind: "DataVolumeTemplate",
    compliant: { expunge: false, deleteMode: "Permissive" },
    broken: { expunge: true, deleteMode: "Permissive" },
    says: "expunge is true. Take out `expunge` and `deleteMode`",
  },
  {
    rule: noExpunge,
    kind: "DataVolumeTemplate",
    compliant: {},
    broken: { deleteMode: "Enforcing" },
    says: 'deleteMode is not "Permissive". ',
  },
  {
    rule: protectProduction,
    kind: "VolumeImage",
    setup: { stack: "shop-prod" },
    compliant: { protected: true },
    broken: { protected: false },
    says: 'the stack "shop-prod" is production, and the image is not protected. Give the resource the option `protect: true`',
  },
  {
    rule: protectProduction,
    kind: "VolumeImage",
    setup: { stack: "live", config: { stacks: "^live$" } },
    compliant: { protected: true },
    broken: {},
    says: 'the stack "live" is production, and the image is not protected. ',
  },
  {
    rule: privateVisibility,
    kind: "VolumeImage",
    compliant: {},
    broken: { visibility: "community" },
    says: 'visibility is not "private". Take out the argument `visibility`',
  },
  {
    rule: privateVisibility,
    kind: "VolumeImage",
    setup: { config: { allowed: ["private", "shared"] } },
    compliant: { visibility: "shared" },
    broken: { visibility: "public" },
    says: 'visibility is not "private" or "shared". ',
  },
  {
    rule: allowedBuckets,
    kind: "DataImage",
    setup: { config: { buckets: ["exports"] } },
    compliant: bucket("exports"),
    broken: bucket("uploads"),
    says: 'source.bucket is not "exports". Put the file into a bucket that is allowed',
  },
  {
    rule: timeoutBounds,
    kind: "FullEcsImage",
    compliant: { timeouts: { create: "2h" } },
    broken: { timeouts: { create: "5m" } },
    says: 'timeouts.create is shorter than "10m". Set the argument `timeouts`, or the option `customTimeouts`',
  },
  {
    rule: timeoutBounds,
    kind: "FullEcsImage",
    setup: { config: { create: { atLeast: "1h", atMost: "2h" } } },
    compliant: { timeouts: { create: "2h" } },
    broken: { timeouts: { create: "59m" } },
    says: 'timeouts.create is shorter than "1h". ',
  },
  {
    rule: timeoutBounds,
    kind: "DataVolumeTemplate",
    setup: { createSeconds: 36_000 },
    compliant: { timeouts: { create: "6h" } }, // takes precedence over the option
    broken: {},
    says: 'timeouts.create is longer than "6h". ',
  },
  {
    rule: timeoutBounds,
    kind: "VolumeImage",
    setup: { config: { delete: { atLeast: "30m", atMost: "1h" } } },
    compliant: { timeouts: { delete: "45m" } },
    broken: {},
    says: 'timeouts.delete is the default of 20m, shorter than "30m". ',
  },
  {
    rule: allowedClouds,
    kind: "DataImage",
    setup: { config: { clouds: ["main"] } },
    compliant: { cloud: "main" },
    broken: { cloud: "lab" },
    says: 'the cloud is "lab", not "main". Set the argument `cloud`',
  },
  {
    rule: allowedClouds,
    kind: "VolumeImage",
    setup: { config: { profiles: ["otc", "huaweicloud"] } },
    compliant: { cloud: "main" },
    broken: { cloud: "lab" },
    says: 'the cloud "lab" is of the profile "openstack", not "otc" or "huaweicloud". ',
  },
  {
    rule: allowedRegions,
    kind: "VolumeImage",
    setup: { config: { regions: ["eu-de"] } },
    compliant: { cloud: "main" },
    broken: { cloud: "lab" },
    says: 'the region of the cloud "lab" is "RegionOne", not "eu-de". Set the region of the cloud',
  },
  {
    rule: allowedFormats,
    kind: "VolumeImage",
    setup: { config: { disk: ["qcow2", "raw"] } },
    compliant: { cloud: "lab", diskFormat: "qcow2" },
    broken: { cloud: "lab", diskFormat: "vmdk" },
    says: 'diskFormat is not "qcow2" or "raw". Set `diskFormat` or `containerFormat`',
  },
  {
    rule: allowedFormats,
    kind: "VolumeImage",
    setup: { config: { container: ["bare"] } },
    compliant: { cloud: "lab", containerFormat: "bare" },
    broken: { cloud: "lab", containerFormat: "ova" },
    says: 'containerFormat is not "bare". ',
  },
  {
    rule: noCredentials,
    kind: "FullEcsImage",
    compliant: { description: "The token service, nightly" },
    broken: { description: "login root, password=hunter" },
    says: "description looks like a credential by its label. Take it out, and change the credential",
  },
  {
    rule: timeoutBounds,
    kind: "DataImage",
    setup: { config: { update: { atLeast: "10m", atMost: "1h" } } },
    compliant: { timeouts: { update: "1h" } },
    broken: { timeouts: { update: "61m" } },
    says: 'timeouts.update is longer than "1h". ',
  },
];
