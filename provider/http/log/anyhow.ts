/**
 * The pattern of a text however it may be written by who repeats it: as it is, in JSON and JSON within JSON (also as ASCII), in
 * an address or a form, in HTML, with its blanks run together. For expressions with the flag `i`.
 */
export function anyhow(text: string): string {
  return [...text.replace(/\s+/g, " ").replace(/\\+/g, "\\")].map(written).join("");
}

/** Nobody writes these in another way. */
const plain = /^[A-Za-z0-9]$/;

/** Rows of one thing each, and not long ones: else a text that is full of them would be read again and again. */
const BLANKS = String.raw`(?:\s{1,40}|\+{1,2}|(?:%20|%0[9AD]){1,8}|(?:\\{1,8}[nrt]){1,8}|(?:&nbsp;|&#(?:x20|32);){1,8})`;
const BACKSLASHES = String.raw`(?:\\{1,32}(?:u005c)?|(?:%5c){1,8}|(?:&#(?:x5c|92);){1,8})`;

function written(character: string): string {
  if (plain.test(character)) return character;
  if (character === " ") return BLANKS;
  if (character === "\\") return BACKSLASHES;
  const code = character.codePointAt(0) ?? 0;
  const units = character.split("").map((unit) => unit.charCodeAt(0).toString(16).padStart(4, "0"));
  const forms = [
    String.raw`\\{0,8}${literal(character)}`,
    units.map((unit) => String.raw`\\{1,8}u${unit}`).join(""),
    encodedInAddress(character),
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

/** Of every character: some write also those in this way that need it not. */
function encodedInAddress(character: string): string {
  return [...Buffer.from(character)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
}

/**
 * What is the same of a text wherever it stands in something that is written in base64: behind a name and a colon, say. There
 * are three ways, by how many bytes stand before it.
 */
export function inBase64(text: string): string[] {
  return [0, 1, 2].flatMap((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]);
    const written = bytes.toString("base64").replace(/=+$/, "");
    // Characters at either end hold bits of what stands before and after.
    const own = written.slice([0, 2, 3][before], bytes.length % 3 === 0 ? undefined : -1);
    return [...new Set([own, own.replace(/\+/g, "-").replace(/\//g, "_")])].map((form) =>
      form.replace(/[+/]/g, "\\$&"),
    );
  });
}
