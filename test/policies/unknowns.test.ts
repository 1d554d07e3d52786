import type { ResourceValidationPolicy } from "@pulumi/policy";
import {
  allowedFormats,
  keepBackup,
  namePattern,
  noExpunge,
  requireTags,
  timeoutBounds,
} from "../../provider/policies";
import type { Kind } from "../../provider/pulumi/tokens";
import { useClouds } from "./clouds";
import { forms, judgeUntilUnknown, type Setup } from "./judge";

useClouds();

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const keys = { config: { keys: ["team", "cost"], values: { team: ["web"], cost: ["42"] } } };

type Case = readonly [rule: ResourceValidationPolicy, kind: Kind, args: object, setup: Setup, says: string[]];

const cases: Case[] = [
  [requireTags, "VolumeImage", { tags: { team: unknown } }, keys, ["tags.cost is missing"]],
  [requireTags, "VolumeImage", { tags: { team: unknown, cost: "1" } }, keys, ['tags.cost is not "42"']],
  [
    requireTags,
    "DataVolumeTemplate",
    { userTags: [unknown, "cost=1"] },
    keys,
    ['userTags "cost=…" is not "42"'],
  ],
  [
    noExpunge,
    "DataVolumeTemplate",
    { expunge: unknown, deleteMode: "Enforcing" },
    {},
    ['deleteMode is not "Permissive"'],
  ],
  [
    allowedFormats,
    "VolumeImage",
    { cloud: "lab", diskFormat: unknown, containerFormat: "ova" },
    { config: { disk: ["raw"], container: ["bare"] } },
    ['containerFormat is not "bare"'],
  ],
  [
    timeoutBounds,
    "VolumeImage",
    { timeouts: { create: unknown, delete: "1m" } },
    {},
    ['timeouts.delete is shorter than "2m"'],
  ],
  [namePattern, "VolumeImage", { name: unknown }, {}, []],
];

it.each(forms.flatMap((form) => cases.map((one) => [form, ...one] as const)))(
  "in the %s form, %p: what is unknown in a preview hides no mistake beside it, and is left to the engine",
  (form, rule, kind, args, setup, says) => {
    const { reports, unknowns } = judgeUntilUnknown(rule, kind, args, { ...setup, form });
    expect(reports).toEqual(says.map((what) => `${what}. ${rule.remediationSteps}`));
    expect(unknowns).toEqual([
      expect.stringMatching(/^string value at \.\S+ can't be known during preview$/),
    ]);
  },
);

it("keep-backup needs to know no source where every backup is kept", () => {
  const image = { source: unknown, deleteBackup: true };
  const setup = { config: { taken: true } };
  expect(judgeUntilUnknown(keepBackup, "FullEcsImage", image, setup)).toMatchObject({
    reports: [expect.stringContaining("deleteBackup is true")],
    unknowns: [],
  });
});
