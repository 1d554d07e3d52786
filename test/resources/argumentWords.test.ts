import { issuesOf } from "../../provider/lifecycle/state/inputs";
import { checkGetImageArgs, checkGetImagesArgs } from "../../provider/pulumi/lookup/checkLookupArgs";
import { subjects } from "./subjects";

/** Nothing that an argument can be: of a wrong kind, too small, too large, broken, empty, and nested so. */
const wrongValues: readonly unknown[] = [
  "",
  " ",
  "other",
  "x".repeat(5000),
  -1,
  0,
  0.5,
  7,
  2049,
  1e30,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  true,
  [],
  [7],
  [""],
  ["other"],
  [[]],
  [{}],
  {},
  { key: 7 },
  { key: "" },
  { key: [] },
  { key: {} },
  { key: null },
  { instanceId: 7 },
  { instanceId: "other", vaultId: [] },
  { bucket: 7 },
  { bucket: "files", object: false },
  { create: 7 },
  { create: "soon", delete: {} },
];

/** How zod itself puts it: in words of its types, without units. */
const zodsOwn =
  /too (big|small)|expected|received|invalid (input|option|string|key|element|type|uuid|guid)|>=|<=|unrecognized|must match/i;

describe.each(subjects.map((subject) => [subject.type, subject] as const))("%s", (_, subject) => {
  test.each(subject.fields)("states for any wrong %s the rule that it breaks, in plain words", (field) => {
    for (const value of wrongValues) {
      const [profile] = subject.profiles;
      const issues = issuesOf(subject.resource, { ...subject.good, [field]: value }, profile);
      for (const { reason } of issues)
        expect([value, reason]).toEqual([value, expect.not.stringMatching(zodsOwn)]);
    }
    const broken = (value: unknown) =>
      issuesOf(subject.resource, { ...subject.good, [field]: value }, undefined);
    expect(wrongValues.filter((value) => broken(value).length > 0)).not.toEqual([]);
  });
});

describe.each([
  ["getImages", checkGetImagesArgs, ["name", "namePattern", "tags", "source", "limit", "cloud"]],
  ["getImage", checkGetImageArgs, ["name", "namePattern", "tags", "source", "cloud", "imageId", "newest"]],
] as const)("%s", (_, check, fields) => {
  const reasonOf = (args: object) => {
    try {
      check(args);
      return "";
    } catch (error) {
      return (error as Error).message;
    }
  };

  test.each(fields)("states for any wrong %s the rule that it breaks, in plain words", (field) => {
    const all = wrongValues.map((value) => reasonOf({ name: "web", [field]: value }));
    for (const message of all) expect(message).not.toMatch(zodsOwn);
    expect(all.filter((message) => message.startsWith(`${field}`))).not.toEqual([]);
  });

  test("states what the value is, and its unit", () => {
    expect(reasonOf({ name: "" })).toBe('name: must be a text that is not empty; got ""');
    expect(reasonOf({ name: "web", tags: { team: 7 } })).toBe("tags.team: must be a text; got the number 7");
    expect(reasonOf({ name: "web", tags: { "": "x" } })).toBe(
      "tags: must be tags whose keys are not empty; got a map",
    );
    expect(reasonOf({ name: "web", source: { volumeId: 7 } })).toMatch(
      /^source: must be one of \{ volumeId \}/,
    );
  });
});

test("a wrong number is reported with its unit and its bounds", () => {
  const reasons = (type: string, args: object) => {
    const subject = subjects.find((one) => one.type === type) ?? subjects[0];
    if (subject === undefined) throw new Error("no subject");
    return issuesOf(subject.resource, { ...subject.good, ...args }, undefined).map(({ reason }) => reason);
  };
  expect(reasons("DataImage", { minDiskGiB: 2049 })).toEqual([
    "must be a whole number of GiB, from 1 to 2048; got the number 2049",
  ]);
  expect(reasons("DataImage", { minDiskGiB: "40" })).toEqual([
    'must be a whole number of GiB, from 1 to 2048; got "40"',
  ]);
  expect(reasons("VolumeImage", { minRamMiB: -1 })).toEqual([
    "must be a whole number of MiB, 0 or more; got the number -1",
  ]);
  expect(reasons("DataVolumeTemplate", { backupStorageUuids: [] })).toEqual([
    "must be a list of uuids of backup storages, 1 or more; got an empty list",
  ]);
  expect(reasons("FullEcsImage", { source: "server" })).toEqual([
    'must be one of { instanceId, vaultId }, { csbsBackupId }, { cbrBackupId }; got "server"',
  ]);
  expect(reasons("VolumeImage", { volumeId: "v".repeat(200) })).toEqual([
    expect.stringMatching(/; got a text of 200 characters$/),
  ]);
});
