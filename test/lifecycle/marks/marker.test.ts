import fc from "fast-check";
import { tagValue } from "../../../provider/clouds/parseMark";
import {
  claimInTags,
  deriveMarker,
  isUnclaimed,
  markerFrom,
  markForCreate,
  ownerFrom,
} from "../../../provider/lifecycle/marks/marker";

const owner = "0a1b2c3d";
const urn = "urn:pulumi:dev::shop::pulumi-nodejs:dynamic/cloudimages:DataVolumeTemplate::data";
const marker = (replacing: Record<string, unknown>) => deriveMarker(owner, urn, replacing);

/** The same value, its fields and the items of its lists in another order. */
function reversed(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(reversed).reverse();
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, field]) => [key, reversed(field)])
      .reverse(),
  );
}

it("the order of fields means nothing, at any depth", () => {
  expect(marker({ source: { bucket: "a", object: "b" }, minDiskGiB: 40 })).toBe(
    marker({ minDiskGiB: 40, source: { object: "b", bucket: "a" } }),
  );
});

it("the order of a list means nothing, but what is in it does, and how often", () => {
  expect(marker({ backupStorageUuids: ["a", "b"] })).toBe(marker({ backupStorageUuids: ["b", "a"] }));
  const others = [["a"], ["a", "c"], ["a", "b", "b"], ["ab"], ["a,b"], "a,b", []];
  const all = [["a", "b"], ...others].map((backupStorageUuids) => marker({ backupStorageUuids }));
  expect(new Set(all).size).toBe(all.length);
});

it("another value, another field, another resource and another owner make another marker", () => {
  const all = [
    marker({ source: { instanceId: "a" } }),
    marker({ source: { instanceId: "b" } }),
    marker({ source: { cbrBackupId: "a" } }),
    marker({ instanceId: "a" }),
    marker({}),
    deriveMarker(owner, `${urn}2`, {}),
    deriveMarker("ffffffff", urn, {}),
  ];
  expect(new Set(all).size).toBe(all.length);
});

it("whatever the arguments are, their order means nothing", () => {
  const keys = fc.string().filter((key) => key !== "__proto__");
  fc.assert(
    fc.property(fc.dictionary(keys, fc.jsonValue({ maxDepth: 3 })), (args) => {
      expect(marker(reversed(args) as Record<string, unknown>)).toBe(marker(args));
    }),
    { numRuns: 1000 },
  );
});

describe("an image", () => {
  const mine = marker({ volumeId: "v" });
  const { temporaryName, tag } = markForCreate(mine);
  const bearing = (value: string, name = "golden") => ({ name, tags: { [tag.key]: value } });

  it("shows marker and owner by its temporary name, or by our tag with a claim or without", () => {
    const images = [
      { name: temporaryName, tags: {} },
      bearing(tag.value),
      bearing(tagValue(mine, "aaaabbbbcccc")),
    ];
    for (const image of images) {
      expect(markerFrom(image)).toBe(mine);
      expect(ownerFrom(image)).toBe(owner);
    }
    expect(images.map(isUnclaimed)).toEqual([true, true, false]);
    expect(images.map(({ tags }) => claimInTags(tags))).toEqual([undefined, undefined, "aaaabbbbcccc"]);
  });

  it("shows none if the tag is somebody's own text", () => {
    const images = ["by-hand", `${mine}-x`, `${mine}0`, ""].map((value) => bearing(value));
    for (const image of [...images, { name: `${temporaryName}-2`, tags: {} }]) {
      expect(markerFrom(image)).toBeUndefined();
      expect(ownerFrom(image)).toBeUndefined();
      expect(isUnclaimed(image)).toBe(false);
    }
  });
});
