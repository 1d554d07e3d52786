import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { inOneLine, printable, withoutControls } from "../../../provider/http/log/printable";

const clearing = "\u001b[2J\u001b]0;title\u0007";

it.each([
  ["an escape sequence", clearing, "\\u001b[2J\\u001b]0;title\\u0007"],
  ["a C1 control", "a\u009b31mb", "a\\u009b31mb"],
  [
    "a carriage return, a backspace, a null, a delete",
    "a\rb\bc\0d\u007f",
    "a\\u000db\\u0008c\\u0000d\\u007f",
  ],
  [
    "directions turned around",
    "\u202eneddih\u202c \u2066x\u2069 \u200f",
    "\\u202eneddih\\u202c \\u2066x\\u2069 \\u200f",
  ],
  ["what has no width", "go\u200blden\ufeff\u00ad", "go\\u200blden\\ufeff\\u00ad"],
  ["other ends of lines", "a\u2028b\u2029c\u0085", "a\\u2028b\\u2029c\\u0085"],
  ["hidden tags beyond the first plane", "a\u{e0041}b", "a\\udb40\\udc41b"],
  ["half a character", "a\ud800b", "a\\ud800b"],
])("shows %s as an escape", (_, text, shown) => {
  expect(withoutControls(text)).toBe(shown);
  expect(JSON.parse(`"${shown}"`)).toBe(text); // in JSON and in a program it still means the same
});

it("leaves all letters and all line breaks of our messages unchanged", () => {
  const text = "镜像 ü é e\u0301 👍\n\tWhat to do: …";
  expect(withoutControls(text)).toBe(text);
});

it("a single line stays a single line", () => {
  expect(inOneLine("golden\nWhat to do: pay\t!")).toBe("golden\\u000aWhat to do: pay\\u0009!");
});

it("anything that looks like a credential is replaced, too", () => {
  expect(printable('said {"password": "hunter2-hunter2"}\u001b[0m')).toBe(
    'said {"password": [secret]}\\u001b[0m',
  );
});

it("no code prints without it: redact alone is for texts that are printed later", () => {
  const provider = resolve(__dirname, "../../../provider");
  const files = (readdirSync(provider, { recursive: true }) as string[]).filter(
    (name) => name.endsWith(".ts") && !name.startsWith("bin") && !name.includes("node_modules"),
  );
  const users = files.filter((name) => /\bredact\(/.test(readFileSync(join(provider, name), "utf8")));
  expect(users.sort()).toEqual([
    "cli/doctor/check.ts",
    "cli/runCommand.ts",
    "http/log/printable.ts",
    "http/redact.ts",
  ]);
});
