import { actionsFor } from "../../../provider/clouds/zstack/images/actionsFor";
import { fromZstackImage, isGone, ZstackImage } from "../../../provider/clouds/zstack/images/image";
import { ourTags, tagSteps, usersOwn } from "../../../provider/clouds/zstack/images/tags";
import { condition } from "../../../provider/clouds/zstack/query";
import { OUR_TAG } from "../../../provider/resources/issues";

const copy = (status: string) => ({ backupStorageUuid: "b", status, installPath: "ceph://x" });
const wire = (fields: object) => ZstackImage.parse({ uuid: "i", ...fields });

describe("an image", () => {
  test.each([
    ["Creating", undefined, false, "pending"],
    ["Downloading", [], false, "pending"],
    ["Migrating", [copy("Ready")], false, "pending"],
    ["Whatever", undefined, false, "pending"],
    ["Ready", [copy("Ready")], false, "active"],
    ["Ready", [copy("Deleted"), copy("Ready")], false, "active"],
    ["Ready", [copy("Deleted")], true, "active"],
    ["Ready", [], true, "active"],
    ["Ready", undefined, true, "active"],
    ["Error", undefined, false, "failed"],
    ["Deleted", [copy("Deleted")], true, "failed"],
  ])("%s with copies %j: gone %p, %s", (status, backupStorageRefs, gone, phase) => {
    const seen = wire({ status, backupStorageRefs });
    expect(isGone(seen)).toBe(gone);
    expect(fromZstackImage(seen, []).phase).toBe(phase);
  });

  test("shows what the vendor's page shows, its dates as they are written", () => {
    const seen = wire({
      name: "tmpl",
      description: "from snap",
      state: "Enabled",
      status: "Ready",
      size: 10737418240,
      actualSize: 1073741824,
      url: "volumeSnapshot://s",
      mediaType: "DataVolumeTemplate",
      format: "qcow2",
      createDate: "Nov 21, 2026 1:00:00 PM",
      lastOpDate: "Nov 21, 2026, 1:02:10\u202fPM",
      backupStorageRefs: [{ ...copy("Ready"), id: 0.0 }],
    });
    expect(fromZstackImage(seen, ["z", `${OUR_TAG}=m`, "a"])).toMatchObject({
      id: "i",
      sizeBytes: 10737418240,
      checksum: undefined,
      diskFormat: "qcow2",
      createdAt: "Nov 21, 2026 1:00:00 PM",
      updatedAt: "Nov 21, 2026, 1:02:10\u202fPM",
      tags: { [OUR_TAG]: "m" },
      template: {
        state: "Enabled",
        actualSizeBytes: 1073741824,
        userTags: ["a", "z"],
        backupStorages: [copy("Ready")],
      },
    });
  });

  test("shows of its copies what the page has, and of where they were exported to nothing that may be secret", () => {
    const exported = (exportUrl: string) => {
      const times = { createDate: "Nov 21, 2026 1:00:00 PM", lastOpDate: "Nov 22, 2026 1:00:00 PM" };
      const ref = { ...copy("Ready"), exportUrl, exportMd5Sum: "d41d8cd9", ...times };
      const [seen] = fromZstackImage(wire({ backupStorageRefs: [ref] }), []).template?.backupStorages ?? [];
      expect(seen).toMatchObject({ exportMd5Sum: "d41d8cd9", ...times });
      return seen?.exportUrl;
    };
    expect(exported("http://10.0.0.3:8001/zstore/i.qcow2")).toBe("http://10.0.0.3:8001/zstore/i.qcow2");
    expect(exported("https://u:canary@store/i.raw?token=canary#canary")).toBe("https://store/i.raw");
    expect(exported("//u:canary@store/i.raw?sig=canary")).toBe("//store/i.raw");
    const plain = fromZstackImage(wire({ backupStorageRefs: [copy("Ready")] }), []);
    expect(plain.template?.backupStorages).toEqual([copy("Ready")]);
  });

  test("is read although fields for people are invalid", () => {
    const ref = { ...copy("Ready"), exportUrl: 7, exportMd5Sum: {}, createDate: 1, lastOpDate: [] };
    const seen = fromZstackImage(wire({ guestOsType: 7, system: "perhaps", backupStorageRefs: [ref] }), []);
    expect(seen.template?.backupStorages).toEqual([copy("Ready")]);
    expect([seen.template?.guestOsType, seen.template?.system]).toEqual([undefined, undefined]);
  });

  test("shows what of a system it has, where ZStack has it", () => {
    const seen = wire({ platform: "Linux", guestOsType: "CentOS 7", system: "true" });
    expect(fromZstackImage(seen, []).template).toMatchObject({
      platform: "Linux",
      guestOsType: "CentOS 7",
      system: true,
    });
    const { platform, guestOsType, system } = fromZstackImage(wire({}), []).template ?? {};
    expect([platform, guestOsType, system]).toEqual([undefined, undefined, undefined]);
  });
});

