import type { CloudLocation } from "../../../clouds/cloud";
import type { Image } from "../../../clouds/image";
import type { Job } from "../../../clouds/job";
import { parseMark } from "../../../clouds/parseMark";
import type { Profile } from "../../../clouds/profiles/traits";
import { deriveMarker, isUnclaimed, markerFrom } from "../../../lifecycle/marks/marker";
import { replacing } from "../../../lifecycle/operation/run";
import { timeoutMs } from "../../../lifecycle/operation/timeoutMs";
import { argsIn } from "../../../lifecycle/state/inputs";
import { urnForMark } from "../../../pulumi/tokens";
import type { Timeouts } from "../../../resources/resource";
import { importableNamed } from "../../import/importable";
import { isEngineSecret, plainValue } from "../../state/engineSecret";
import type { StackState, StateResource } from "../../state/readState";

/** An image that the last run did not bring to its end, or a create of which the engine has no answer. */
export interface UnderWay {
  readonly kind: "unfinished" | "pending";
  readonly resource: StateResource;
  /** The state has its image by now. The engine keeps the operation all the same, and warns of it in every run. */
  readonly isSettled: boolean;
}

/** What its cloud says of it. */
export interface Seen {
  readonly cloud: string;
  readonly location: CloudLocation;
  readonly image: Image | undefined;
  readonly job: Job | undefined;
}

/**
 * What is under way by the state alone. A resource may stand in it twice: kept, and with an operation that was cut off. Images that are
 * only read are looked after by others.
 */
export function underWay(state: StackState): UnderWay[] {
  const unfinished = state.resources.filter(
    ({ external, failed, imageId, jobId }) =>
      !external && (failed || (imageId === undefined && jobId !== undefined)),
  );
  const settled = new Set(
    state.resources.filter(({ imageId }) => imageId !== undefined).map(({ urn }) => urn),
  );
  const isSettled = ({ urn, operation }: StateResource) => operation === "creating" && settled.has(urn);
  return [
    ...unfinished.map((resource) => ({ kind: "unfinished" as const, resource, isSettled: false })),
    ...state.pending.map((resource) => ({
      kind: "pending" as const,
      resource,
      isSettled: isSettled(resource),
    })),
  ];
}

/**
 * Its image among those of the cloud: by its id, else by its job, else by its mark. Of the mark only the hash counts, which is made of
 * the URN and the arguments: the owner need not be known.
 */
export function imageOf(
  { kind, resource }: UnderWay,
  images: readonly Image[],
  job: Job | undefined,
  profile: Profile,
): Image | undefined {
  const id = resource.imageId ?? job?.imageId;
  const byId = images.find((image) => image.id === id);
  if (byId !== undefined || (kind === "unfinished" && resource.marker === undefined)) return byId;
  const hash = parseMark(resource.marker ?? markerOf(resource, profile) ?? "")?.hash;
  const marked = images.filter(
    (image) => hash !== undefined && parseMark(markerFrom(image) ?? "")?.hash === hash,
  );
  return marked.find(isUnclaimed) ?? marked[0];
}

/** Undefined if an argument is encrypted in the state, or of a kind that is not known. */
function markerOf({ urn, resource, inputs }: StateResource, profile: Profile): string | undefined {
  const found = importableNamed(resource)?.resource;
  const given = argsIn(inputs);
  const isHidden = Object.values(given).some(
    (value) => isEngineSecret(value) && plainValue(value) === undefined,
  );
  if (found === undefined || isHidden) return undefined;
  const plain = Object.fromEntries(Object.entries(given).map(([key, value]) => [key, plainValue(value)]));
  return deriveMarker("00000000", urnForMark(urn), replacing(found, plain, profile));
}

/** How long the `pulumi up` that goes on with it waits: an unfinished image is updated, and one of which nothing is known created. */
export function waitMs({ kind, resource: { inputs, updateSeconds } }: UnderWay): number {
  const own = timeoutsIn(inputs.timeouts);
  const custom = timeoutsIn(inputs.__timeouts);
  const bySeconds = updateSeconds === undefined ? {} : { update: `${updateSeconds}s` };
  return timeoutMs(kind === "unfinished" ? "update" : "create", own, { ...bySeconds, ...custom });
}

function timeoutsIn(value: unknown): Timeouts {
  const plain = plainValue(value);
  return typeof plain === "object" && plain !== null ? plain : {};
}
