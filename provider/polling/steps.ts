/**
 * What can be going on: one vocabulary for all clouds, kinds and phases, so that people learn it once. Short words, because the
 * engine's column is narrow; what is long, such as an id, stands behind a colon (docs/waiting.md#progress).
 */
export const steps = {
  signingIn: "signing in",
  checking: "checking",
  searching: "looking for an earlier image",
  starting: "starting",
  turn: "waiting for its turn",
  queued: "queued",
  exporting: "exporting",
  importing: "importing",
  copying: "copying",
  notListed: "not listed yet",
  missed: "not listed",
  releasing: "source not free yet",
  claiming: "claiming",
  changing: "changing",
  deleting: "deleting",
  refreshing: "refreshing",
  lookingUp: "looking up images",
} as const;

/** What a resource's images are at while the cloud makes them. */
export type Making = (typeof steps)["exporting" | "importing"];

/** In front of what an operation waits for, or of why it learns nothing. */
export const waitsFor = {
  /** Of a delete. */
  image: (what: string) => `cannot be deleted yet: ${what}`,
  source: (what: string) => `source busy: ${what}`,
  throttled: (what: string) => `throttled: ${what}`,
  answer: (what: string) => `no answer: ${what}`,
  /** Until when. */
  listing: (until: string) => `not listed, looks until ${until}`,
} as const;

/** The clouds' words for what has not begun: of images, and of jobs. Any other word of something unfinished says that it runs. */
const notBegun = new Set(["queued", "init", "pending"]);

/** What an unfinished image or job is at, by its cloud's word for it. */
export function stepOf(word: string, making: Making): string {
  return notBegun.has(word.toLowerCase()) ? steps.queued : making;
}