describe("tags", () => {
  test("of two of ours the bare mark counts, which has no claim, of two as long always the same", () => {
    expect(ourTags([`${OUR_TAG}=m-claim`, "x", `${OUR_TAG}=m`])).toEqual({ [OUR_TAG]: "m" });
    expect(ourTags([`${OUR_TAG}=b`, `${OUR_TAG}=a`])).toEqual(ourTags([`${OUR_TAG}=a`, `${OUR_TAG}=b`]));
    expect(ourTags(["owner:team-a"])).toEqual({});
    expect(usersOwn(["b", `${OUR_TAG}=m`, "a", "b"])).toEqual(["a", "b"]);
  });

  const present = [
    { uuid: "1", tag: "a" },
    { uuid: "2", tag: "b" },
    { uuid: "3", tag: "b" },
    { uuid: "4", tag: `${OUR_TAG}=m` },
  ];
  test("a change adds before it takes away, the user's first and ours last", () => {
    expect(tagSteps(present, { userTags: ["b", "c"], tags: { [OUR_TAG]: "m-claim" } })).toEqual([
      { add: ["c"], remove: ["1", "2"] },
      { add: [`${OUR_TAG}=m-claim`], remove: ["4"] },
    ]);
  });

  test("the bare mark is removed last: a claim beside it is no commit", () => {
    const claimed = [
      { uuid: "1", tag: `${OUR_TAG}=m` },
      { uuid: "2", tag: `${OUR_TAG}=m-other` },
    ];
    const [, ours] = tagSteps(claimed, { tags: { [OUR_TAG]: "m-claim" } });
    expect(ours).toEqual({ add: [`${OUR_TAG}=m-claim`], remove: ["2", "1"] });
  });

  test("what is not named stays, and what is wanted already is left alone", () => {
    const nothing = { add: [], remove: [] };
    expect(tagSteps(present, { userTags: ["b", "a"] })).toEqual([{ add: [], remove: ["2"] }, nothing]);
    expect(tagSteps(present, { tags: { [OUR_TAG]: "m" } })).toEqual([nothing, nothing]);
    expect(tagSteps(present, { userTags: [] })[0]).toEqual({ add: [], remove: ["1", "2", "3"] });
  });
});

test("a change sends what differs; an empty description is a text", () => {
  const image = fromZstackImage(wire({ name: "n", description: "d", state: "Enabled" }), []);
  expect(actionsFor(image, { name: "n", description: "d", state: "Enabled", userTags: ["x"] })).toEqual([]);
  expect(actionsFor(image, { name: "m", description: "", state: "Disabled" })).toEqual([
    { updateImage: { name: "m", description: "" } },
    { changeImageState: { stateEvent: "disable" } },
  ]);
  const disabled = fromZstackImage(wire({ name: "n", state: "Disabled" }), []);
  expect(actionsFor(disabled, { state: "Enabled", minRamMiB: 3 })).toEqual([
    { changeImageState: { stateEvent: "enable" } },
  ]);
});

test.each([
  ["name", "=", "web", "name=web"],
  ["name", "=", "a=b", "name=a=b"],
  ["tag", "~=", "pulumi-cloud-images=m%", "tag~=pulumi-cloud-images=m%"],
  ["name", "=", "is null", "name=is null"],
  ["name", "=", "a > b", "name=a > b"],
  ["name", "=", "a>=b", undefined],
  ["name", "=", "what?=", undefined],
  ["name", "=", "=a", undefined],
  ["name", "=", "", undefined],
  ["tag", "~=", "a!=b", undefined],
] as const)(
  "the condition %s %s %p is read as it is meant, or not sent",
  (field, operator, value, expected) => {
    expect(condition(field, operator, value)).toBe(expected);
  },
);
