import type { ResourceValidationPolicy } from "@pulumi/policy";
import {
  allowedBuckets,
  keepBackup,
  namePattern,
  noExpunge,
  noForce,
  privateVisibility,
  protectProduction,
  requireDescription,
  requireEncryptionKey,
  requireTags,
  timeoutBounds,
} from "../../provider/policies";
import type { Kind } from "../../provider/policies/kinds";
import { type Around, judge } from "./judge";

interface Case {
  readonly rule: ResourceValidationPolicy;
  readonly kind: Kind;
  readonly around?: Around;
  readonly compliant: object;
  /** Differs from the compliant one in one thing. */
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

const cases: readonly Case[] = [
  {
    rule: namePattern,
    kind: "DataVolumeTemplate",
    compliant: { name: "golden-2026.1" },
    broken: { name: "Golden Image" },
    says: 'name "Golden Image" does not fit ^[a-z0-9]+([._-][a-z0-9]+)*$. Set the argument `name` to one that fits',
  },
  {
    rule: namePattern,
    kind: "VolumeImage",
    around: { config: { pattern: "^img-" } },
    compliant: { name: "img-1" },
    broken: { name: "golden" },
    says: 'name "golden" does not fit ^img-. ',
  },
  {
    rule: requireTags,
    kind: "VolumeImage",
    around: { config: tags },
    compliant: { tags: { team: "web", stage: "dev" } },
    broken: { tags: { stage: "dev" } },
    says: "tags.team is missing. Add it to the argument `tags` (`userTags` of a DataVolumeTemplate, written `key=value`)",
  },
  {
    rule: requireTags,
    kind: "FullEcsImage",
    around: { config: tags },
    compliant: { tags: { team: "web", stage: "prod" } },
    broken: { tags: { team: "web", stage: "test" } },
    says: 'tags.stage is "test", not "dev" or "prod". ',
  },
  {
    rule: requireTags,
    kind: "DataVolumeTemplate",
    around: { config: tags },
    compliant: { userTags: ["team=web", "stage=dev", "free text"] },
    broken: { userTags: ["team=web"] },
    says: 'userTags "stage=…" is missing. ',
  },
  {
    rule: requireTags,
    kind: "DataVolumeTemplate",
    around: { config: tags },
    compliant: { userTags: ["team=", "stage=prod"] },
    broken: { userTags: ["team=", "stage=a=b"] },
    says: 'userTags "stage=…" is "a=b", not "dev" or "prod". ',
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
    around: { config: { atLeast: 10 } },
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
    around: { config: { keys: ["key-1", "key-2"] } },
    compliant: { cmkId: "key-2" },
    broken: { cmkId: "key-3" },
    says: 'cmkId is key-3, not "key-1" or "key-2". ',
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
    compliant: { source: server, deleteBackup: true },
    broken: { source: backup, deleteBackup: true },
    says: "deleteBackup is true. ",
  },
  {
    rule: keepBackup,
    kind: "FullEcsImage",
    around: { config: { taken: true } },
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
    says: 'deleteMode is "Enforcing". ',
  },
  {
    rule: protectProduction,
    kind: "VolumeImage",
    around: { stack: "shop-prod" },
    compliant: { protected: true },
    broken: { protected: false },
    says: 'the stack "shop-prod" is production, and the image is not protected. Give the resource the option `protect: true`',
  },
  {
    rule: privateVisibility,
    kind: "VolumeImage",
    compliant: {},
    broken: { visibility: "community" },
    says: 'visibility is "community", not "private". Take out the argument `visibility`',
  },
  {
    rule: privateVisibility,
    kind: "VolumeImage",
    around: { config: { allowed: ["private", "shared"] } },
    compliant: { visibility: "shared" },
    broken: { visibility: "public" },
    says: 'visibility is "public", not "private" or "shared". ',
  },
  {
    rule: allowedBuckets,
    kind: "DataImage",
    around: { config: { buckets: ["exports"] } },
    compliant: bucket("exports"),
    broken: bucket("uploads"),
    says: 'source.bucket is "uploads", not "exports". Put the file into a bucket that is allowed',
  },
  {
    rule: timeoutBounds,
    kind: "FullEcsImage",
    compliant: { timeouts: { create: "2h" } },
    broken: { timeouts: { create: "5m" } },
    says: 'timeouts.create is "5m", shorter than "10m". Set the argument `timeouts`, or the option `customTimeouts`',
  },
  {
    rule: timeoutBounds,
    kind: "DataVolumeTemplate",
    around: { createSeconds: 36_000 },
    compliant: { timeouts: { create: "6h" } }, // wins over the option
    broken: {},
    says: 'timeouts.create is "36000s", longer than "6h". ',
  },
  {
    rule: timeoutBounds,
    kind: "VolumeImage",
    around: { config: { delete: { atLeast: "30m", atMost: "1h" } } },
    compliant: { timeouts: { delete: "45m" } },
    broken: {},
    says: 'timeouts.delete is the default of 20m, shorter than "30m". ',
  },
];

it.each(cases.map((each) => [each.rule.name, each.kind, each] as const))(
  "%s lets a compliant %s pass, and says what is wrong with one that differs in one thing",
  (_name, kind, { rule, around, compliant, broken, says }) => {
    expect(judge(rule, kind, compliant, around)).toEqual([]);
    const reports = judge(rule, kind, broken, around);
    expect(reports).toEqual([expect.stringContaining(says)]);
  },
);

it("protect-production is about production stacks alone, and takes the option `protect` for every resource", () => {
  for (const kind of ["VolumeImage", "FullEcsImage", "DataImage", "DataVolumeTemplate"] as const) {
    for (const stack of ["prod", "production", "shop.prod", "eu_production-2"]) {
      expect(judge(protectProduction, kind, {}, { stack })).toHaveLength(1);
      expect(judge(protectProduction, kind, {}, { stack, protect: true })).toEqual([]);
    }
    for (const stack of ["dev", "product-data", "reproduction"]) {
      expect(judge(protectProduction, kind, {}, { stack })).toEqual([]);
    }
  }
  const config = { stacks: "^live$" };
  expect(judge(protectProduction, "DataImage", {}, { stack: "live", config })).toHaveLength(1);
  expect(judge(protectProduction, "DataImage", {}, { stack: "prod", config })).toEqual([]);
});

it("rules that need a configuration say nothing without one", () => {
  for (const rule of [requireTags, allowedBuckets]) {
    expect(judge(rule, "DataImage", bucket("any"))).toEqual([]);
  }
});
