import type { Cloud, CloudLocation } from "../../clouds/cloud";
import { traits } from "../../clouds/profiles/traits";
import type { CallOptions } from "../../http/call";
import { CloudError } from "../../http/errors";
import { ifNotInstalled, ownCommand } from "../../http/ownCommand";
import { claimInTags, claimOf } from "../marks/marker";
import type { Handle } from "../state/handle";
import { findOnce } from "./presence";

/** Where we are connected, which may be where a resource was made. */
export interface Place {
  /** To be recorded: as it is called today, with what is known from before where nobody tells it now. */
  readonly location: CloudLocation;
  /** Under another address: then only the image proves that it is the place. */
  readonly moved: boolean;
  /** Project and region are known to be the recorded ones. ZStack has no regions, and the same account everywhere. */
  readonly certain: boolean;
}

/**
 * A wrong OS_CLOUD must never look like "the image is gone": refuses another project or region than the one where the resource
 * was made. An address is no identity: a catalogue is rewritten, a proxy gets a name, http becomes https.
 */
export async function sameLocation(cloud: Cloud, recorded: CloudLocation): Promise<Place> {
  const connected = await cloud.location();
  const comparable = (["region", "projectId"] as const).filter(
    // ZStack does not tell whose an access key is: then there is no project to compare.
    (field) => connected[field] !== "" && recorded[field] !== "",
  );
  const wrong = comparable.filter((field) => connected[field] !== recorded[field]);
  const moved = addressOf(connected.endpoint) !== addressOf(recorded.endpoint);
  if (wrong.length > 0) throw anotherCloud(cloud, wrong, connected, recorded);
  const { endpoint } = connected;
  const region = connected.region || recorded.region;
  const projectId = connected.projectId || recorded.projectId;
  return { location: { endpoint, region, projectId }, moved, certain: comparable.length === 2 };
}

/** What of an image's record tells where it is. */
export interface RecordedPlace {
  readonly location: CloudLocation;
  readonly claim: string;
}

/**
 * The place of an image that a state knows, to be recorded anew. Under a changed address it is believed only when the image
 * is found there: with our claim; where project and region are certain, also without any. Else it is an error, whatever is
 * to be done: the image may be where it always was.
 */
export async function placeOf(
  cloud: Cloud,
  { location: recorded, claim }: RecordedPlace,
  handle: Handle,
  options: CallOptions,
): Promise<CloudLocation> {
  const { location, moved, certain } = await sameLocation(cloud, recorded);
  if (!moved) return location;
  const seen = await findWithTags(cloud, handle, options);
  if (seen === "job" && certain) return location;
  if (seen === "job" || seen === undefined) throw notThere(cloud, handle, location, recorded);
  if (claimInTags(seen.tags) === claim || (claimOf(seen) === undefined && certain)) return location;
  throw notThere(cloud, handle, location, recorded, "there is an image of this id, but not with our claim");
}

/** The image with its own tags; of one whose id is not known, whether its job is there. */
async function findWithTags(cloud: Cloud, { imageId, jobId }: Handle, options: CallOptions) {
  if (imageId === undefined) {
    const job = jobId === undefined ? undefined : await cloud.jobs?.show(jobId, options);
    return job === undefined ? undefined : "job";
  }
  const image = await findOnce(cloud, imageId, options);
  return image && { ...image, tags: await cloud.exactTags(image, options) };
}

/** Two spellings of one address are the same: upper case, the scheme's own port, slashes at the end, a dot after the host. */
function addressOf(endpoint: string): string {
  if (!URL.canParse(endpoint)) return endpoint;
  const { protocol, hostname, port, pathname } = new URL(endpoint); // lower case, without the scheme's own port
  const path = pathname.replace(/\/{2,}/g, "/").replace(/\/$/, "");
  return `${protocol}//${hostname.replace(/\.$/, "")}:${port}${path}`;
}

function anotherCloud(
  cloud: Cloud,
  wrong: readonly ("region" | "projectId")[],
  connected: CloudLocation,
  recorded: CloudLocation,
): CloudError {
  const differences = wrong.map(
    (field) => `${field} is ${connected[field]}, the resource was made in ${recorded[field]}`,
  );
  const ways = wrong
    .filter((field) => field === "region" || !traits[cloud.profile].hasAccounts) // there the project is who signs in
    .map((field) => `; or its ${field === "region" ? field : "project"}: set ${cloud.whereSet[field]}`);
  return new CloudError(`cloud "${cloud.name}" is not the resource's: ${differences.join("; ")}`, {
    outcome: "not-sent",
    hint: `choose the cloud that the resource was made in: ${CHOICE}${ways.join("")}. To make the image anew elsewhere, destroy it there first. ${bringIn()}`,
  });
}

/** What is set first hides the rest. */
const CHOICE = "its argument `cloud`, else `cloudimages:cloud`, else OS_CLOUD";

const bringIn = () =>
  `If it is the same cloud by another name, take the resource out of the state and bring its image in again by \`${ownCommand()} import\`${ifNotInstalled()}: made anew, it would be there twice`;

/** Never gone: what another address does not have says nothing of the one where the image was made. */
export function notThere(
  cloud: Pick<Cloud, "name" | "whereSet">,
  { imageId, jobId }: Handle,
  { endpoint }: CloudLocation,
  recorded: CloudLocation,
  why = "it is not found there",
): CloudError {
  const what = imageId === undefined ? `the image of job ${jobId}` : `image ${imageId}`;
  return new CloudError(
    `${what} was made at ${recorded.endpoint}, but the image service of cloud "${cloud.name}" is ${endpoint} now, and ${why}`,
    {
      outcome: "not-sent",
      hint: `the resource is kept as it is. Choose the cloud that it was made in: ${CHOICE}; or its address: set ${cloud.whereSet.endpoint}. ${bringIn()}`,
    },
  );
}
