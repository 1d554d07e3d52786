import type { Cloud, CloudLocation } from "../../clouds/cloud";
import type { Image } from "../../clouds/image";
import { unlessServiceSaysNotFound } from "../../clouds/unlessNotFound";
import type { CallOptions } from "../../http/call";
import { CloudError, NotFoundError } from "../../http/errors";
import { OUR_TAG } from "../../resources/issues";
import type { CommonArgs, ImageResource } from "../../resources/resource";
import { claimInTags, deriveMarker, isUnclaimed, markerFrom, ownerFrom } from "../marks/marker";
import { replacing } from "../operation/run";
import { takeOverChange } from "../state/change";
import type { Props } from "../state/inputs";
import { type Outputs, type ResourceRecord, toOutputs } from "../state/record";
import { importedArgs } from "./importedArgs";
import type { ImportWays } from "./importWays";

/** An image that exists and is to become a resource of a stack. */
export interface Import {
  readonly cloud: Cloud;
  readonly location: CloudLocation;
  readonly id: string;
  readonly urn: string;
  readonly owner: string;
  /** Arguments that the caller knows: the cloud, the source. They win over what the cloud tells. */
  readonly given: Props;
  /** Mark the image as this resource's at once, and take it from whatever resource whose mark it bears. */
  readonly takeOver: boolean;
  readonly newClaim: () => string;
  readonly ways: ImportWays;
}

export interface Imported {
  readonly id: string;
  /** What a program has to say. */
  readonly args: Props;
  readonly outputs: Outputs;
  readonly notes: readonly string[];
  /** Whether the image bears this resource's mark already. */
  readonly marked: boolean;
  /** The change that marks the image, when that is asked for; sends nothing where it has the mark. */
  mark(options: CallOptions): Promise<Outputs>;
}

/**
 * What a state holds of an image after its import: as if we had made it, so that refresh, update and delete are as safe.
 *
 * The claim (docs/safety.md#claims). An image with the very mark of this resource keeps the claim it bears: the state
 * has lost it. One that bears none gets a new one, which at first stands in the state alone. That is safe: without a
 * claim an image belongs to who has recorded its id, so it can be changed and deleted; and it lets the import be one
 * that changes nothing: the next preview is empty, and the tag goes along with the first update. Until then two
 * resources that both import it are not told apart: `takeOver` writes the tag at once. One that bears any other mark
 * needs that, also one of the same owner: its word may be that of several stacks, and one stack may import an image
 * twice. Recorded with the claim it has, either resource's delete would delete it for both. With a new claim on it, the
 * other one leaves it alone from then on.
 */
export async function importImage<Args extends CommonArgs>(
  resource: ImageResource<Args>,
  wanted: Import,
  options: CallOptions,
): Promise<Imported> {
  const { cloud, location, owner, urn } = wanted;
  const image = await imageOf(cloud, location, wanted.id, options);
  if (!wanted.takeOver) refuseForeign(image, wanted); // before more is asked: nothing that is given would help
  const { args, notes, leftTags } = await importedArgs(resource, image, wanted, options);
  const marker = deriveMarker(owner, urn, replacing(resource, args, cloud.profile));
  const claim = claimFor(image, marker, wanted);
  const source = await factsOf(resource, cloud, args, options);
  const tag = image.tags[OUR_TAG] ?? "";
  const record: ResourceRecord = {
    args,
    facts: { ...source.facts, ...resource.facts?.(args as Args) },
    location,
    profile: cloud.profile,
    claim,
    imported: tag,
    leftTags,
  };
  const outputs = (of: ResourceRecord, as: Image) => toOutputs(resource, of, as);
  return {
    id: image.id,
    args,
    outputs: outputs(record, image),
    notes: [...notes, ...source.notes],
    marked: markerFrom(image) === marker,
    async mark(markOptions) {
      const change = takeOverChange({}, image, marker, claim);
      if (change.tags?.[OUR_TAG] === tag) return outputs(record, image);
      const marked = await cloud.changeImage(image, change, "tags", markOptions);
      const { imported: _, ...ours } = record;
      return outputs(ours, { ...marked, tags: { ...image.tags, ...change.tags } });
    },
  };
}

/** With its tags as they are now: listed ones may lag. */
async function imageOf(
  cloud: Cloud,
  { projectId }: CloudLocation,
  id: string,
  options: CallOptions,
): Promise<Image> {
  const image = await unlessServiceSaysNotFound(cloud.showImage(id, options));
  if (image === undefined) {
    throw new NotFoundError(`cloud "${cloud.name}" has no image ${id}`, {
      outcome: "rejected",
      hint: "check the id, and that the cloud, region and project are the image's",
    });
  }
  const isOwn =
    image.owner === undefined // not told: lists are of the project's own images
      ? (await cloud.imagesNamed(image.name, options)).some((one) => one.id === image.id)
      : image.owner === projectId;
  if (!isOwn) {
    throw new CloudError(`image ${id} belongs to another project, which shares it or has made it public`, {
      outcome: "not-sent",
      hint: "look it up by `getImage` or `get`: it cannot be managed from here",
    });
  }
  if (image.phase !== "active") {
    throw new CloudError(`image ${id} is ${image.status}: only one that can be used is imported`, {
      outcome: "not-sent",
      hint: image.phase === "pending" ? "try again when it is ready" : "leave it out, or delete it",
    });
  }
  const exact = { ...image, tags: await cloud.exactTags(image, options) };
  if (!isUnclaimed(exact)) return exact;
  throw new CloudError(`image ${image.id} was begun by this package and never finished`, {
    outcome: "not-sent",
    hint: "run `pulumi up` in the stack that began it: it goes on with the image",
  });
}

function claimFor(image: Image, marker: string, { takeOver: takes, newClaim, ways }: Import): string {
  const claim = claimInTags(image.tags);
  if (claim === undefined) return newClaim();
  if (markerFrom(image) === marker) return claim;
  if (takes) return newClaim();
  throw new CloudError(`image ${image.id} bears the mark of another resource of this stack's owner`, {
    outcome: "not-sent",
    hint: `if this stack has lost it, and the resource had another name or other arguments then, ${ways.takeOver}; likewise if the other resource, of this stack or of one with the same cloudimages:owner, is to let it go: it then leaves the image alone`,
  });
}

function refuseForeign(image: Image, { owner, ways }: Import): void {
  const theirs = claimInTags(image.tags) === undefined ? undefined : ownerFrom(image);
  if (theirs === undefined || theirs === owner) return;
  throw new CloudError(`image ${image.id} bears the mark of another stack (${theirs})`, {
    outcome: "not-sent",
    hint: `if that stack is to let it go, ${ways.takeOver}: it then leaves the image alone. Take it out of its program and, by \`pulumi state delete\`, out of its state`,
  });
}

/** What a create would have noted of its source. That may be gone: the image needs it no more. */
async function factsOf<Args extends CommonArgs>(
  { source }: ImageResource<Args>,
  cloud: Cloud,
  args: Props,
  options: CallOptions,
): Promise<{ readonly facts: Props; readonly notes: readonly string[] }> {
  const seen = await source.read?.(cloud, args as Args, options);
  if (seen === undefined || seen.state === "busy") return { facts: {}, notes: [] };
  const gone = seen.state === "unusable" && seen.error instanceof NotFoundError;
  return { facts: seen.facts, notes: gone ? [`${seen.error.message}: it may be gone since`] : [] };
}
