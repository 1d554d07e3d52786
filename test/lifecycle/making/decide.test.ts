import type { Image } from "../../../provider/clouds/image";
import type { Job } from "../../../provider/clouds/job";
import { CloudError } from "../../../provider/http/errors";
import { decide, type Next, type Rules } from "../../../provider/lifecycle/making/decide";
import { jobFailed } from "../../../provider/lifecycle/making/errors";
import { type Evidence, nothingKnown } from "../../../provider/lifecycle/making/evidence";
import { everyRowIsNeeded } from "../../rows";

/** Minutes of one day: it is 12:00 unless given, and the wait began then. */
const at = (minutes: number) => Date.UTC(2026, 0, 1, 12, minutes);

/** A resource whose mark is a tag or a name: what makes it shows the image's id. */
const found: Rules = {
  visibleWithinMs: 60_000,
  misses: 2,
  listedWithinMs: 300_000,
  isChosen: false,
  making: "exporting",
  wayOut: undefined,
  lacksCopies: () => false,
  failedJob: (job) => jobFailed({ source: {} } as never, job.id, job),
};
/** One whose id we chose. */
const chosen: Rules = { ...found, misses: 1, isChosen: true };
const copied: Rules = { ...chosen, lacksCopies: () => true };

const image = (status: string, phase: Image["phase"], id = "i") => ({ id, phase, status }) as Image;
const [queued, saving] = [image("queued", "pending"), image("saving", "pending")];
const [active, killed] = [image("active", "active"), image("killed", "failed")];
const off = image("deactivated", "deactivated");
const another = image("active", "active", "x");

const [running, succeeded, failed]: readonly Job[] = [
  { id: "j", state: "running", step: "RUNNING", percent: 30 },
  { id: "j", state: "succeeded", step: "SUCCESS" },
  { id: "j", state: "failed", step: "FAIL", failure: { code: "IMG.0057", reason: "no such file" } },
];
const byJob = { jobId: "j", job: running };
const over = { jobId: "j", job: succeeded, overAt: at(0) };
const forgotten = { jobId: "j", job: running, forgotten: 3, overAt: at(0) };
const unseen = { imageId: "i" };
const seen = { imageId: "i", image: saving, isListed: true };
const answer = <T>(value: T, rest = {}) => ({ value, askedAt: at(0), paced: false, ...rest });
const [none, late] = [answer(undefined), answer(undefined, { askedAt: at(5) })];
const proxyError = new CloudError("a proxy answers", { outcome: "rejected" });
const unclear = { state: "unclear", error: proxyError } as const;
const gone = { state: "gone" } as const;
const note = { note: "the volume is broken" };

interface Situation {
  readonly is: string;
  readonly rules?: Rules;
  readonly evidence: Partial<Evidence>;
  readonly now?: number;
  readonly next: string;
}

