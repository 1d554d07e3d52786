import type { Image } from "../../provider/clouds/image";
import { isAlreadyMade } from "../../provider/lifecycle/alreadyMade";
import { markerOf, markOf, tagValue } from "../../provider/lifecycle/marker";
import { fullEcsImage } from "../../provider/resources/fullEcsImage";
import type { CommonArgs, ImageResource } from "../../provider/resources/resource";
import { OUR_TAG } from "../../provider/resources/rules";
import { volumeImage } from "../../provider/resources/volumeImage";

const marker = markerOf("0a1b2c3d", "urn:golden", { volumeId: "v1" });
const ofOtherInputs = markerOf("0a1b2c3d", "urn:golden", { volumeId: "v2" });
const ofOtherOwner = markerOf("99999999", "urn:golden", { volumeId: "v1" });

const image = (changes: Partial<Image>) =>
  ({ name: "golden", tags: {}, phase: "active", ...changes }) as Image;
const tagged = (value: string, changes: Partial<Image> = {}) =>
  image({ tags: { [OUR_TAG]: value }, name: "renamed", ...changes });

function made<Args extends CommonArgs>(
  resource: ImageResource<Args>,
  args: Args,
  ...images: Image[]
): boolean {
  return isAlreadyMade(images, resource, args, marker);
}
const volume = (...images: Image[]) => made(volumeImage, { name: "golden", volumeId: "v1" }, ...images);
const backup = (...images: Image[]) =>
  made(fullEcsImage, { name: "golden", source: { cbrBackupId: "b1" } }, ...images);

it("an image is there when it carries the mark: claimed, not yet claimed, or as its temporary name", () => {
  expect(volume()).toBe(false);
  expect(volume(tagged(tagValue(marker, "c0ffeec0ffee")))).toBe(true);
  expect(volume(tagged(marker))).toBe(true);
  expect(volume(image({ name: markOf(marker).temporaryName, phase: "pending" }))).toBe(true);
});

it("in whatever state: one that failed is deleted before, or after, another is made", () => {
  expect(volume(tagged(marker, { phase: "failed" }))).toBe(true);
});

it("whoever its owner is, for a change of the owner makes no new image", () => {
  expect(volume(tagged(tagValue(ofOtherOwner, "c0ffeec0ffee")))).toBe(true);
});

it("one of other inputs is another, though it bears the name", () => {
  expect(volume(tagged(tagValue(ofOtherInputs, "c0ffeec0ffee"), { name: "golden" }))).toBe(false);
});

it("one without a mark is taken for it by name and source", () => {
  expect(volume(image({}))).toBe(true);
  expect(volume(image({ name: "silver" }))).toBe(false);
  expect(backup(image({ dataOrigin: "server_backup,b1" }))).toBe(true);
  expect(backup(image({ dataOrigin: "server_backup,b2" }))).toBe(false);
});

it("one of a renamed resource has another mark: its name and source tell", () => {
  const other = tagValue(ofOtherInputs, "c0ffeec0ffee");
  expect(backup(tagged(other, { name: "golden", dataOrigin: "server_backup,b1" }))).toBe(true);
});
