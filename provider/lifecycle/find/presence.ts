import type { Cloud } from "../../clouds/cloud";
import type { Image } from "../../clouds/image";
import type { CallOptions } from "../../http/call";
import { CloudError, NotFoundError, whatWasSaid } from "../../http/errors";
import type { ResourceLog } from "../operation/host";
import { APART_MS, type Heard, next } from "./absence";

/** Whether a cloud has an image. `doubtful`: it says so and not so, or something else has answered in its place. */
export type Presence =
  | { readonly state: "there"; readonly image: Image }
  | { readonly state: "gone" }
  | { readonly state: "doubtful"; readonly doubt: CloudError };

export interface Asking {
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
  asking: Asking,
): Promise<Presence> {
  const { clock } = cloud;
  const heard: Heard[] = [];
  for (;;) {
    const step = next(heard, asking.listsMayLag);
    if ("end" in step)
      return step.end === "gone" ? { state: "gone" } : { state: "doubtful", doubt: doubt(id, heard) };
    if (step.ask === "list") heard.push(await askList(cloud, id, heard, step.notBefore, options, asking));
    else {
      await clock.sleep(Math.min(Math.max(0, step.notBefore - clock.now()), LONGEST_MS), options.signal);
      const answer = await askById(cloud, id, options);
      if ("words" in answer) heard.push(answer);
      else {
        if (heard.length > 0)
          asking.log.warn(`image ${id} is there, but it was said not to be: ${wordsOf(heard)}`);
        return { state: "there", image: answer };
      }
    }
  }
}

export function imageIn(seen: Presence): Image | undefined {
  return seen.state === "there" ? seen.image : undefined;
}

/** One look, for who looks again anyway and lets nothing follow from it. */
export async function lookOnce(cloud: Cloud, id: string, options: CallOptions): Promise<Image | undefined> {
  const answer = await askById(cloud, id, options);
  return "words" in answer ? undefined : answer;
}

async function askById(cloud: Cloud, id: string, options: CallOptions): Promise<Image | Heard> {
  const from = cloud.clock.now();
  try {
    return await cloud.showImage(id, options);
  } catch (error) {
    return notThere("show", error, from, cloud.clock.now());
  }
}

async function askList(
  { rolls, clock }: Cloud,
  id: string,
  heard: readonly Heard[],
  notBefore: number,
  { signal }: CallOptions,
  { since = 0 }: Asking,
): Promise<Heard> {
  const asked = clock.now();
  const shownFrom = heard[0]?.from ?? asked;
  const known = rolls.recent.filter(({ from }) => from >= since);
  const unlessThereLater = known.slice(known.findLastIndex(({ ids }) => ids.has(id)) + 1);
  const told = unlessThereLater.find(({ to }) => to <= shownFrom - APART_MS);
  try {
    const first = heard.every(({ call }) => call !== "list");
    const roll = first
      ? (told ?? (await (since === 0 ? rolls.newest(signal) : rolls.since(since, signal))))
      : await rolls.since(notBefore, signal);
    const there = roll.ids.has(id);
    const words = `the list of images ${there ? "has it" : "does not have it"}`;
    return { call: "list", from: roll.from, to: roll.to, there, wellFormed: true, words };
  } catch (error) {
    return { ...notThere("list", error, asked, clock.now()), wellFormed: false }; // of a list, not of an image
  }
}

function notThere(call: Heard["call"], error: unknown, from: number, to: number): Heard {
  if (!(error instanceof NotFoundError)) throw error;
  return { call, from, to, there: false, wellFormed: error.fromService, words: whatWasSaid(error) };
}

export const FIND_OUT =
  "find out what answers in the cloud's place (a proxy, an ingress, a wrong endpoint), or wait until its answers agree; then run this again";

function doubt(id: string, heard: readonly Heard[]): CloudError {
  return new CloudError(`it is not clear whether image ${id} is still there: ${wordsOf(heard)}`, {
    outcome: "rejected",
    hint: FIND_OUT,
  });
}

function wordsOf(heard: readonly Heard[]): string {
  return [...new Set(heard.map(({ words }) => words))].join("; ");
}
