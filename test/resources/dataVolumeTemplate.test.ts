import { profiles } from "../../provider/clouds/settings/profile";
import { UNKNOWN } from "../../provider/lifecycle/state/unknowns";
import { dataVolumeTemplate } from "../../provider/resources/dataVolumeTemplate";
import { rulesOf } from "./rulesOf";

const [one, two] = ["6c8c6b0ea9844ff3bc58cc46b2fde6ce", "1e2f3a4b5c6d4e7f8a9b0c1d2e3f4a5b"];
const others = profiles.filter((profile) => profile !== "zstack");
const { passes, breaks, issues } = rulesOf(dataVolumeTemplate, {
  name: "data",
  snapshotUuid: one,
  backupStorageUuids: [two],
});
const on = ["zstack"] as const;

it("exists on ZStack alone", () => {
  passes(on, {});
  breaks(others, {}, "cloud", /data volume templates exist on zstack only; this cloud's profile is/);
});

describe("the name", () => {
  it.each(["a", "黄金 image/1", "x".repeat(255)])("may be %s", (name) => passes(on, { name }));

  it("is not empty, has no blanks at its ends, and 255 characters at most", () => {
    for (const name of ["", "  "]) breaks(on, { name }, "name", /not empty/);
    for (const name of [" a", "a ", "a\n"]) breaks(on, { name }, "name", /blanks off both ends/);
    breaks(on, { name: "x".repeat(256) }, "name", /at most 255 characters on ZStack; got 256/);
    breaks(on, { name: 7 }, "name", /a text; got the number 7/);
  });
});

it("the description has 2048 characters at most", () => {
  for (const description of ["", " a\nb<c> ", "x".repeat(2048)]) passes(on, { description });
  breaks(on, { description: "x".repeat(2049) }, "description", /at most 2048 characters on ZStack; got 2049/);
});

/** ZStack's uuids: 32 digits, with the version and the variant in their places. */
const noUuids = [
  "",
  "16369c5d-384d-4e64-b37a-56d898769362",
  one.toUpperCase(),
  one.slice(1),
  `${one}0`,
  `${one.slice(0, 12)}6${one.slice(13)}`,
  `${one.slice(0, 16)}0${one.slice(17)}`,
];

describe("the snapshot", () => {
  it("is named by a uuid of ZStack", () => {
    passes(on, { snapshotUuid: two });
    for (const snapshotUuid of noUuids)
      breaks(on, { snapshotUuid }, "snapshotUuid", /32 digits without dashes/);
    breaks(on, { snapshotUuid: undefined }, "snapshotUuid", /this argument is required/);
  });

  it("may be unknown", () => passes(on, { snapshotUuid: UNKNOWN }));
});

describe("the backup storages", () => {
  it("are one or more, each named once by its uuid", () => {
    passes(on, { backupStorageUuids: [one, two] });
    breaks(on, { backupStorageUuids: undefined }, "backupStorageUuids", /this argument is required/);
    breaks(on, { backupStorageUuids: [] }, "backupStorageUuids", /1 or more; got an empty list/);
    breaks(on, { backupStorageUuids: one }, "backupStorageUuids", /a list of uuids/);
    breaks(
      on,
      { backupStorageUuids: [one, two, one] },
      "backupStorageUuids",
      new RegExp(`${one} is given twice`),
    );
    for (const wrong of noUuids)
      breaks(on, { backupStorageUuids: [one, wrong] }, "backupStorageUuids.1", /32 digits/);
  });

  it("may be unknown, all or one of them", () => {
    passes(on, { backupStorageUuids: UNKNOWN });
    passes(on, { backupStorageUuids: [one, UNKNOWN] });
    breaks(on, { backupStorageUuids: [UNKNOWN, "bs"] }, "backupStorageUuids.1", /32 digits/);
  });
});

describe("tags", () => {
  it("of the user are texts, each once, and not ours", () => {
    passes(on, { userTags: ["team=blue", "图", "pulumi-cloud-images"] });
    passes(on, { userTags: [UNKNOWN, "a", "a"] });
    breaks(on, { userTags: ["a", ""] }, "userTags.1", /./);
    breaks(on, { userTags: ["a", 7] }, "userTags.1", /a text that is not empty; got the number 7/);
    breaks(on, { userTags: ["a", "b", "a"] }, "userTags", /^a is given twice$/);
    breaks(on, { userTags: ["a", "pulumi-cloud-images=x"] }, "userTags.1", /marks the template as managed/);
  });

  it("of patterns are uuids, those of the system texts", () => {
    passes(on, { tagUuids: [one, UNKNOWN], systemTags: ["a::b", UNKNOWN] });
    breaks(on, { tagUuids: ["blue"] }, "tagUuids.0", /32 digits/);
    breaks(on, { systemTags: [""] }, "systemTags.0", /./);
    breaks(on, { systemTags: "a" }, "systemTags", /a list of system tags/);
  });
});

it.each([
  ["state", ["Enabled", "Disabled"], ["enabled", "", true]],
  ["deleteMode", ["Permissive", "Enforcing"], ["Forced", ""]],
  ["expunge", [true, false], ["yes", 1]],
  ["cloud", ["prod"], ["", 1]],
])("%s takes what ZStack knows", (field, good, bad) => {
  for (const value of [...good, UNKNOWN]) passes(on, { [field]: value });
  for (const value of bad) breaks(on, { [field]: value }, field, /./);
});

it("time-outs are durations", () => {
  passes(on, { timeouts: { create: "6h" } });
  breaks(on, { timeouts: { create: "6 hours" } }, "timeouts.create", /such as "90s"/);
});

it("an argument of another resource is reported by its name", () => {
  breaks(on, { tags: { team: "blue" } }, "tags", /misspelt\? Did you mean userTags\?/);
});

it("everything that is wrong is reported at once, whether the cloud is known or not", () => {
  for (const profile of ["zstack", undefined] as const) {
    const found = issues({ name: " a", snapshotUuid: "x", backupStorageUuids: [one, one] }, profile);
    expect(found.map(({ property }) => property).sort()).toEqual([
      "backupStorageUuids",
      "name",
      "snapshotUuid",
    ]);
  }
});
