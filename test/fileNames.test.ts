import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";

/** A file that exports one thing bears its name, so that who reads an import knows the file; several have a subject. */

const provider = resolve(__dirname, "../provider");
const rooms = ["cli", "lifecycle", "policies", "pulumi", "resources", "http", "clouds", "../local-cloud"];

/** Named otherwise, and why. */
const others: Readonly<Record<string, string>> = {
  "lifecycle/delete": "one of the verbs, and a word that no function may have for its name",
};
/** One file for each resource, named after it; the folder says what of it. */
const ofResources =
  /^(resources\/(arguments|existing)|pulumi\/dynamic\/declared)\/(\w+[Ii]mage|dataVolumeTemplate)$/;

const sources = rooms
  .flatMap((room) => readdirSync(join(provider, room), { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile() && entry.name.endsWith(".ts") && !entry.name.endsWith(".test.ts"))
  .map((entry) => join(entry.parentPath, entry.name))
  .filter((path) => !/[\\/](bin|node_modules)[\\/]/.test(path))
  .map((path) => ({
    name: relative(provider, path).replace(/\.ts$/, ""),
    text: readFileSync(path, "utf8"),
  }));

/** What a file exports. Where all but one are types, these may give the name: the one makes what they describe. */
function exportsOf(text: string): { readonly values: string[]; readonly types: string[] } {
  const values = text.matchAll(/^export (?:async |abstract )*(?:function\*?|const|let|class) (\w+)/gm);
  const types = text.matchAll(/^export (?:interface|type) (\w+)/gm);
  return { values: [...values].map(([, name = ""]) => name), types: [...types].map(([, name = ""]) => name) };
}

/** As a file writes it: `UserAgent` and `USER_AGENT` are both `userAgent`. */
const lowered = (name: string) =>
  /^[A-Z_\d]+$/.test(name)
    ? name.toLowerCase().replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())
    : name.charAt(0).toLowerCase() + name.slice(1);

it("a file that exports one thing is named after it", () => {
  expect(sources.length).toBeGreaterThan(150);
  const strange = sources.flatMap(({ name, text }) => {
    const { values, types } = exportsOf(text);
    const isOne = values.length === 1 || (values.length === 0 && types.length === 1);
    const file = name.split("/").at(-1) ?? "";
    if (!isOne || file === "index" || ofResources.test(name) || name in others) return [];
    const names = [...values, ...types];
    return names.map(lowered).includes(file) ? [] : [`${name} exports ${names.join(", ")}`];
  });
  expect(strange).toEqual([]);
});

it("no exception outlives its file", () => {
  const names = new Set(sources.map(({ name }) => name));
  expect(Object.keys(others).filter((name) => !names.has(name))).toEqual([]);
});
