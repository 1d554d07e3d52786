import { glanceImage } from "../glance/glanceImage";
import {
  type Attributes,
  addImage,
  type ImageRecord,
  imageStatus,
  isListed,
  setStatus,
} from "../images/imageRecord";
import { imsImage } from "../ims/imsImage";
import type { ProfileName } from "../world/profile";
import { projectNamed, UnknownFixture, type World } from "../world/world";

export interface NewImageFixture {
  profile?: ProfileName;
  /** Name or id; the profile's first project by default. */
  project?: string;
  id?: string;
  /** `active` by default. */
  status?: string;
  sizeBytes?: number;
  tags?: string[];
  volumeId?: string;
  /** Any other key is an attribute as it stands on the wire. */
  [attribute: string]: unknown;
}

/** As on the wire, and what only the cloud itself knows. */
export type ImageView = Record<string, unknown> & {
  id: string;
  name: string;
  status: string;
  tags: string[];
  profile: ProfileName;
  project: string;
  volumeId: string | null;
  /** Whether list and show know it already. */
  listed: boolean;
};

export function newImage(world: World, given: NewImageFixture = {}): ImageView {
  const { profile = "otc", project: text, id, status, sizeBytes, tags, volumeId, ...attributes } = given;
  const { project } = projectNamed(world, profile, text);
  const image = addImage(world, {
    profile,
    projectId: project.id,
    attributes: { ...plainAttributes(profile), ...attributes } as Attributes,
    ...(id === undefined ? {} : { id }),
    ...(status === undefined ? {} : { status }),
    ...(sizeBytes === undefined ? {} : { sizeBytes }),
    ...(tags === undefined ? {} : { tags }),
    ...(volumeId === undefined ? {} : { volumeId }),
  });
  return imageView(world, image);
}

const plainAttributes = (profile: ProfileName): Attributes => ({
  name: "demo-image",
  disk_format: profile === "openstack" ? "raw" : "zvhd2",
  container_format: "bare",
  visibility: "private",
  protected: false,
  min_disk: profile === "openstack" ? 0 : 40,
  min_ram: 0,
});

function imageView(world: World, image: ImageRecord): ImageView {
  const now = world.clock.now();
  const wire = image.profile === "openstack" ? glanceImage(image, now) : imsImage(image, now);
  return {
    ...wire,
    tags: image.tags.current,
    profile: image.profile,
    project: projectNamed(world, image.profile, image.projectId).project.name,
    volumeId: image.volumeId ?? null,
    listed: isListed(image, now),
  } as ImageView;
}

const existing = (world: World): ImageRecord[] =>
  [...world.images.values()].filter((image) => imageStatus(image, world.clock.now()) !== undefined);

export const imageViews = (world: World): ImageView[] =>
  existing(world).map((image) => imageView(world, image));

function imageById(world: World, id: string): ImageRecord {
  const image = existing(world).find((one) => one.id === id);
  if (!image) throw new UnknownFixture(`no image ${id}`);
  return image;
}

export const showImage = (world: World, id: string): ImageView => imageView(world, imageById(world, id));

/** Keys as on the wire; `null` takes an attribute away, `status` holds at once, `tags` is the whole list. */
export function patchImage(world: World, id: string, changes: Record<string, unknown>): ImageView {
  const image = imageById(world, id);
  const now = world.clock.now();
  const { status, tags, sizeBytes, ...attributes } = changes;
  if (typeof status === "string") setStatus(image, status, now);
  if (Array.isArray(tags)) image.tags = { current: tags.map(String), before: [], shownFrom: now };
  if (typeof sizeBytes === "number") image.sizeBytes = sizeBytes;
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null) delete image.attributes[key];
    else image.attributes[key] = value;
  }
  image.changedAt = now;
  return imageView(world, image);
}

export function removeImage(world: World, id: string): void {
  imageById(world, id).goneFrom = world.clock.now();
}
