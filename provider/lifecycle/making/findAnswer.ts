import type { Image } from "../../clouds/image";
import type { CommonArgs } from "../../resources/resource";
import { findMarked } from "../find/findMarked";
import { type Presence, presence } from "../find/presence";
import { claimInTags } from "../marks/marker";
import type { Run } from "../operation/run";
import type { Question, Rules } from "./decide";
import type { Evidence, Why } from "./evidence";
import type { Answer } from "./learn";

/** What a wait is about: what the create call carried, and what a state tells. */
export interface Target {
  readonly marker: string;
  readonly name: string;
  /** When the cloud began it, as far as a state tells. */
  readonly createdAt?: string | undefined;
  readonly rules: Rules;
}

/** Asks the one question that `decide` wants answered. */
export async function findAnswer<Args extends CommonArgs>(
  run: Run<Args>,
  target: Target,
  evidence: Evidence,
  question: Question,
): Promise<Answer> {
  const { cloud, options } = run;
  const { imageId = "", candidate } = evidence;
  switch (question) {
    case "own tags":
      if (candidate === undefined) throw new TypeError("there is no candidate");
      return { of: "own tags", candidate, isFree: await isFree(run, candidate) };
    case "leftover":
      return { of: "leftover", left: await leftover(run, target, evidence).catch(() => "unclear" as const) };
    case "presence":
      return { of: "presence", presence: await isThere(run, imageId), at: cloud.clock.now() };
    case "is it stuck": {
      const image = await cloud.showImage(imageId, options).catch(() => undefined);
      return { of: "stuck", isStuck: image?.phase === "pending" }; // one that cannot be read is not judged
    }
    case "why":
      return { of: "why", why: await why(run, target, evidence) };
  }
}

/**
 * A list may show the tags of before (docs/vendors/open-telekom-and-huawei.md#tags): an image with our mark may be the
 * one that ours replaces, and taken over, it would be deleted as that one. Where its own tags cannot be asked, the job
 * tells.
 */
async function isFree<Args extends CommonArgs>(run: Run<Args>, image: Image): Promise<boolean> {
  try {
    return claimInTags(await run.cloud.exactTags(image, run.options)) === undefined;
  } catch {
    return false;
  }
}

async function leftover<Args extends CommonArgs>(
  run: Run<Args>,
  { marker }: Target,
  { imageId }: Evidence,
): Promise<Image | null | "unclear"> {
  if (imageId === undefined) {
    const { image, dead } = await findMarked(run, marker, run.options);
    return image ?? dead ?? null;
  }
  const seen = await presenceNow(run, imageId);
  if (seen.state === "unclear") return "unclear";
  return seen.state === "there" ? seen.image : null;
}

async function isThere<Args extends CommonArgs>(run: Run<Args>, imageId: string): Promise<Presence> {
  const seen = await presenceNow(run, imageId);
  if (seen.state === "unclear") run.log.line(seen.error.message);
  return seen;
}

function presenceNow<Args extends CommonArgs>({ cloud, options, log }: Run<Args>, imageId: string) {
  return presence(cloud, imageId, options, { log, since: cloud.clock.now() });
}

/** An older note is of another image. Without a time of the cloud's own, what came before this run is older. */
async function why<Args extends CommonArgs>(
  { resource, cloud, args, options, since }: Run<Args>,
  { createdAt, rules }: Target,
  { image, jobId }: Evidence,
): Promise<Why> {
  const from = Date.parse(image?.createdAt ?? createdAt ?? "") || since;
  const note = await resource.source.note?.(cloud, args, from, options).catch(() => undefined);
  if (!rules.isChosen || jobId === undefined) return { note };
  return { note, job: await cloud.jobs?.show(jobId, options).catch(() => undefined) };
}
