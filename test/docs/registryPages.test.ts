import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { type Field, fields } from "../../provider/clouds/settings/fields";

const root = join(__dirname, "../..");
const textOf = (page: string) => readFileSync(join(root, page), "utf8");
const schema = JSON.parse(textOf("provider/schema.json"));
const overview = textOf("docs/_index.md");
const installation = textOf("docs/installation-configuration.md");

test.each([
  ["docs/_index.md", "package"],
  ["docs/installation-configuration.md", "installation"],
])("%s begins with what Pulumi's registry reads", (page, layout) => {
  const [, front = ""] = /^---\n([\s\S]*?)\n---\n\n/.exec(textOf(page)) ?? [];
  expect(parse(front)).toEqual({ title: expect.any(String), meta_desc: expect.any(String), layout });
});

test("the overview shows one program in each of the languages that it lets people choose", () => {
  const chosen = /chooser language "([^"]+)"/.exec(overview)?.[1]?.split(",") ?? [];
  const shown = [...overview.matchAll(/choosable language (\w+) %\}\}\n\n```(\w+)\n/g)];
  expect(shown.map(([, language]) => language)).toEqual(chosen);
  expect(shown.map(([, , code]) => code)).toEqual(chosen);
  const ends = [...overview.matchAll(/\{\{% \/choosable %\}\}/g)];
  expect(ends).toHaveLength(chosen.length);
});

test("the program in YAML has resources and arguments of the schema", () => {
  const [, text = ""] = /```yaml\n([\s\S]*?)```/.exec(overview) ?? [];
  for (const { type, properties } of Object.values<{ type: string; properties: object }>(
    parse(text).resources,
  ))
    for (const name of Object.keys(properties))
      expect(schema.resources[type].inputProperties).toHaveProperty(name);
});

test("the pages name resources, functions, packages and versions as the schema has them", () => {
  const rows = [...overview.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => `cloudimages:index:${name}`);
  expect(rows.sort()).toEqual(Object.keys(schema.resources).sort());
  for (const token of Object.keys(schema.functions)) expect(overview).toContain(`\`${token.split(":")[2]}\``);
  const { nodejs, python, csharp } = schema.language;
  for (const name of [nodejs.packageName, python.packageName]) {
    expect(overview).toContain(name);
    expect(installation).toContain(`\`${name}\``);
  }
  expect(installation).toContain(`\`Pulumi.${csharp.namespaces.cloudimages}\``);
  const versions = [...installation.matchAll(/\bv(\d+\.\d+\.\d+)/g)].map(([, version]) => version);
  expect([...new Set(versions)]).toEqual([schema.version]);
});

test("each option is a setting of the schema, with the variable that it has in the environment", () => {
  const table = installation.split("\n").filter((line) => line.startsWith("| `"));
  const rows = table.map((line) => line.slice(1).split("|"));
  const words = (cell = "") => [...cell.matchAll(/`(\w+)`/g)].map(([, word]) => word ?? "");
  expect(rows.length).toBeGreaterThan(5);
  for (const [names, variables] of rows) {
    const settings = words(names);
    for (const setting of settings) expect(schema.config.variables).toHaveProperty(setting);
    if (settings[0] === "cloud") expect(words(variables)).toEqual(["OS_CLOUD"]);
    else if (variables?.trim() !== "")
      expect(words(variables)).toEqual(settings.map((setting) => `OS_${keyOf(setting)}`.toUpperCase()));
  }
  const set = [...installation.matchAll(/pulumi config set (?:--secret )?cloudimages:(\w+)/g)];
  for (const [line, setting = ""] of set)
    expect([line, line.includes("--secret")]).toEqual([
      line,
      schema.config.variables[setting].secret === true,
    ]);
});

const keyOf = (setting: string) => fields[setting as Field].keys[0];