const situations: readonly Situation[] = [
  // Its job
  { is: "nothing is known but its job", evidence: { jobId: "j" }, next: "watch job alone: not listed yet" },
  { is: "its job runs", evidence: byJob, next: "watch job alone: exporting 30 %" },
  {
    is: "its job runs and has named it",
    evidence: { ...byJob, ...unseen },
    next: "watch job: exporting 30 %",
  },
  {
    is: "its job runs, and it is listed",
    evidence: { ...byJob, ...seen },
    next: "watch job: exporting 30 %",
  },
  {
    is: "its job runs, and a poll missed it",
    evidence: { ...byJob, ...seen, missed: 1 },
    next: "watch job unclear: exporting 30 %",
  },
  {
    is: "its job runs, and it is shown as failed",
    evidence: { ...byJob, ...unseen, image: killed },
    next: "watch job unclear: exporting 30 %",
  },
  {
    is: "its job was not polled since, and the list shows it",
    evidence: { jobId: "j", ...seen },
    next: "watch job: exporting",
  },
  { is: "its job runs, and it is ready", evidence: { ...byJob, ...seen, image: active }, next: "use i" },
  {
    is: "its job was unknown at two polls",
    evidence: { ...byJob, forgotten: 2 },
    next: "watch job alone: exporting 30 %",
  },
  {
    is: "its job is over and has named it",
    evidence: { ...over, ...unseen },
    next: "watch source: not listed yet",
  },

  // Whose it is
  {
    is: "one with our mark is ready",
    evidence: { ...byJob, candidate: active },
    next: "ask own tags",
  },
  {
    is: "one with our mark is ready, and its job has named it meanwhile",
    evidence: { ...byJob, ...unseen, candidate: another },
    next: "watch job: exporting 30 %",
  },

  // A job that failed
  { is: "its job failed", evidence: { jobId: "j", job: failed }, next: "ask leftover" },
  {
    is: "its job failed, though an image of it is ready",
    evidence: { ...seen, jobId: "j", job: failed, image: active },
    next: "ask leftover",
  },
  {
    is: "its job failed and left nothing",
    evidence: { jobId: "j", job: failed, leftover: null },
    next: "fail, nothing left: job j failed: no such file",
  },
  {
    is: "its job failed and left an image",
    evidence: { jobId: "j", job: failed, leftover: killed, imageId: "i", image: killed },
    next: "fail: job j failed: no such file; it left image i, which is killed",
  },
  {
    is: "its job failed, and what it left cannot be looked up",
    evidence: { jobId: "j", job: failed, leftover: "unclear" },
    next: "fail: job j failed: no such file",
  },

  // A job that is over and named no image
  { is: "its job is over and named none", evidence: over, next: "search marked" },
  { is: "its job is forgotten and named none", evidence: forgotten, next: "search marked" },
  { is: "none of ours has the mark", evidence: { ...over, marked: none }, next: "search untagged" },
  {
    is: "one has our name and source, and no mark yet",
    evidence: { ...over, marked: none, untagged: answer(saving) },
    now: at(9),
    next: "wait: may be ours: image i of the same name and source is saving",
  },
  {
    is: "none is listed",
    evidence: { ...over, marked: none, untagged: none },
    next: "wait: not listed, looks until 12:05:00 UTC",
  },
  {
    is: "its job was over before this wait knew it",
    evidence: { ...over, overAt: undefined, since: at(-5), marked: none, untagged: none },
    next: "ask leftover",
  },
  {
    is: "its job was over late",
    evidence: { ...over, overAt: at(1), marked: late, untagged: none },
    next: "wait: not listed, looks until 12:06:00 UTC",
  },
  {
    is: "none was listed for long, as far as a shared poll shows",
    evidence: { ...over, marked: { ...late, paced: true }, untagged: none },
    next: "search marked at once",
  },
  {
    is: "none was listed for long",
    evidence: { ...over, marked: late, untagged: none },
    next: "ask leftover",
  },
  {
    is: "none was listed for long, and nothing is left",
    evidence: { ...over, leftover: null },
    next: "fail, nothing left: job j is over, and no image of it was listed since",
  },
  {
    is: "none was listed for long, and what is left cannot be looked up",
    evidence: { ...over, leftover: "unclear" },
    next: "fail: job j is over, and no image of it was listed since",
  },
  {
    is: "none was listed for long, and now one is",
    evidence: { ...over, leftover: saving, imageId: "i", image: saving },
    next: "fail: job j is over, and no image of it was listed since; it left image i, which is saving",
  },

  // The image itself
  { is: "it was only begun", evidence: unseen, next: "watch source: not listed yet" },
  { is: "it is being made", evidence: seen, next: "watch source: exporting" },
  { is: "it is ready", evidence: { ...seen, image: active }, next: "use i" },
  { is: "it failed", evidence: { ...seen, image: killed }, next: "ask why" },
  {
    is: "it failed, and the reason is unknown",
    evidence: { ...seen, image: killed, why: {} },
    next: "fail: the cloud reports image i as killed",
  },
  {
    is: "it failed, and its source gives the reason",
    evidence: { ...seen, image: killed, why: note },
    next: "fail: the cloud reports image i as killed; the cloud says: the volume is broken",
  },
  { is: "it was taken out of use", evidence: { ...seen, image: off }, next: "ask why" },
  {
    is: "it is queued again for a moment",
    evidence: { ...seen, image: queued, queuedFrom: at(-0.9) },
    next: "watch source: queued",
  },
  {
    is: "it is queued again for a minute",
    evidence: { ...seen, image: queued, queuedFrom: at(-1), why: {} },
    next: "fail: image i is queued again after it was being written: its export failed",
  },
  {
    is: "nothing worked on it at one poll",
    evidence: { ...seen, freePolls: 1 },
    next: "watch source: exporting",
  },
  { is: "nothing worked on it at two polls", evidence: { ...seen, freePolls: 2 }, next: "ask is it stuck" },
  {
    is: "nothing works on it, and it is unfinished",
    evidence: { ...seen, freePolls: 2, isStuck: true, why: {} },
    next: "fail: image i is unfinished although nothing works on it any more",
  },

  // An image that is not shown
  {
    is: "it was never listed, and was only begun",
    evidence: { ...unseen, missed: 9 },
    next: "watch source: not listed yet",
  },
  {
    is: "it was never listed for long",
    evidence: { ...unseen, missed: 9 },
    now: at(1),
    next: "ask presence",
  },
  {
    is: "it was never listed, and its job is over only now",
    evidence: { ...over, ...unseen, overAt: at(4), missed: 9 },
    now: at(4.5),
    next: "watch source: not listed yet",
  },
  { is: "a poll missed it", evidence: { ...seen, missed: 1 }, now: at(9), next: "watch source: not listed" },
  { is: "two polls missed it", evidence: { ...seen, missed: 2 }, next: "ask presence" },
  {
    is: "one poll missed it where one is enough",
    rules: chosen,
    evidence: { ...seen, missed: 1 },
    next: "ask presence",
  },
  { is: "every call shows that it is gone", evidence: { ...seen, presence: gone }, next: "ask why" },
  {
    is: "it is gone",
    evidence: { ...seen, presence: gone, why: {} },
    next: "fail: the cloud no longer has image i: its export failed, or it was deleted",
  },
  {
    is: "one that was shown as ready is gone",
    rules: chosen,
    evidence: { ...seen, image: active, presence: gone, why: {} },
    next: "fail, nothing left: the cloud no longer has image i: its export failed, or it was deleted",
  },
  {
    is: "its job has failed, and it is gone",
    rules: chosen,
    evidence: { ...seen, presence: gone, why: { job: failed } },
    next: "fail, nothing left: job j failed: no such file",
  },
  {
    is: "one whose id we chose failed, and is there",
    rules: chosen,
    evidence: { ...seen, image: killed, why: {} },
    next: "fail: the cloud reports image i as killed",
  },

  // One whose id we chose: lists leave out its tags, and it is ready with its first copy
  {
    is: "its id is ours, and its job runs",
    rules: chosen,
    evidence: { ...byJob, ...seen },
    next: "watch source: exporting",
  },
  {
    is: "its id is ours, and the list shows it as ready",
    rules: chosen,
    evidence: { ...seen, image: active },
    next: "ask presence",
  },
  {
    is: "its id is ours, and it is ready by its own poll",
    rules: chosen,
    evidence: { ...seen, image: active, presence: { state: "there", image: active } },
    next: "use i",
  },
  {
    is: "its id is ours, and it is listed as ready, but whether it is there is not clear",
    rules: chosen,
    evidence: { ...seen, image: active, presence: unclear },
    next: "fail: a proxy answers",
  },
  {
    is: "it is ready, and its job makes more copies",
    rules: copied,
    evidence: { ...byJob, ...seen, image: active },
    next: "watch job alone: copying",
  },
  {
    is: "it is ready with all copies, and its job is not over",
    rules: chosen,
    evidence: { ...byJob, ...seen, image: active },
    next: "ask presence",
  },
  {
    is: "it is ready, its job is over, and copies are missing for good",
    rules: copied,
    evidence: { ...over, ...seen, image: active },
    next: "ask presence",
  },
  {
    is: "it is ready, copies are missing, and no job ever made any",
    rules: copied,
    evidence: { ...seen, image: active },
    next: "ask presence",
  },
  {
    is: "it is ready, copies are missing, and its job was forgotten half an hour ago less a minute",
    rules: copied,
    evidence: { ...forgotten, ...seen, image: active },
    now: at(29),
    next: "watch source: copying",
  },
  {
    is: "it is ready, copies are missing, and its job was forgotten half an hour ago",
    rules: copied,
    evidence: { ...forgotten, ...seen, image: active },
    now: at(30),
    next: "ask presence",
  },
];

function describeNext(next: Next): string {
  switch (next.do) {
    case "ask":
      return `ask ${next.question}`;
    case "search":
      return `search ${next.question}${next.atOnce ? " at once" : ""}`;
    case "wait":
      return `wait: ${next.step}`;
    case "watch": {
      const { secondary, how, step, percent } = next;
      const words = ["watch", secondary, how].filter((word) => word !== undefined).join(" ");
      return `${words}: ${step}${percent === undefined ? "" : ` ${percent} %`}`;
    }
    case "use":
      return `use ${next.image.id}`;
    case "fail":
      return `fail${next.nothingLeft ? ", nothing left" : ""}: ${next.error.message}`;
  }
}

function answerOf(by: typeof decide, { evidence, rules = found, now = at(0) }: Situation): string {
  return describeNext(by({ ...nothingKnown, since: at(0), ...evidence }, rules, now));
}

test.each(situations.map((situation) => [situation.is, situation.next, situation] as const))(
  "when %s: %s",
  (_, next, situation) => {
    expect(answerOf(decide, situation)).toBe(next);
  },
);

everyRowIsNeeded(
  "lifecycle/making/decide.ts",
  situations,
  (table: { decide: typeof decide }, situation) => answerOf(table.decide, situation) === situation.next,
);
