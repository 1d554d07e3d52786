import * as pulumi from "@pulumi/pulumi";
import type { FullEcsImageArgs, FullEcsSource } from "../../provider/index";
import { issuesOf } from "../../provider/lifecycle/state/inputs";
import { fullEcsImage } from "../../provider/resources/fullEcsImage";

/**
 * The compiler refuses each wrong combination: `tsc` fails if an error that is expected here does not occur. Then the types and
 * the rules are compared: both must refuse the same.
 */

const uuid = "16369c5d-384d-4e64-b37a-56d898769362";

const right: FullEcsSource[] = [
  { instanceId: uuid },
  { instanceId: uuid, vaultId: uuid },
  { csbsBackupId: uuid },
  { cbrBackupId: uuid },
];

const wrong: FullEcsSource[] = [
  // @ts-expect-error nothing to make it from
  {},
  // @ts-expect-error a vault alone is no source
  { vaultId: uuid },
  // @ts-expect-error two sources
  { instanceId: uuid, csbsBackupId: uuid },
  // @ts-expect-error two sources
  { instanceId: uuid, cbrBackupId: uuid },
  // @ts-expect-error two sources
  { csbsBackupId: uuid, cbrBackupId: uuid },
  // @ts-expect-error three sources
  { instanceId: uuid, csbsBackupId: uuid, cbrBackupId: uuid },
  // @ts-expect-error a backup lies in its vault already
  { csbsBackupId: uuid, vaultId: uuid },
  // @ts-expect-error a backup lies in its vault already
  { cbrBackupId: uuid, vaultId: uuid },
  // @ts-expect-error no such field
  { instanceId: uuid, volumeId: uuid },
  // @ts-expect-error an id is a text
  { instanceId: 7 },
];

const issues = (source: unknown) => issuesOf(fullEcsImage, { name: "web", source }, "otc");

it.each(right.map((source) => [JSON.stringify(source), source]))("%s is right for both", (_, source) => {
  expect(issues(source)).toEqual([]);
});

it.each(wrong.map((source) => [JSON.stringify(source), source]))("%s is wrong for both", (_, source) => {
  expect(issues(source)).not.toEqual([]);
});

it("each part may be an output, and so may the whole", () => {
  const id = pulumi.output(uuid);
  const args: FullEcsImageArgs[] = [
    { source: { instanceId: id, vaultId: id } },
    { source: { csbsBackupId: id } },
    { source: pulumi.output({ cbrBackupId: uuid }) },
    // @ts-expect-error two sources, in an output too
    { source: pulumi.output({ cbrBackupId: uuid, csbsBackupId: uuid }) },
    // @ts-expect-error a source is required
    { name: "web" },
    // @ts-expect-error what DataImage takes
    { source: { instanceId: uuid }, minDiskGiB: 40 },
  ];
  expect(args).toHaveLength(6);
});
