import type { Image } from "../../../provider/clouds/image";
import { BusyError, CloudError } from "../../../provider/http/errors";
import { decide, type Next, type Rules } from "../../../provider/lifecycle/begin/decide";
import type { Create, Evidence, MarkedImages } from "../../../provider/lifecycle/begin/evidence";
import { everyRowIsNeeded } from "../../rows";

/** Minutes of one day: it is 12:00 unless given. */
const at = (minutes: number) => Date.UTC(2026, 0, 1, 12, minutes);

const volume: Rules = {
  marker: "m",
  readsSource: true,
  tagsComeLate: false,
  listedWithinMs: 60_000,
  since: at(-1),
  deadline: at(60),
};
const job: Rules = { ...volume, readsSource: false, tagsComeLate: true, listedWithinMs: 300_000 };
const named: Rules = { ...job, tagsComeLate: false };

const image = (id: string, phase: Image["phase"], status = phase === "active" ? "active" : "saving") =>
  ({ id, phase, status }) as Image;
const pending = image("p", "pending");
const active = image("a", "active");
const shows = (images: readonly Image[], rest: Partial<MarkedImages> = {}): MarkedImages => ({
  images,
  empty: 0,
  askedAt: at(0),
  paced: false,
  ...rest,
});
const nothing = shows([]);
const [free, making, others, broken] = [
  { state: "free", facts: {} },
  { state: "busy", step: "volume is uploading", making: true, facts: {} },
  { state: "busy", step: "volume is in-use", making: false, facts: {} },
  { state: "unusable", error: new Error("no such volume"), facts: {} },
] as const;
const error = new CloudError("no answer", { outcome: "unknown" });
const lost: Create = { state: "lost", error, at: at(0) };
const busy: Create = { state: "busy", error: new BusyError("later", { outcome: "rejected" }) };
const refused: Create = { state: "refused", error: new CloudError("no quota", { outcome: "rejected" }) };
const answered: Create = { state: "answered", handle: { imageId: "new" } };
const allRead = {
  marked: nothing,
  source: free,
  retained: null,
  overlooked: null,
  preflighted: true,
} as const;

interface Situation {
  readonly is: string;
  readonly rules?: Rules;
  readonly evidence: Partial<Evidence>;
  readonly now?: number;
  readonly next: string;
}

