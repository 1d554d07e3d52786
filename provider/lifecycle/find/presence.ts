import type { Cloud } from "../../clouds/cloud";
import type { Image } from "../../clouds/image";
import type { CallOptions } from "../../http/call";
import { CloudError, NotFoundError, whatWasSaid } from "../../http/errors";
import type { ResourceLog } from "../operation/host";
import { type Answer, APART_MS, decideAbsence } from "./absence";

/** Whether a cloud has an image. `unclear`: it says so and not so, or something else has answered in its place. */
export type Presence =
  | { readonly state: "there"; readonly image: Image }
  | { readonly state: "gone" }
  | { readonly state: "unclear"; readonly error: CloudError };

export interface PresenceContext {
  readonly log: Pick<ResourceLog, "warn">;
  /** Lists of before tell nothing: the image may be newer. Milliseconds since the epoch. Default: any of the last minute. */
  readonly since?: number;
  /** The image is so new that a list which lacks it tells nothing. Default false. */
  readonly listsMayLag?: boolean;
}

/** No wait for a second answer is longer: where it seems so, this machine's clock was set back. */
const LONGEST_MS = 2 * APART_MS;

/**
 * Asks until it is known whether an image is there. One that is there costs one call; of those that are gone, however many,
 * the lists tell that are asked for anyway.
 */
export async function presence(
  cloud: Cloud,
  id: string,
  options: CallOptions,
  context: PresenceContext,
): Promise<Presence> {
  const { clock } = cloud;
  const answers: Answer[] = [];
  for (;;) {
    const step = decideAbsence(answers, context.listsMayLag);
    if ("end" in step)
      return step.end === "gone" ? { state: "gone" } : { state: "unclear", error: unclear(id, answers) };
    if (step.ask === "list")
      answers.push(await checkList(cloud, id, answers, step.notBefore, options, context));
    else {
      await clock.sleep(Math.min(Math.max(0, step.notBefore - clock.now()), LONGEST_MS), options.signal);
      const answer = await showById(cloud, id, options);
      if ("words" in answer) answers.push(answer);
      else {
        if (answers.length > 0)
          context.log.warn(`image ${id} is there, but it was said not to be: ${wordsOf(answers)}`);
        return { state: "there", image: answer };
      }
    }
  }
}

export function imageIn(seen: Presence): Image | undefined {
  return seen.state === "there" ? seen.image : undefined;
}

/** Asked once, for a caller who asks again anyway and lets nothing follow from the answer. */
export async function findOnce(cloud: Cloud, id: string, options: CallOptions): Promise<Image | undefined> {
  const answer = await showById(cloud, id, options);
  return "words" in answer ? undefined : answer;
}

async function showById(cloud: Cloud, id: string, options: CallOptions): Promise<Image | Answer> {
  let from = cloud.clock.now();
  const beforeSending = () => {
    from = cloud.clock.now(); // it may have queued for long
  };
  try {
    return await cloud.showImage(id, { ...options, beforeSending });
  } catch (error) {
    return notThere("show", error, from, cloud.clock.now());
  }
}

async function checkList(
  { listings, clock }: Cloud,
  id: string,
  answers: readonly Answer[],
  notBefore: number,
  { signal }: CallOptions,
  { since = 0 }: PresenceContext,
): Promise<Answer> {
  const askedAt = clock.now();
  const shownFrom = answers[0]?.from ?? askedAt;
  const recent = listings.recent.filter(({ from }) => from >= since);
  const unlessThereLater = recent.slice(recent.findLastIndex(({ ids }) => ids.has(id)) + 1);
  const early = unlessThereLater.find(({ to }) => to <= shownFrom - APART_MS);
  try {
    const first = answers.every(({ call }) => call !== "list");
    const listing = first
      ? (early ?? (await (since === 0 ? listings.newest(signal) : listings.since(since, signal))))
      : await listings.since(notBefore, signal);
    const there = listing.ids.has(id);
    const words = `the list of images ${there ? "has it" : "does not have it"}`;
    return { call: "list", from: listing.from, to: listing.to, there, wellFormed: true, words };
  } catch (error) {
    return { ...notThere("list", error, askedAt, clock.now()), wellFormed: false }; // of a list, not of an image
  }
}

function notThere(call: Answer["call"], error: unknown, from: number, to: number): Answer {
  if (!(error instanceof NotFoundError)) throw error;
  return { call, from, to, there: false, wellFormed: error.fromService, words: whatWasSaid(error) };
}

export const FIND_OUT =
  "find out what answers in the cloud's place (a proxy, an ingress, a wrong endpoint), or wait until its answers agree; then run this again";

function unclear(id: string, answers: readonly Answer[]): CloudError {
  return new CloudError(`it is not clear whether image ${id} is still there: ${wordsOf(answers)}`, {
    outcome: "rejected",
    hint: FIND_OUT,
  });
}

function wordsOf(answers: readonly Answer[]): string {
  return [...new Set(answers.map(({ words }) => words))].join("; ");
}
