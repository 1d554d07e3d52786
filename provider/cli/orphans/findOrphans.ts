import type { CloudLocation } from "../../clouds/cloud";
import type { Image } from "../../clouds/image";
import { ownCommand } from "../../http/ownCommand";
import { claimOf, isTemporary, isUnclaimed, markerFrom, ownerFrom } from "../../lifecycle/marks/marker";
import { OUR_TAG } from "../../resources/issues";
import type { StateResource } from "../state/readState";
import type { StateProvider } from "../state/stateProvider";
import type { View } from "./viewClouds";

/**
 * `orphan`: a finished image with our owner's mark that is not in the state. `unfinished`: an image, in the state or not, that
 * cannot be used or was not taken over. `claimed`: an image of the state that another resource has claimed.
 */
export type Kind = "orphan" | "unfinished" | "claimed";

/** An image that people should look at. */
export interface Finding {
  readonly kind: Kind;
  readonly image: Image;
  readonly cloud: string;
  readonly location: CloudLocation;
  /** The explicit provider whose settings lead to the cloud; undefined if they are the stack's. */
  readonly provider: StateProvider | undefined;
  /** The resource of the state that has this image. */
  readonly urn: string | undefined;
  readonly why: string;
  readonly whatToDo: string;
}

/** Finds the images of a cloud that people should look at. */
export function findOrphans(
  { cloud, location, provider, images }: View,
  resources: readonly StateResource[],
  owners: readonly string[],
): Finding[] {
  return images.flatMap((image) => {
    const recorded = resources.filter((resource) => isOf(image, resource));
    const judgement = recorded.length > 0 ? judgeRecorded(image, recorded) : judgeUnrecorded(image, owners);
    if (judgement === undefined) return [];
    const hidden = recorded.some(({ secret }) => secret.includes("name"));
    const masked = hidden ? { ...image, name: "[secret]" } : image;
    return [{ image: masked, cloud, location, provider, urn: recorded[0]?.urn, ...judgement }];
  });
}

/**
 * Whether an image belongs to a resource: by its id, or by its marker while the state has only the id of its job. An image with
 * the same marker and another claim comes from an earlier or later create.
 */
function isOf(image: Image, { imageId, marker, claim }: StateResource): boolean {
  if (imageId !== undefined) return imageId === image.id;
  if (marker === undefined || marker !== markerFrom(image)) return false;
  const theirs = claimOf(image);
  return theirs === undefined || theirs === claim;
}

type Judgement = Pick<Finding, "kind" | "why" | "whatToDo">;

function judgeRecorded(image: Image, recorded: readonly StateResource[]): Judgement | undefined {
  const ours = recorded.filter(({ external }) => !external);
  if (ours.length === 0) return undefined; // only read by this stack: others look after it
  const unfinished = ours.some(({ failed, imageId }) => failed || imageId === undefined);
  const theirs = claimOf(image);
  if (theirs !== undefined && ours.every(({ claim }) => claim !== undefined && claim !== theirs)) {
    return {
      kind: "claimed",
      why: "the state has it, but another resource has claimed it: it may belong to another stack by now",
      whatToDo:
        "find out who uses it. `pulumi destroy` leaves it alone; to let it go, `pulumi state delete` the resource",
    };
  }
  if (image.phase === "failed") {
    return {
      kind: "unfinished",
      why: `the cloud has given it up: it is ${image.status}`,
      whatToDo: "run `pulumi up`: it replaces the image",
    };
  }
  if (image.phase !== "pending" && !isUnclaimed(image) && !unfinished) return undefined;
  if (isUnclaimed(image) && !unfinished) {
    const [bears, gets] = isTemporary(image.name)
      ? ["its temporary name", "its own name"]
      : ["no claim", "one"];
    return {
      kind: "unfinished",
      why: `the state has it as ready, but it was given back when the engine died: it bears ${bears}`,
      whatToDo: `run \`pulumi up --refresh\`: it gets ${gets} again`,
    };
  }
  return {
    kind: "unfinished",
    why: "the last run ended before the image was ready, and the state has it as unfinished",
    whatToDo: "run `pulumi up`: it goes on where the last one stopped",
  };
}

function judgeUnrecorded(image: Image, owners: readonly string[]): Judgement | undefined {
  const owner = ownerFrom(image);
  if (owner === undefined || !owners.includes(owner)) return undefined;
  if (image.phase === "failed") {
    return {
      kind: "orphan",
      why: `it was started for this stack, but the cloud has given it up (${image.status}), and the state does not know it`,
      whatToDo: "delete it in the cloud",
    };
  }
  if (isUnclaimed(image) || image.phase === "pending") {
    return {
      kind: "unfinished",
      why: "it was started for this stack, but the run ended before the state knew it, or is still running",
      whatToDo:
        "if no `pulumi up` is running, run one: it goes on with this image when the program still asks for it. If it is still listed afterwards, delete it in the cloud",
    };
  }
  return {
    kind: "orphan",
    why: "it bears this stack's mark, but the state does not know it",
    whatToDo: `after an import with --take-over, run the \`pulumi import\` that it named; else bring it into the stack by \`${ownCommand()} import\`. If nobody wants it there and no \`pulumi up\` is running, take the tag ${OUR_TAG} off it, or delete it in the cloud`,
  };
}
