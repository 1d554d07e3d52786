/** Names of fields and headers whose values are secret, also at the end of longer names (`X-Subject-Token`). */
const names = "password|passwd|adminpass|passcode|secret(?:[_-]?(?:access)?[_-]?key)?|token|signature";
/** Too short to be looked for in longer names (`disk`): they count only as a whole name in quotes. */
const shortNames = "ak|sk";
/** Quotes as in JSON, in JSON within JSON, and in Python's dictionaries; the text may end within a value. */
const quote = String.raw`\\*["']`;
const word = String.raw`[^\s,;&}\]]`;
const quoted = String.raw`u?(?:\\+"[^"]*"|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|${quote}${word}+)`;
/** A path such as `tags.token`, at the beginning of our own messages. */
const inPath = String.raw`\.[\w-]{0,60}`;
/** Prose of our own, at the beginning of what is wrong with an argument of such a name ("password: there is no such argument"). */
const ownProse = "(?!there is no such )";
/** Tried only at the first of several backslashes, not again at each of them. */
const shortName = String.raw`(?<!\\)${quote}(?:${shortNames})${quote}`;
const anyName = `(?:(?:${names})(?:${quote})?|${shortName})`;
const plainName = `(?:(?:${names})(?<!${inPath})(?:${quote})?|${shortName})`;
const secretField = new RegExp(
  `(${anyName}\\s*=\\s*|${plainName}\\s*:\\s*${ownProse})(?:${quoted}|${word}+)`,
  "gi",
);
/** After a path and a colon comes prose ("tags.token: a tag's key…"), unless the next word is quoted, long, or has a digit. */
const longWord = `(?:(?=${word}*\\d)${word}{6,}|${word}{16,})`;
const secretAtPath = new RegExp(`(${anyName}\\s*:\\s*)(?:${quoted}|${longWord})`, "gi");

/** The form of tokens anywhere in a text: Fernet (Keystone's default since Ocata), PKI (OTC and Huawei Cloud), JWT. */
const secretText = /\beyJ[\w-]{10,}\.[\w-]{10,}(?:\.[\w-]*)?|gAAAA[\w=-]{20,}|\bMII[\w+/=-]{60,}/g;

/**
 * In XML, as object storage answers: `<SecretKey>…</SecretKey>`. Where nothing closes the element, the text may have been cut
 * off within it; but prose goes on after a blank or a comma ("expected <token> in the body (IMG.0004)"), and is kept.
 */
const xmlText = "(?:(?!&lt;)[^<])+";
const inXml = new RegExp(
  `((?:<|&lt;)(?:[\\w:-]{0,60}(?:${names})(?:provided)?|${shortNames})(?:\\s[^<>]{0,200})?(?:>|&gt;)(?:<!\\[CDATA\\[)?)(?:${xmlText}(?=(?:<|&lt;)\\\\?/)|(?![\\s,.;:!?"')\\]])${xmlText})`,
  "gi",
);
/** In a URL within a URL, or a form that is repeated: `password%3D…`, `%22token%22%3A%22…`. */
const inAddress = new RegExp(
  `((?:${names})(?:%2[27])?%3[ad](?:%20|%2[27])*)(?:(?!%2[267c])[^\\s&,;"'<>])+`,
  "gi",
);

/** Long enough for any message; more of a hostile answer of ten megabytes is not searched, to save time. */
const LONGEST_SEARCHED = 20_000;

/**
 * This is a deny-list (docs/decisions/redaction.md says why).
 * Messages of clouds are shown to people and stored in states, so anything in them that looks like a credential is
 * replaced. Our own messages never hold one: this is the second line of defence, for clouds that echo requests.
 * The rest of an oversized text is cut off: what was not searched is not shown.
 */
export function redact(text: string): string {
  if (text.length > LONGEST_SEARCHED) return `${redact(text.slice(0, LONGEST_SEARCHED))}…`;
  return text
    .replace(inXml, "$1[secret]")
    .replace(inAddress, "$1[secret]")
    .replace(secretField, "$1[secret]")
    .replace(secretAtPath, "$1[secret]")
    .replace(/(:\/\/)[^\s/@]+@/g, "$1[secret]@") // user and password of an address
    .replace(/(Authorization\\*["']?\s*[:=]\s*)[^\r\n]+/gi, "$1[secret]")
    .replace(secretText, "[secret]");
}

/** One line of at most `limit` characters, without HTML, for messages. */
export function snippet(text: string, limit = 300): string {
  // What an element of XML holds is known as secret by the tags, which go next.
  const bare = text
    .slice(0, LONGEST_SEARCHED)
    .replace(inXml, "$1[secret]")
    .replace(/<[/!]?[a-z-][^<>]*>/gi, " ");
  const line = redact(withoutEntities(bare)).replace(/\s+/g, " ").trim();
  return line.length > limit ? `${line.slice(0, limit)}…` : line;
}

const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
};

/** WebOb escapes its messages, even in JSON: Cinder sends "Name can&#x27;t contain 4 byte unicode characters." */
function withoutEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,3})|#x([\da-f]{1,2})|([a-z]{2,4}));/gi, (entity, decimal, hex, name) => {
    if (name !== undefined) return entities[name.toLowerCase()] ?? entity;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code >= 32 && code < 127 ? String.fromCharCode(code) : entity;
  });
}
