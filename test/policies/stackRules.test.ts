import { distinctSources, limitImages, reportOldImages } from "../../provider/policies";
import { judgeStack } from "./judge";

const one = "16369c5d-384d-4e64-b37a-56d898769362";
const other = "26369c5d-384d-4e64-b37a-56d898769362";
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

describe("limit-images", () => {
  const images = [
    ["a", "VolumeImage", { volumeId: one }],
    ["b", "DataVolumeTemplate", { snapshotUuid: one, stateVersion: 1 }],
  ] as const;

  it("lets as many images pass as are allowed, and reports the stack with one more", () => {
    expect(judgeStack(limitImages, images, { atMost: 2 })).toEqual([]);
    expect(judgeStack(limitImages, images, { atMost: 1 })).toEqual([
      "the stack has more than 1 images: 2. Remove images that nobody uses, or spread them over more stacks",
    ]);
  });

  it("does not count images that are only looked up", () => {
    const lookedUp = ["c", "VolumeImage", { imageId: one, dataOrigin: `volume,${one}`, name: "c" }] as const;
    expect(judgeStack(limitImages, [...images, lookedUp], { atMost: 2 })).toEqual([]);
  });
});

describe("distinct-sources", () => {
  it.each([
    ["VolumeImage", { volumeId: one }, { volumeId: other }, "volume"],
    ["DataVolumeTemplate", { snapshotUuid: one }, { snapshotUuid: other }, "volume snapshot"],
    [
      "FullEcsImage",
      { source: { instanceId: one, vaultId: other } },
      { source: { instanceId: other, vaultId: other } },
      "server",
    ],
    ["FullEcsImage", { source: { cbrBackupId: one } }, { source: { csbsBackupId: other } }, "backup"],
    [
      "DataImage",
      { source: { bucket: "exports", object: "a" } },
      { source: { bucket: "exports", object: "b" } },
      "object",
    ],
    [
      "DataImage", // exists already: only the origin that the cloud reports is left
      { stateVersion: 1, dataOrigin: "file,exports:a" },
      { stateVersion: 1, dataOrigin: "file,exports:b" },
      "object",
    ],
  ] as const)("%s: two sources pass, the same one twice is reported", (kind, props, differing, source) => {
    expect(
      judgeStack(distinctSources, [
        ["a", kind, props],
        ["b", kind, differing],
      ]),
    ).toEqual([]);
    expect(
      judgeStack(distinctSources, [
        ["a", kind, props],
        ["b", kind, props],
      ]),
    ).toEqual([
      `b: "b" and "a" are made from the same ${source}. Use one image in both places, or export its \`imageId\` for the other program`,
    ]);
  });

  it("images of one name are told by their parents too", () => {
    const stack = { type: "pulumi:pulumi:Stack", name: "shop-dev" };
    const app = (name: string) => ({ type: "team:index:App", name, parent: stack });
    const base = { type: "team:index:Base", name: "base", parent: app("east") };
    const images = (one: object, other: object) =>
      [
        ["golden", "VolumeImage", { volumeId: "v" }, one],
        ["golden", "VolumeImage", { volumeId: "v" }, other],
      ] as const;
    const [inside] = judgeStack(distinctSources, images(stack, base));
    expect(inside).toContain('"east/base/golden" and "golden" are made from the same volume.');
    const [beside] = judgeStack(distinctSources, images(app("west"), app("east")));
    expect(beside).toContain('"east/golden" and "west/golden" are made from the same volume.');
  });

  it("an image that exists and one that is planned are compared, too", () => {
    const images = [
      ["old", "FullEcsImage", { stateVersion: 1, dataOrigin: `server_backup,${one}` }],
      ["new", "FullEcsImage", { source: { cbrBackupId: one } }],
    ] as const;
    expect(judgeStack(distinctSources, images)).toHaveLength(1);
  });

  it("sources that are not known yet are skipped, and hide no others", () => {
    const images = [
      ["a", "VolumeImage", { volumeId: unknown }],
      ["b", "VolumeImage", { volumeId: unknown }],
      ["c", "VolumeImage", { volumeId: one }],
      ["d", "VolumeImage", { volumeId: one }],
    ] as const;
    expect(judgeStack(distinctSources, images)).toHaveLength(1);
  });
});

describe("report-old-images", () => {
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000 - 60_000);
  const made = (days: number) => ({ stateVersion: 1, createdAt: daysAgo(days).toISOString() });

  it("lets an image of the last day pass, and reports one that is a day older", () => {
    expect(judgeStack(reportOldImages, [["a", "VolumeImage", made(90)]])).toEqual([]);
    expect(judgeStack(reportOldImages, [["a", "VolumeImage", made(91)]])).toEqual([
      'a: "a" is 91 days old, more than 90. Bake it anew by a changed value of the argument `triggers`, or remove it',
    ]);
    expect(judgeStack(reportOldImages, [["a", "DataImage", made(8)]], { atMostDays: 7 })).toHaveLength(1);
  });

  it("reads ZStack's date, and passes over an image that is not made yet", () => {
    const template = { stateVersion: 1, createDate: "Nov 14, 2017 10:20:57 PM" };
    expect(judgeStack(reportOldImages, [["t", "DataVolumeTemplate", template]])).toHaveLength(1);
    const planned = { volumeId: one, createdAt: unknown };
    expect(judgeStack(reportOldImages, [["a", "VolumeImage", planned]])).toEqual([]);
  });
});
