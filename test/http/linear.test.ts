import { withoutVersion } from "../../provider/clouds/keystone/catalogue";
import { readComplaint } from "../../provider/http/failures/complaint";
import { SeenSecrets } from "../../provider/http/log/seenSecrets";
import { redact, snippet } from "../../provider/http/redact";
import { fits } from "../../provider/lifecycle/find/matching";
import { credentialIn } from "../../provider/policies/credentials/credentialIn";

/** Time as long as the text, or these tests take hours: each text is one that an expression might read again and again. */
const filled = (fragment: string, length: number) =>
  fragment.repeat(Math.ceil(length / fragment.length)).slice(0, length);

describe("text from outside takes time in proportion to its length", () => {
  const fragments = [
    ..."\\\"'= :\n\t.<-u1x/,;&}{%",
    "token",
    "password",
    "secret_",
    '"ak"',
    '\\"sk\\"',
    "MII",
    "gAAAA",
  ];
  fragments.push("Authorization", "</a", '=\\"', "eyJ", ".eyJ", "token:", "tags.token:", "é");

  test("when credentials in it are replaced, whatever two patterns fill it", () => {
    for (const one of fragments)
      for (const other of fragments) {
        const half = filled(one, 10_000);
        redact(half + filled(other, 10_000));
        snippet(filled(one + other, 20_000));
      }
  });

  test("when it is searched for secrets in many encodings", () => {
    for (const secret of [`"'&<secret>`, "a b c d e f", "\\\\\\\\\\\\x", "++  ++  ++"]) {
      const seen = new SeenSecrets([secret]);
      for (const fragment of [...fragments, "\\n", "\\u0022", "a ", "%20", "&#x20;", "+"])
        expect(seen.hideIn(`${filled(fragment, 200_000)} ${secret}`)).toContain("[secret]");
    }
  });

  test("when a cloud sends a hundred messages full of backslashes", () => {
    for (let n = 0; n < 100; n++) expect(snippet(`${filled("\\", 19_990)} end`)).toHaveLength(301);
  });

  test.each([
    ["text", filled("\\", 8_000_000)],
    ["HTML", filled("<a <", 8_000_000)],
    [
      "an envelope",
      JSON.stringify({ error: { message: filled('\\"token', 4_000_000), code: filled(" ", 4_000_000) } }),
    ],
    [
      "many causes",
      JSON.stringify({
        code: "SYS.1",
        details: "x",
        causes: Array(50_000).fill({ details: filled("\\", 100) }),
      }),
    ],
    ["nested envelopes", `${'{"a":'.repeat(500_000)}1${"}".repeat(500_000)}`],
  ])("of an error that is megabytes of %s", (_, text) => {
    expect(readComplaint(text).message.length).toBeLessThan(2_000);
  });

  test("text that is too long to be searched is cut off, and never shown unsearched", () => {
    const shown = redact(`${filled("x ", 30_000)} password=hunter2`);
    expect(shown.length).toBeLessThan(21_000);
    expect(shown).toMatch(/ …$|x…$/);
    expect(shown).not.toContain("hunter2");
  });

  test("when URLs consist of slashes", () => {
    const slashes = filled("/", 1_000_000);
    expect(withoutVersion(`https://a.example${slashes}x`)).toHaveLength(1_000_018);
    expect(withoutVersion(`https://a.example/v2/p${slashes}`)).toBe("https://a.example");
  });

  test("when a policy searches it for credentials", () => {
    for (const fragment of [
      "eyJ-",
      "token:",
      "://a:",
      "-----BEGIN ",
      "PRIVATE ",
      "A1",
      "gAAAAA",
      "_",
      "glpat-",
    ])
      credentialIn("x", filled(fragment, 300_000), {});
    expect(credentialIn(`${filled("._-", 300_000)}x`, "x", {})).toBeUndefined();
  });
});

describe("a pattern with stars", () => {
  test.each([
    ["*", 200],
    ["*a", 100],
    ["*?", 100],
    ["a*", 100],
  ])("%p, so many times, is decided as quickly as it is read", (part, times) => {
    const name = filled("a", 255);
    expect(fits(part.repeat(times), name)).toBe(true);
    expect(fits(`${part.repeat(times)}b`, name)).toBe(false);
    expect(fits(`${part.repeat(times)}b`, `${name}b`)).toBe(true);
  });

  test("decides as the same expression with `.*` does", () => {
    const letters = ["", "a", "b", "*", "?"];
    const words = letters.flatMap((a) =>
      letters.flatMap((b) => letters.flatMap((c) => letters.map((d) => a + b + c + d))),
    );
    const names = ["", "a", "b", "ab", "ba", "aab", "abab", "bbaa", "😀a"];
    for (const pattern of new Set(words)) {
      const same = new RegExp(`^${pattern.replaceAll("*", ".*").replaceAll("?", ".")}$`, "su");
      for (const name of names)
        expect([pattern, name, fits(pattern, name)]).toEqual([pattern, name, same.test(name)]);
    }
  });

  test.each(["constructor", "toString*", "*__proto__"])("%p matches only its own letters", (pattern) => {
    expect(fits(pattern, pattern)).toBe(true);
    expect(fits(pattern, "golden")).toBe(false);
  });
});
