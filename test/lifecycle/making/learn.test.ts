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
const tells = (job: Job | undefined): Answer => ({ of: "job", job, at: 7 });
const own = (candidate: Image, isFree: boolean): Answer => ({ of: "own tags", candidate, isFree });
const answer = (value: Image | undefined) => ({ value, askedAt: 7, paced: false });

const byJob = { jobId: "j" };
const seen = { imageId: "i", image: saving, isListed: true, wasSaving: true };
const listed = (shown: Image) => ({ imageId: "i", image: shown, isListed: true });
const error = new CloudError("a proxy answers", { outcome: "rejected" });
const there = { state: "there", image: active } as const;

interface Situation {
  readonly is: string;
  readonly known: Partial<Evidence>;
  readonly heard: Answer;
  /** What is known otherwise than before. */
  readonly changes: Partial<Evidence>;
}

const situations: readonly Situation[] = [
  // A look at the list
  { is: "it is not shown", known: seen, heard: shows(undefined), changes: { missed: 1 } },
  {
    is: "it is shown at last",
    known: { imageId: "i", missed: 3 },
    heard: shows(active),
    changes: { ...listed(active), missed: 0 },
  },
  {
    is: "it is shown at the look that was due",
    known: { imageId: "i", isDue: true },
    heard: shows(active),
    changes: { ...listed(active), isDue: false },
  },
  {
    is: "it is shown again after it was said to be gone",
    known: { ...seen, presence: { state: "gone" } },
    heard: shows(saving),
    changes: { presence: undefined },
  },
  {
    is: "it is being written",
    known: { imageId: "i" },
    heard: shows(saving),
    changes: { ...listed(saving), wasSaving: true },
  },
  {
    is: "it is queued, and was never written",
    known: { imageId: "i" },
    heard: shows(queued),
    changes: listed(queued),
  },
  {
    is: "it is queued after it was written",
    known: seen,
    heard: shows(queued),
    changes: { image: queued, queuedFrom: 7 },
  },
  {
    is: "it goes on being queued",
    known: { ...seen, queuedFrom: 3 },
    heard: shows(queued),
    changes: { image: queued },
  },
  {
    is: "it is written again",
    known: { ...seen, queuedFrom: 3 },
    heard: shows(saving),
    changes: { queuedFrom: undefined },
  },

  // … with our mark, when nothing has told its id
  {
    is: "one with our mark is being made",
    known: byJob,
    heard: shows(saving),
    changes: { ...listed(saving), wasSaving: true },
  },
  {
    is: "one with our mark is ready: the list may show tags of before",
    known: byJob,
    heard: shows(active),
    changes: { candidate: active },
  },
  {
    is: "one with our mark is dead: it may be an earlier job's",
    known: byJob,
    heard: shows(killed),
    changes: {},
  },
  {
    is: "one with our mark is known to be another's",
    known: { ...byJob, strangers: ["i"] },
    heard: shows(active),
    changes: {},
  },
  {
    is: "its own tags are free",
    known: { ...byJob, candidate: active },
    heard: own(active, true),
    changes: { ...listed(active), candidate: undefined },
  },
  {
    is: "its own tags are another's",
    known: { ...byJob, candidate: active },
    heard: own(active, false),
    changes: { candidate: undefined, strangers: ["i"] },
  },
  {
    is: "the job has named it, and its own tags cannot be asked",
    known: { ...byJob, imageId: "i", candidate: active },
    heard: own(active, false),
    changes: { ...listed(active), candidate: undefined },
  },
  {
    is: "the job has named another, though its tags are free",
    known: { ...byJob, imageId: "i", candidate: another },
    heard: own(another, true),
    changes: { candidate: undefined, strangers: ["x"] },
  },

  // Its job
  {
    is: "its job runs",
    known: { ...byJob, forgotten: 2 },
    heard: tells(running),
    changes: { job: running, forgotten: 0 },
  },
  { is: "its job names it", known: byJob, heard: tells(naming), changes: { job: naming, imageId: "i" } },
  {
    is: "its job names it, and its id is known",
    known: { ...byJob, ...seen, imageId: "x" },
    heard: tells(naming),
    changes: { job: naming },
  },
  {
    is: "its job has succeeded: whatever missed it before tells nothing, and it may be ready",
    known: { ...byJob, imageId: "i", missed: 4 },
    heard: tells(succeeded),
    changes: { job: succeeded, missed: 0, overAt: 7, isDue: true },
  },
  {
    is: "its job has succeeded, as was known before",
    known: { ...byJob, job: succeeded, overAt: 3 },
    heard: tells(succeeded),
    changes: { isDue: true },
  },
  {
    is: "its job is not known for once",
    known: { ...byJob, missed: 4 },
    heard: tells(undefined),
    changes: { forgotten: 1 },
  },
  {
    is: "its job is not known for the third time",
    known: { ...byJob, forgotten: 2, missed: 4 },
    heard: tells(undefined),
    changes: { forgotten: 3, missed: 0, overAt: 7, isDue: true },
  },

  // Searches
  {
    is: "a search beside finds it",
    known: byJob,
    heard: { of: "search", image: saving },
    changes: { imageId: "i", image: saving },
  },
  {
    is: "a search beside finds nothing",
    known: byJob,
    heard: { of: "search", image: undefined },
    changes: {},
  },
  {
    is: "a search beside finds another than the job has named meanwhile",
    known: { ...byJob, imageId: "i" },
    heard: { of: "search", image: another },
    changes: {},
  },
  {
    is: "one with our mark is found after its job",
    known: byJob,
    heard: { of: "marked", result: answer(saving) },
    changes: { ...listed(saving), marked: answer(saving) },
  },
  {
    is: "none has our mark",
    known: byJob,
    heard: { of: "marked", result: answer(undefined) },
    changes: { marked: answer(undefined) },
  },
  {
    is: "one of our name shows no mark: it is not taken for ours",
    known: byJob,
    heard: { of: "untagged", result: answer(saving) },
    changes: { untagged: answer(saving) },
  },
  {
    is: "another round begins",
    known: { ...byJob, marked: answer(undefined), untagged: answer(undefined) },
    heard: { of: "round" },
    changes: { marked: undefined, untagged: undefined },
  },

  // What a job has left
  { is: "it left nothing", known: byJob, heard: { of: "leftover", left: null }, changes: { leftover: null } },
  {
    is: "what it left cannot be looked up",
    known: byJob,
    heard: { of: "leftover", left: "unclear" },
    changes: { leftover: "unclear" },
  },
  {
    is: "it left an image",
    known: byJob,
    heard: { of: "leftover", left: killed },
    changes: { imageId: "i", image: killed, leftover: killed },
  },

  // Every call together
  {
    is: "it is gone",
    known: { ...seen, missed: 2 },
    heard: { of: "presence", presence: { state: "gone" }, at: 7 },
    changes: { missed: 0, presence: { state: "gone" } },
  },
  {
    is: "whether it is there is not clear: looks are counted anew",
    known: { imageId: "i", missed: 2 },
    heard: { of: "presence", presence: { state: "unclear", error }, at: 7 },
    changes: { isListed: true, missed: 0, presence: { state: "unclear", error } },
  },
  {
    is: "it is there: the next look is at once",
    known: { imageId: "i", missed: 2 },
    heard: { of: "presence", presence: there, at: 7 },
    changes: { ...listed(active), missed: 0, presence: there, isDue: true },
  },

  // Its source, and why it failed
  {
    is: "its source is free",
    known: { ...seen, freePolls: 1 },
    heard: { of: "source", isFree: true },
    changes: { freePolls: 2 },
  },
  {
    is: "its source is busy again",
    known: { ...seen, freePolls: 2, isStuck: true },
    heard: { of: "source", isFree: false },
    changes: { freePolls: 0, isStuck: undefined },
  },
  {
    is: "it is unfinished",
    known: { ...seen, freePolls: 2 },
    heard: { of: "stuck", isStuck: true },
    changes: { isStuck: true },
  },
  {
    is: "it is not stuck",
    known: { ...seen, freePolls: 2 },
    heard: { of: "stuck", isStuck: false },
    changes: { isStuck: false, freePolls: 0 },
  },
  {
    is: "a note tells why",
    known: seen,
    heard: { of: "why", why: { note: "broken" } },
    changes: { why: { note: "broken" } },
  },
];

const before = ({ known }: Situation): Evidence => ({ ...nothingKnown, since: 0, ...known });
const after = (situation: Situation): Evidence => ({ ...before(situation), ...situation.changes });

test.each(situations.map((situation) => [situation.is, situation] as const))("when %s", (_, situation) => {
  const known = Object.freeze(before(situation));
  expect(learn(known, situation.heard)).toEqual(after(situation));
  expect(known).toEqual(before(situation));
});

everyRowIsNeeded("lifecycle/making/learn.ts", situations, (by: { learn: typeof learn }, situation) => {
  expect(by.learn(before(situation), situation.heard)).toEqual(after(situation));
  return true;
});
