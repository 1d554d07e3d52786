/** Names of fields and headers whose values are secret, at the end of longer names too (`X-Subject-Token`). */
const names = "password|passwd|adminpass|passcode|secret(?:[_-]?(?:access)?[_-]?key)?|token|signature";
/** Too short to be searched for in longer names (`disk`): only where they stand alone in quotes. */
const shortNames = "ak|sk";
/** As JSON, as JSON within JSON, as Python writes dictionaries, and cut off within. */
const quote = String.raw`\\*["']`;
const word = String.raw`[^\s,;&}\]]`;
const quoted = String.raw`u?(?:\\+"[^"]*"|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|${quote}${word}+)`;
/** A path such as `tags.token`, with which our own messages begin. */
const inPath = String.raw`\.[\w-]{0,60}`;
/** Tried where a row of backslashes begins, and not again at each of them. */
const shortName = String.raw`(?<!\\)${quote}(?:${shortNames})${quote}`;
const anyName = `(?:(?:${names})(?:${quote})?|${shortName})`;
const plainName = `(?:(?:${names})(?<!${inPath})(?:${quote})?|${shortName})`;
const secretField = new RegExp(`(${anyName}\\s*=\\s*|${plainName}\\s*:\\s*)(?:${quoted}|${word}+)`, "gi");
/** After a path and a colon comes prose ("tags.token: a tag's key…"), unless it is quoted, long, or has a digit. */
const longWord = `(?:(?=${word}*\\d)${word}{6,}|${word}{16,})`;
const secretAtPath = new RegExp(`(${anyName}\\s*:\\s*)(?:${quoted}|${longWord})`, "gi");

/** What tokens look like wherever they stand: Fernet (Keystone's default since Ocata), PKI (OTC and Huawei Cloud). */
const secretText = /gAAAA[\w=-]{20,}|\bMII[\w+/=-]{60,}/g;

/** In XML, as object storage answers: `<SecretKey>…</SecretKey>`. */
const inXml = new RegExp(
  `((?:<|&lt;)(?:[\\w-]{0,60}(?:${names})(?:provided)?|${shortNames})(?:>|&gt;)(?:<!\\[CDATA\\[)?)(?:(?!&lt;)[^<])+`,
  "gi",
);
/** In an address within an address, or a form that is told: `password%3D…`, `%22token%22%3A%22…`. */
const inAddress = new RegExp(
  `((?:${names})(?:%2[27])?%3[ad](?:%20|%2[27])*)(?:(?!%2[267c])[^\\s&,;"'<>])+`,
  "gi",
);

/** Enough to find a message in; a hostile answer of ten megabytes costs no time beyond it. */
const LONGEST_SEARCHED = 20_000;

/**
 * A deny-list, and why (docs/decisions/redaction.md): cloud messages are shown to people and kept in states, so what looks like a credential is cut out of
 * them. Our own messages never hold one: this is the second line of defence, for clouds that echo requests.
 * What is beyond all size is cut off, for what is not searched is not shown.
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

/** WebOb escapes what it says, also in JSON: Cinder hands on "Name can&#x27;t contain 4 byte unicode characters." */
function withoutEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,3})|#x([\da-f]{1,2})|([a-z]{2,4}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return entities[name.toLowerCase()] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code >= 32 && code < 127 ? String.fromCharCode(code) : whole;
  });
}
