import type { Image } from "../../../provider/clouds/image";
import type { Job } from "../../../provider/clouds/job";
import { CloudError } from "../../../provider/http/errors";
import { type Evidence, nothingKnown } from "../../../provider/lifecycle/making/evidence";
import { type Answer, learn } from "../../../provider/lifecycle/making/learn";
import { everyRowIsNeeded } from "../../rows";

const image = (status: string, phase: Image["phase"], id = "i") => ({ id, phase, status }) as Image;
const [queued, saving] = [image("queued", "pending"), image("saving", "pending")];
const [active, killed] = [image("active", "active"), image("killed", "failed")];
const another = image("active", "active", "x");
const running: Job = { id: "j", state: "running", step: "RUNNING" };
const naming: Job = { ...running, imageId: "i" };
const succeeded: Job = { id: "j", state: "succeeded", step: "SUCCESS" };

const shows = (shown: Image | undefined): Answer => ({ of: "image", image: shown, at: 7 });
const showsJob = (job: Job | undefined): Answer => ({ of: "job", job, at: 7 });
const own = (candidate: Image, isFree: boolean): Answer => ({ of: "own tags", candidate, isFree });
const answer = (value: Image | undefined) => ({ value, askedAt: 7, paced: false });

const byJob = { jobId: "j" };
const seen = { imageId: "i", image: saving, isListed: true, wasSaving: true };
const listed = (shown: Image) => ({ imageId: "i", image: shown, isListed: true });
const error = new CloudError("a proxy answers", { outcome: "rejected" });
const there = { state: "there", image: active } as const;

interface Situation {
  readonly is: string;
  readonly before: Partial<Evidence>;
  readonly answer: Answer;
  /** What is different afterwards. */
  readonly changes: Partial<Evidence>;
}

