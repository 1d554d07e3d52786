/** What begins the name of an image until it is taken over. */
const TEMPORARY = "creating-";

/**
 * The grammar of what an image bears that is ours, said once and frozen for ever, because it stands on users' images
 * (docs/safety.md#marks):
 *
 *     marker          <owner 8>-<hash 20>                our tag's value, from the create until the take-over
 *     claimed marker  <owner 8>-<hash 20>-<claim 12>     our tag's value, once it is taken over
 *     temporary name  creating-<owner 8>-<hash 20>       the image's name, from the create until the take-over
 *
 * Each part is of hexadecimal digits in lower case. An image's id, the UUID, has five parts: it is never one of these.
 */
const CLAIM = "[0-9a-f]{12}";
const MARKER = "(?<marker>(?<owner>[0-9a-f]{8})-(?<hash>[0-9a-f]{20}))";
const tag = new RegExp(`^${MARKER}(-(?<claim>${CLAIM}))?$`);
const temporary = new RegExp(`^${TEMPORARY}${MARKER}$`);
const claim = new RegExp(`^${CLAIM}$`);

export interface ParsedMark {
  /** Without the claim, and without what makes it a name. */
  readonly marker: string;
  /** Which stack it is of. */
  readonly owner: string;
  /** Which resource it is of, and which arguments that replace: the same for every owner. */
  readonly hash: string;
  /** Who has taken the image over. */
  readonly claim: string | undefined;
  readonly isTemporaryName: boolean;
}

/** Takes apart what is ours of an image's name, or of a tag's value; undefined where the text is somebody else's. Pure. */
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

/** The image's name until it is taken over: no user's name, so nothing finds a half-made image by its name. */
export function temporaryName(marker: string): string {
  return `${TEMPORARY}${marker}`;
}

/** Our tag's value on an image that has been taken over. */
export function tagValue(marker: string, claim: string): string {
  return `${marker}-${claim}`;
}
