/** One answer to the question whether a cloud has an image. */
export interface Answer {
  /** By its id, or by the list of all. */
  readonly call: "show" | "list";
  /** When it was asked, and when answered: what it says was so at some time between the two. */
  readonly from: number;
  readonly to: number;
  readonly there: boolean;
  /** The service itself has said so: a 404 of something on the way to it says nothing of the image. */
  readonly wellFormed: boolean;
  /** For people. */
  readonly words: string;
}

export type Next =
  | { readonly end: "there" | "gone" | "unclear" }
  | { readonly ask: Answer["call"]; readonly notBefore: number };

/** Lists lag, replicas lag, an ingress restarts: what is said again after so long, and by another call, is so. */
export const APART_MS = 5_000;

/**
 * What is known after these answers, oldest first, or what to ask next. An image is gone when two calls say so at least
 * five seconds apart, one of them in the service's own words; what something else may have said in its place is asked
 * for once more, and so is the image by its id where lists need not have it yet. Whatever shows the image by its id shows that
 * it is there.
 */
export function decideAbsence(answers: readonly Answer[], listsMayLag = false): Next {
  const [shows, lists] = [of("show", answers), of("list", answers)];
  const [shown, listed] = [shows.at(-1), lists.at(-1)];
  if (shown === undefined) return { ask: "show", notBefore: 0 };
  if (shown.there) return { end: "there" };
  if (listed === undefined) return { ask: "list", notBefore: 0 };
  const notBefore = Math.max(firstOf(shows), firstOf(lists)) + APART_MS;
  if (listsMayLag && shows.length < 2) return { ask: "show", notBefore };
  if (!listed.there && isAbsent(shows, lists)) return { end: "gone" };
  const mayBeThere = listed.there || !shown.wellFormed;
  if (shows.length < 2 && mayBeThere) return { ask: "show", notBefore };
  if (lists.length < 2) return { ask: "list", notBefore };
  return shows.length < 2 ? { ask: "show", notBefore } : { end: "unclear" };
}

/** When the first of them was answered. */
function firstOf(answers: readonly Answer[]): number {
  return answers[0]?.to ?? 0;
}

function isAbsent(shows: readonly Answer[], lists: readonly Answer[]): boolean {
  const isCertain = (answers: readonly Answer[]) => answers.length > 1 || answers[0]?.wellFormed === true;
  return (
    isCertain(shows) && isCertain(lists) && shows.some((show) => lists.some((list) => areTwo(show, list)))
  );
}

function areTwo(show: Answer, list: Answer): boolean {
  if (show.there || list.there || !(show.wellFormed || list.wellFormed)) return false;
  return list.from - show.to >= APART_MS || show.from - list.to >= APART_MS;
}

function of(call: Answer["call"], answers: readonly Answer[]): readonly Answer[] {
  return answers.filter((one) => one.call === call);
}