const situations: readonly Situation[] = [
  // A poll of the list
  { is: "it is not shown", before: seen, answer: shows(undefined), changes: { missed: 1 } },
  {
    is: "it is shown at last",
    before: { imageId: "i", missed: 3 },
    answer: shows(active),
    changes: { ...listed(active), missed: 0 },
  },
  {
    is: "it is shown at the poll that was due",
    before: { imageId: "i", isDue: true },
    answer: shows(active),
    changes: { ...listed(active), isDue: false },
  },
  {
    is: "it is shown again after it was said to be gone",
    before: { ...seen, presence: { state: "gone" } },
    answer: shows(saving),
    changes: { presence: undefined },
  },
  {
    is: "it is being written",
    before: { imageId: "i" },
    answer: shows(saving),
    changes: { ...listed(saving), wasSaving: true },
  },
  {
    is: "it is queued, and was never written",
    before: { imageId: "i" },
    answer: shows(queued),
    changes: listed(queued),
  },
  {
    is: "it is queued after it was written",
    before: seen,
    answer: shows(queued),
    changes: { image: queued, queuedFrom: 7 },
  },
  {
    is: "it goes on being queued",
    before: { ...seen, queuedFrom: 3 },
    answer: shows(queued),
    changes: { image: queued },
  },
  {
    is: "it is written again",
    before: { ...seen, queuedFrom: 3 },
    answer: shows(saving),
    changes: { queuedFrom: undefined },
  },

  // … with our mark, when nothing has shown its id
  {
    is: "one with our mark is being made",
    before: byJob,
    answer: shows(saving),
    changes: { ...listed(saving), wasSaving: true },
  },
  {
    is: "one with our mark is ready: the list may show tags of before",
    before: byJob,
    answer: shows(active),
    changes: { candidate: active },
  },
  {
    is: "one with our mark is dead: it may be an earlier job's",
    before: byJob,
    answer: shows(killed),
    changes: {},
  },
  {
    is: "one with our mark is known to be another's",
    before: { ...byJob, strangers: ["i"] },
    answer: shows(active),
    changes: {},
  },
  {
    is: "its own tags are free",
    before: { ...byJob, candidate: active },
    answer: own(active, true),
    changes: { ...listed(active), candidate: undefined },
  },
  {
    is: "its own tags are another's",
    before: { ...byJob, candidate: active },
    answer: own(active, false),
    changes: { candidate: undefined, strangers: ["i"] },
  },
  {
    is: "the job has named it, and its own tags cannot be read",
    before: { ...byJob, imageId: "i", candidate: active },
    answer: own(active, false),
    changes: { ...listed(active), candidate: undefined },
  },
  {
    is: "the job has named another, though its tags are free",
    before: { ...byJob, imageId: "i", candidate: another },
    answer: own(another, true),
    changes: { candidate: undefined, strangers: ["x"] },
  },

  // Its job
  {
    is: "its job runs",
    before: { ...byJob, forgotten: 2 },
    answer: showsJob(running),
    changes: { job: running, forgotten: 0 },
  },
  { is: "its job names it", before: byJob, answer: showsJob(naming), changes: { job: naming, imageId: "i" } },
  {
    is: "its job names it, and its id is known",
    before: { ...byJob, ...seen, imageId: "x" },
    answer: showsJob(naming),
    changes: { job: naming },
  },
  {
    is: "its job has succeeded: earlier misses no longer count, and it may be ready",
    before: { ...byJob, imageId: "i", missed: 4 },
    answer: showsJob(succeeded),
    changes: { job: succeeded, missed: 0, overAt: 7, isDue: true },
  },
  {
    is: "its job has succeeded, as was known before",
    before: { ...byJob, job: succeeded, overAt: 3 },
    answer: showsJob(succeeded),
    changes: { isDue: true },
  },
  {
    is: "its job is unknown for once",
    before: { ...byJob, missed: 4 },
    answer: showsJob(undefined),
    changes: { forgotten: 1 },
  },
  {
    is: "its job is unknown for the third time",
    before: { ...byJob, forgotten: 2, missed: 4 },
    answer: showsJob(undefined),
    changes: { forgotten: 3, missed: 0, overAt: 7, isDue: true },
  },

  // Searches
  {
    is: "a search beside finds it",
    before: byJob,
    answer: { of: "search", image: saving },
    changes: { imageId: "i", image: saving },
  },
  {
    is: "a search beside finds nothing",
    before: byJob,
    answer: { of: "search", image: undefined },
    changes: {},
  },
  {
    is: "a search beside finds another than the job has named meanwhile",
    before: { ...byJob, imageId: "i" },
    answer: { of: "search", image: another },
    changes: {},
  },
  {
    is: "one with our mark is found after its job",
    before: byJob,
    answer: { of: "marked", result: answer(saving) },
    changes: { ...listed(saving), marked: answer(saving) },
  },
  {
    is: "none has our mark",
    before: byJob,
    answer: { of: "marked", result: answer(undefined) },
    changes: { marked: answer(undefined) },
  },
  {
    is: "one of our name shows no mark: it is not taken for ours",
    before: byJob,
    answer: { of: "untagged", result: answer(saving) },
    changes: { untagged: answer(saving) },
  },
  {
    is: "another round begins",
    before: { ...byJob, marked: answer(undefined), untagged: answer(undefined) },
    answer: { of: "round" },
    changes: { marked: undefined, untagged: undefined },
  },

  // What a job has left
  {
    is: "it left nothing",
    before: byJob,
    answer: { of: "leftover", left: null },
    changes: { leftover: null },
  },
  {
    is: "what it left cannot be looked up",
    before: byJob,
    answer: { of: "leftover", left: "unclear" },
    changes: { leftover: "unclear" },
  },
  {
    is: "it left an image",
    before: byJob,
    answer: { of: "leftover", left: killed },
    changes: { imageId: "i", image: killed, leftover: killed },
  },

  // Every call together
  {
    is: "it is gone",
    before: { ...seen, missed: 2 },
    answer: { of: "presence", presence: { state: "gone" }, at: 7 },
    changes: { missed: 0, presence: { state: "gone" } },
  },
  {
    is: "whether it is there is not clear: polls are counted anew",
    before: { imageId: "i", missed: 2 },
    answer: { of: "presence", presence: { state: "unclear", error }, at: 7 },
    changes: { isListed: true, missed: 0, presence: { state: "unclear", error } },
  },
  {
    is: "it is there: the next poll is at once",
    before: { imageId: "i", missed: 2 },
    answer: { of: "presence", presence: there, at: 7 },
    changes: { ...listed(active), missed: 0, presence: there, isDue: true },
  },

  // Its source, and why it failed
  {
    is: "its source is free",
    before: { ...seen, freePolls: 1 },
    answer: { of: "source", isFree: true },
    changes: { freePolls: 2 },
  },
  {
    is: "its source is busy again",
    before: { ...seen, freePolls: 2, isStuck: true },
    answer: { of: "source", isFree: false },
    changes: { freePolls: 0, isStuck: undefined },
  },
  {
    is: "it is unfinished",
    before: { ...seen, freePolls: 2 },
    answer: { of: "stuck", isStuck: true },
    changes: { isStuck: true },
  },
  {
    is: "it is not stuck",
    before: { ...seen, freePolls: 2 },
    answer: { of: "stuck", isStuck: false },
    changes: { isStuck: false, freePolls: 0 },
  },
  {
    is: "a note gives the reason",
    before: seen,
    answer: { of: "why", why: { note: "broken" } },
    changes: { why: { note: "broken" } },
  },
];

const evidenceBefore = ({ before }: Situation): Evidence => ({ ...nothingKnown, since: 0, ...before });
const evidenceAfter = (situation: Situation): Evidence => ({
  ...evidenceBefore(situation),
  ...situation.changes,
});

test.each(situations.map((situation) => [situation.is, situation] as const))("when %s", (_, situation) => {
  const evidence = Object.freeze(evidenceBefore(situation));
  expect(learn(evidence, situation.answer)).toEqual(evidenceAfter(situation));
  expect(evidence).toEqual(evidenceBefore(situation));
});

everyRowIsNeeded("lifecycle/making/learn.ts", situations, (by: { learn: typeof learn }, situation) => {
  expect(by.learn(evidenceBefore(situation), situation.answer)).toEqual(evidenceAfter(situation));
  return true;
});
