import type { clouds, stories } from "./worlds";

/** A guard that is taken out of the provider, and a world and a story in which its lack is seen. */
export interface Mutation {
  readonly guard: string;
  /** Below `provider/`. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly cloud: keyof typeof clouds;
  readonly story: keyof typeof stories;
  /** How many things out of the ordinary it takes. Default 1. */
  readonly faults?: number;
}

export const mutations: readonly Mutation[] = [
  {
    guard: "a create looks for the image that an earlier run has started",
    file: "lifecycle/begin/ask.ts",
    from: "return { ...known, marked: { ...asked, value: { usable, empty } } };",
    to: "return { ...known, marked: { ...asked, value: { usable: [], empty } } };",
    cloud: "marks by name",
    story: "two ups, ten minutes apart",
    faults: 2,
  },
  {
    guard: "a create waits for the image of an earlier run that is not listed yet",
    file: "lifecycle/begin/decide.ts",
    from: "if (now < until) {",
    to: "if (false as boolean) {",
    cloud: "marks by tag",
    story: "two ups, one right after the other",
  },
  {
    guard: "what one list lacks is looked for in the list of all before anything is sent",
    file: "lifecycle/begin/decide.ts",
    from: 'if (overlooked !== null) return { do: "adopt", image: overlooked, why: "started" };',
    to: "",
    cloud: "marks by tag",
    story: "two ups, ten minutes apart",
    faults: 2,
  },
  {
    guard: "a list that shows a claim of before is not believed before a create is sent",
    file: "lifecycle/begin/overlooked.ts",
    from: "if (listed.id === passedOver || !mayBeOurs(listed)) continue;",
    to: "if (listed.id === passedOver || !mayBeOurs(listed) || !isUnclaimed(listed)) continue;",
    cloud: "marks by tag, tags listed late",
    story: "two ups, one right after the other",
  },
  {
    guard: "a create whose answer was lost is looked for, and not sent again",
    file: "lifecycle/begin/decide.ts",
    from: 'if (create.state === "lost") return afterLostAnswer(known, create, rules, mine);',
    to: "",
    cloud: "marks by tag",
    story: "two ups, ten minutes apart",
  },
  {
    guard: "an image that was begun stays in the state, whatever goes wrong with it",
    file: "lifecycle/finish.ts",
    from: "if (error instanceof ImageFailedError && undo !== undefined && nothingLeft) throw error;",
    to: "throw error;",
    cloud: "marks by name",
    story: "an up and a destroy",
  },
  {
    guard: "an image that was begun under our uuid stays in the state, although nobody has seen it yet",
    file: "lifecycle/begin/sendByUuid.ts",
    from: "return begun.catch(unseen);",
    to: "return begun;",
    cloud: "uuids that we choose",
    story: "an up and a destroy",
  },
  {
    guard: "a take-over that nobody can record is given back",
    file: "lifecycle/takenOver.ts",
    from: "if (isSoon && (host.signal.aborted || (await host.engineDied()))) {",
    to: "if (false as boolean) {",
    cloud: "marks by name",
    story: "two ups, ten minutes apart",
  },
  {
    guard: "who gives back takes off the claim",
    file: "lifecycle/marking.ts",
    from: "released: (marker, tags) => ({ tags: { ...userTags(tags), [OUR_TAG]: marker } }),",
    to: "released: (_marker, tags) => ({ tags }),",
    cloud: "marks by tag",
    story: "two ups, ten minutes apart",
  },
  {
    guard: "gone is never believed after one answer, when an image is refreshed",
    file: "lifecycle/absence.ts",
    from: 'if (listed === undefined) return { ask: "list", notBefore: 0 };',
    to: 'return { end: "gone" };',
    cloud: "marks by name",
    story: "a refresh",
  },
  {
    guard: "gone is never believed after one answer, when an image is deleted",
    file: "lifecycle/absence.ts",
    from: 'if (listed === undefined) return { ask: "list", notBefore: 0 };',
    to: 'return { end: "gone" };',
    cloud: "uuids that we choose",
    story: "a destroy",
  },
  {
    guard: "an image that is not found is not gone because a proxy says so",
    file: "lifecycle/absence.ts",
    from: 'if (listed === undefined) return { ask: "list", notBefore: 0 };',
    to: 'if (!shown.there) return { end: "gone" };',
    cloud: "marks by tag",
    story: "a refresh",
  },
  {
    guard: "what another has claimed is not deleted",
    file: "lifecycle/delete.ts",
    from: "if (theirs !== undefined && theirs !== record.claim) {",
    to: "if (false as boolean) {",
    cloud: "marks by tag, a second person",
    story: "a destroy",
  },
  {
    guard: "what another has claimed is not changed",
    file: "lifecycle/notAnothers.ts",
    from: "if (sure) return;",
    to: "return;",
    cloud: "marks by name, a second person",
    story: "a change",
  },
  {
    guard: "what another has claimed while it was made is not taken over",
    file: "lifecycle/finish.ts",
    from: "await notAnothers(run, image, ours, ours.includes(claimOf(image)));",
    to: "",
    cloud: "marks by tag, a second person",
    story: "two ups, ten minutes apart",
  },
  {
    guard: "a claim on an image that bears its temporary name is nobody's",
    file: "lifecycle/marker.ts",
    from: "return isTemporary(image.name) ? undefined : claimOn(image.tags);",
    to: "return claimOn(image.tags);",
    cloud: "marks by name",
    story: "two ups, ten minutes apart",
  },
  {
    guard: "a dead engine's image is not taken over, or is given back",
    file: "lifecycle/create.ts",
    from: "return { id, outs, undo: () => undo(image) };",
    to: "return { id, outs, undo: async () => {} };",
    cloud: "marks by tag",
    story: "two ups, ten minutes apart",
  },
];