const situations: readonly Situation[] = [
  { is: "nothing is known", evidence: {}, next: "ask marked" },
  { is: "the create was answered", evidence: { create: answered }, next: "end new" },
  { is: "the create was refused", evidence: { create: refused }, next: "fail: no quota" },
  { is: "busy, and only the next create shows more", rules: job, evidence: { create: busy }, next: "pause" },
  { is: "busy, and the source can be read", evidence: { create: busy }, next: "ask marked" },
  { is: "an image of ours is ready", evidence: { marked: shows([active]) }, next: "adopt a, started" },
  {
    is: "one is being made, and its source is not known",
    evidence: { marked: shows([pending]) },
    next: "ask source",
  },
  {
    is: "one is being made from its source",
    evidence: { marked: shows([pending]), source: making },
    next: "adopt p, started",
  },
  {
    is: "one is unfinished while another holds the source",
    evidence: { marked: shows([pending]), source: others },
    next: "wait: source busy: volume is in-use",
  },
  {
    is: "another makes an image from the source",
    evidence: { marked: nothing, source: making },
    next: "wait: source busy: volume is uploading",
  },
  {
    is: "one is unfinished, and its source was just freed",
    evidence: { marked: shows([pending]), source: free, freeSince: at(-0.5) },
    next: "wait: nothing works on it: image p is saving",
  },
  {
    is: "one is stuck",
    evidence: { marked: shows([pending]), source: free, freeSince: at(-1) },
    next: "pass over p",
  },
  {
    is: "one was stuck",
    evidence: { ...allRead, marked: shows([pending]), passedOver: ["p"] },
    next: "send",
  },
  {
    is: "one was stuck, and is ready after all",
    evidence: { marked: shows([active]), passedOver: ["a"] },
    next: "adopt a, started",
  },
  {
    is: "one was stuck, is ready after all, and another create was lost",
    evidence: { create: lost, marked: shows([active]), passedOver: ["a"] },
    next: "wait: not listed, looks until",
  },
  {
    is: "the source is unusable",
    evidence: { marked: nothing, source: broken },
    next: "fail: no such volume",
  },
  {
    is: "one is being made from a source that shows nothing",
    rules: job,
    evidence: { marked: shows([pending]) },
    next: "adopt p, started",
  },

  {
    is: "two images are ours",
    evidence: { marked: shows([pending, active]) },
    next: "fail: several images carry the mark m: p, a",
  },
  {
    is: "two are ours, one of them empty",
    evidence: { marked: shows([pending, active], { empty: 1 }) },
    next: "ask source",
  },
  {
    is: "two are ours, one empty, the source shows nothing",
    rules: job,
    evidence: { marked: shows([pending, active], { empty: 1 }) },
    next: "fail: several",
  },
  {
    is: "two are ours, one empty, and a create was lost",
    evidence: { create: lost, marked: shows([pending, active], { empty: 1 }) },
    next: "fail: several",
  },
  {
    is: "two are ours, one empty, and the source is busy",
    evidence: { marked: shows([pending, active], { empty: 1 }), source: making },
    next: "wait: source busy: volume is uploading",
  },
  {
    is: "two are ours, one empty, the source just freed",
    evidence: { marked: shows([pending, active], { empty: 1 }), source: free, freeSince: at(0) },
    next: "wait: nothing works on them: several",
  },
  {
    is: "two are ours, one empty for long",
    evidence: { marked: shows([pending, active], { empty: 1 }), source: free, freeSince: at(-1) },
    next: "sweep: nothing works on them: several",
  },

  {
    is: "the answer was lost, and the image is listed",
    evidence: { create: lost, marked: shows([pending]) },
    next: "adopt p, found",
  },
  {
    is: "the answer was lost, and nothing is listed yet",
    evidence: { create: lost, marked: nothing },
    next: "wait: not listed, looks until",
  },
  {
    is: "the answer was lost, and tags may come late",
    rules: job,
    evidence: { create: lost, marked: nothing },
    next: "ask untagged",
  },
  {
    is: "the answer was lost, and one shows no tags yet",
    rules: job,
    evidence: { create: lost, marked: nothing, untagged: pending },
    next: "wait: may be ours: image p of the same name",
  },
  {
    is: "the answer was lost, and none may be ours",
    rules: job,
    evidence: { create: lost, marked: nothing, untagged: null },
    next: "wait: not listed, looks until",
  },
  {
    is: "the answer was lost long ago, as far as a shared poll shows",
    evidence: { create: lost, marked: shows([], { askedAt: at(1), paced: true }) },
    next: "ask marked at once",
  },
  {
    is: "the answer was lost long ago",
    evidence: { create: lost, marked: shows([], { askedAt: at(1) }) },
    next: "fail: no answer; no such image was listed since",
  },
  {
    is: "the answer was lost, and the time is up before a list may lag",
    rules: { ...job, deadline: at(1) },
    evidence: { create: lost, marked: shows([], { askedAt: at(1) }), untagged: null },
    next: "fail: no answer; no such",
  },

  {
    is: "an earlier run has sent this create",
    rules: job,
    evidence: { marked: nothing, sentBefore: at(-4) },
    next: "wait: not listed, looks until 12:01:00 UTC: an earlier run has sent this create",
  },
  {
    is: "an earlier run has sent it long ago",
    rules: job,
    evidence: { marked: nothing, sentBefore: at(-5) },
    next: "ask untagged",
  },
  {
    is: "one shows no tags yet",
    rules: job,
    evidence: { marked: nothing, untagged: pending },
    next: "wait: may be ours: image p of the same name",
  },
  { is: "tags never come late", rules: named, evidence: { ...allRead }, next: "send" },
  {
    is: "all was read where tags come late",
    rules: job,
    evidence: { ...allRead, untagged: null },
    next: "send",
  },

  {
    is: "the source is free, and the mark was read in turns",
    evidence: { marked: shows([], { paced: true }), source: free },
    next: "ask marked at once",
  },
  { is: "the source is free", evidence: { marked: nothing, source: free }, next: "ask retained" },
  { is: "one was retained", evidence: { ...allRead, retained: active }, next: "adopt a, retained" },
  { is: "none was retained", evidence: { ...allRead, overlooked: undefined }, next: "ask overlooked" },
  { is: "one was overlooked", evidence: { ...allRead, overlooked: pending }, next: "adopt p, started" },
  {
    is: "the preflight is missing",
    evidence: { ...allRead, preflighted: undefined },
    next: "ask preflighted",
  },
  { is: "the time is up", evidence: { ...allRead }, now: at(60), next: "fail: the time was up" },
  { is: "everything was read", evidence: { ...allRead }, next: "send" },
];

function describeNext(next: Next): string {
  switch (next.do) {
    case "ask":
      return `ask ${next.question}${next.atOnce ? " at once" : ""}`;
    case "wait":
    case "sweep":
      return `${next.do}: ${next.step}`;
    case "pass over":
      return `pass over ${next.image.id}`;
    case "adopt":
      return `adopt ${next.image.id}, ${next.why}`;
    case "end":
      return `end ${next.handle.imageId}`;
    case "fail":
      return `fail: ${next.error.message}`;
    default:
      return next.do;
  }
}

function answer(by: typeof decide, { evidence, rules = volume, now = at(0) }: Situation): string {
  return describeNext(
    by({ create: { state: "not sent" }, passedOver: [], facts: {}, ...evidence }, rules, now),
  );
}

test.each(situations.map((situation) => [situation.is, situation.next, situation] as const))(
  "when %s: %s",
  (_, next, situation) => {
    expect(answer(decide, situation)).toContain(next);
  },
);

everyRowIsNeeded("lifecycle/begin/decide.ts", situations, (table: { decide: typeof decide }, situation) =>
  answer(table.decide, situation).startsWith(situation.next),
);
