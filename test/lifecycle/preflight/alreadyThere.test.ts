import type { Image } from "../../../provider/clouds/image";
import { tagValue } from "../../../provider/clouds/parseMark";
import { deriveMarker, markForCreate } from "../../../provider/lifecycle/marks/marker";
import { isAlreadyThere, mayBeThere } from "../../../provider/lifecycle/preflight/alreadyThere";
import { dataImage } from "../../../provider/resources/dataImage";
import { dataVolumeTemplate } from "../../../provider/resources/dataVolumeTemplate";
import { fullEcsImage } from "../../../provider/resources/fullEcsImage";
import { OUR_TAG } from "../../../provider/resources/issues";
import type { CommonArgs, ImageResource } from "../../../provider/resources/resource";
import { volumeImage } from "../../../provider/resources/volumeImage";

const marker = deriveMarker("0a1b2c3d", "urn:golden", { volumeId: "v1" });
const ofOtherInputs = deriveMarker("0a1b2c3d", "urn:golden", { volumeId: "v2" });
const ofOtherOwner = deriveMarker("99999999", "urn:golden", { volumeId: "v1" });

const image = (changes: Partial<Image>) =>
  ({ name: "golden", tags: {}, phase: "active", ...changes }) as Image;
const tagged = (value: string, changes: Partial<Image> = {}) =>
  image({ tags: { [OUR_TAG]: value }, name: "renamed", ...changes });

function made<Args extends CommonArgs>(
  resource: ImageResource<Args>,
  args: Args,
  ...images: Image[]
): boolean {
  return isAlreadyThere(images, resource, args, marker);
}
const volume = (...images: Image[]) => made(volumeImage, { name: "golden", volumeId: "v1" }, ...images);
const backup = (...images: Image[]) =>
  made(fullEcsImage, { name: "golden", source: { cbrBackupId: "b1" } }, ...images);

it("an image is there when it carries the mark: claimed, not yet claimed, or as its temporary name", () => {
  expect(volume()).toBe(false);
  expect(volume(tagged(tagValue(marker, "c0ffeec0ffee")))).toBe(true);
  expect(volume(tagged(marker))).toBe(true);
  expect(volume(image({ name: markForCreate(marker).temporaryName, phase: "pending" }))).toBe(true);
});

it("in whatever state: one that failed is deleted before, or after, another is made", () => {
  expect(volume(tagged(marker, { phase: "failed" }))).toBe(true);
});

it("whoever its owner is, for a change of the owner makes no new image", () => {
  expect(volume(tagged(tagValue(ofOtherOwner, "c0ffeec0ffee")))).toBe(true);
});

it("one of other inputs is another, though it has the name", () => {
  expect(volume(tagged(tagValue(ofOtherInputs, "c0ffeec0ffee"), { name: "golden" }))).toBe(false);
});

it("one without a mark is taken for it by name and source", () => {
  expect(volume(image({}))).toBe(true);
  expect(volume(image({ name: "silver" }))).toBe(false);
  expect(backup(image({ dataOrigin: "server_backup,b1" }))).toBe(true);
  expect(backup(image({ dataOrigin: "server_backup,b2" }))).toBe(false);
});

it("one of a renamed resource has another mark, and is found by its name and source", () => {
  const other = tagValue(ofOtherInputs, "c0ffeec0ffee");
  expect(backup(tagged(other, { name: "golden", dataOrigin: "server_backup,b1" }))).toBe(true);
});

describe("an image with a mark of ours may be that of a resource which was renamed or moved in the state", () => {
  const ours = tagValue(ofOtherInputs, "c0ffeec0ffee");
  const may = <Args extends CommonArgs>(resource: ImageResource<Args>, args: Args, ...images: Image[]) =>
    mayBeThere(images, resource, args);
  const base = { name: "golden", minDiskGiB: 40 };

  it("when it has the name, whoever the mark's owner is; without a mark it is a stranger's", () => {
    const args = { name: "golden", volumeId: "v1" };
    expect(may(volumeImage, args, tagged(ours, { name: "golden" }))).toBe(true);
    expect(may(volumeImage, args, tagged(tagValue(ofOtherOwner, "c0ffeec0ffee"), { name: "golden" }))).toBe(
      true,
    );
    expect(may(volumeImage, args, image({}))).toBe(false);
    expect(may(volumeImage, args, tagged(ours, { name: "silver" }))).toBe(false);
    expect(may(volumeImage, args, tagged("somebody's", { name: "golden" }))).toBe(false);
  });

  it("when it has the source, as far as the cloud shows", () => {
    const made = (dataOrigin: string) => tagged(ours, { dataOrigin });
    expect(may(volumeImage, { name: "golden", volumeId: "v1" }, made("volume,v1"))).toBe(true);
    expect(may(volumeImage, { name: "golden", volumeId: "v1" }, made("volume,v2"))).toBe(false);
    const source = { bucket: "b", object: "o" };
    expect(may(dataImage, { ...base, source }, made("file,b:o"))).toBe(true);
    expect(may(dataImage, { ...base, source }, made("file,b:p"))).toBe(false);
    expect(may(dataImage, { ...base, source }, tagged(ours))).toBe(false);
    expect(may(fullEcsImage, { ...base, source: { instanceId: "s1" } }, made("instance,s1"))).toBe(true);
    expect(may(fullEcsImage, { ...base, source: { instanceId: "s1" } }, made("instance,s2"))).toBe(false);
    const template = { url: "volumeSnapshot://s1" } as NonNullable<Image["template"]>;
    const args = { name: "golden", snapshotUuid: "s1", backupStorageUuids: ["b"] };
    expect(may(dataVolumeTemplate, args, tagged(ours, { template }))).toBe(true);
    expect(may(dataVolumeTemplate, { ...args, snapshotUuid: "s2" }, tagged(ours, { template }))).toBe(false);
  });
});
