/**
 * A pattern that finds a text in every encoding in which a cloud may repeat it: as it is, in JSON and in JSON within JSON (also
 * as ASCII), in a URL or a form, in HTML, and with collapsed whitespace. For regular expressions with the flag `i`.
 */
export function encodingPattern(text: string): string {
  return [...text.replace(/\s+/g, " ").replace(/\\+/g, "\\")].map(characterPattern).join("");
}

/** No encoding changes these. */
const unchanged = /^[A-Za-z0-9]$/;

/** Each alternative repeats one form, and only a few times: otherwise a text full of them would cost quadratic time. */
const BLANKS = String.raw`(?:\s{1,40}|\+{1,2}|(?:%20|%0[9AD]){1,8}|(?:\\{1,8}[nrt]){1,8}|(?:&nbsp;|&#(?:x20|32);){1,8})`;
const BACKSLASHES = String.raw`(?:\\{1,32}(?:u005c)?|(?:%5c){1,8}|(?:&#(?:x5c|92);){1,8})`;

function characterPattern(character: string): string {
  if (unchanged.test(character)) return character;
  if (character === " ") return BLANKS;
  if (character === "\\") return BACKSLASHES;
  const code = character.codePointAt(0) ?? 0;
  const units = character.split("").map((unit) => unit.charCodeAt(0).toString(16).padStart(4, "0"));
  const forms = [
    String.raw`\\{0,8}${literal(character)}`,
    units.map((unit) => String.raw`\\{1,8}u${unit}`).join(""),
    percentEncoded(character),
    `&#0*${code};`,
    `&#x0*${code.toString(16)};`,
    ...(entities[character] ?? []),
  ];
  return `(?:${forms.join("|")})`;
}

const entities: Readonly<Record<string, readonly string[]>> = {
  "&": ["&amp;"],
  "<": ["&lt;"],
  ">": ["&gt;"],
  '"': ["&quot;"],
  "'": ["&apos;"],
};

function literal(character: string): string {
  return character.replace(/[\\^$.*+?|()[\]{}/]/, "\\$&");
}

/** Percent-encoding of any character: some encoders also encode those that need none. */
function percentEncoded(character: string): string {
  return [...Buffer.from(character)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
}

/**
 * The parts of a text's base64 form that do not depend on its neighbours, such as a user's name before a password. There are
 * three forms, depending on the number of bytes before the text.
 */
export function base64Patterns(text: string): string[] {
  return [0, 1, 2].flatMap((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]);
    const written = bytes.toString("base64").replace(/=+$/, "");
    // The characters at both ends also hold bits of the neighbouring bytes.
    const own = written.slice([0, 2, 3][before], bytes.length % 3 === 0 ? undefined : -1);
    return [...new Set([own, own.replace(/\+/g, "-").replace(/\//g, "_")])].map((form) =>
      form.replace(/[+/]/g, "\\$&"),
    );
  });
}
