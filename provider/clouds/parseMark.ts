/** The beginning of an image's name until the take-over. */
const TEMPORARY = "creating-";

/**
 * The grammar of our marks. It can never change, because they are on users' images
 * (docs/safety.md#marks):
 *
 *     marker          <owner 8>-<hash 20>                our tag's value, from the create until the take-over
 *     claimed marker  <owner 8>-<hash 20>-<claim 12>     our tag's value, once it is taken over
 *     temporary name  creating-<owner 8>-<hash 20>       the image's name, from the create until the take-over
 *
 * Each part consists of lower-case hexadecimal digits. An image's id, a UUID, has five parts, and is never mistaken for one.
 */
const CLAIM = "[0-9a-f]{12}";
const MARKER = "(?<marker>(?<owner>[0-9a-f]{8})-(?<hash>[0-9a-f]{20}))";
const tag = new RegExp(`^${MARKER}(-(?<claim>${CLAIM}))?$`);
const temporary = new RegExp(`^${TEMPORARY}${MARKER}$`);
const claim = new RegExp(`^${CLAIM}$`);

export interface ParsedMark {
  /** Without the claim and without the prefix of a name. */
  readonly marker: string;
  /** Identifies the stack. */
  readonly owner: string;
  /** Identifies the resource and its replacing arguments; it is the same for every owner. */
  readonly hash: string;
  /** Identifies the state that has taken the image over. */
  readonly claim: string | undefined;
  readonly isTemporaryName: boolean;
}

/** Parses an image's name or a tag's value; undefined if the text is not ours. Pure. */
export function parseMark(text: string): ParsedMark | undefined {
  const name = temporary.exec(text);
  const { marker, owner, hash, claim } = (name ?? tag.exec(text))?.groups ?? {};
  if (marker === undefined || owner === undefined || hash === undefined) return undefined;
  return { marker, owner, hash, claim, isTemporaryName: name !== null };
}

/** Whether a text is a marker alone. */
export function isMarker(text: string): boolean {
  return parseMark(text)?.marker === text;
}

/** Whether a text is a claim alone. */
export function isClaim(text: string): boolean {
  return claim.test(text);
}

/** The image's name until the take-over. It is not the user's name, so that nothing finds an unfinished image by name. */
export function temporaryName(marker: string): string {
  return `${TEMPORARY}${marker}`;
}

/** The value of our tag after the take-over. */
export function tagValue(marker: string, claim: string): string {
  return `${marker}-${claim}`;
}
