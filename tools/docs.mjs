// npm run docs: writes the generated parts of the READMEs anew from the schemas and the examples. --check only compares.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { root } from "./folders.mjs";
import { main, Problem, say } from "./say.mjs";
import { setUp } from "./setup.mjs";

const require = createRequire(import.meta.url);

await main(async () => {
  await setUp();
  for (const name of ["README.md", "provider/README.md"]) bringUpToDate(name);
});

function bringUpToDate(name) {
  const file = path.join(root, name);
  const before = readFileSync(file, "utf8");
  const after = withFiles(withPrograms(withPolicyNames(withTables(before))));
  if (after === before) {
    say(`${name} is current.`);
    return;
  }
  if (process.argv.includes("--check")) throw new Problem(`${name} is not current: run npm run docs.`);
  writeFileSync(file, after);
  say(`${name} has been written anew.`);
}

function withTables(text) {
  const schemas = (file) => require(`../provider/bin/resources/${file}.js`);
  const { VolumeImageSchema, VolumeImageOutputs } = schemas("volumeImage");
  const { FullEcsImageSchema, FullEcsImageOutputs } = schemas("fullEcsImage");
  const { DataImageSchema, DataImageOutputs } = schemas("dataImage");
  const { DataVolumeTemplateSchema, DataVolumeTemplateOutputs } = schemas("dataVolumeTemplate");
  const common = Object.keys(schemas("outputs").ImageOutputs.shape);
  const beyondCommon = (outputs) => outputs.omit(Object.fromEntries(common.map((name) => [name, true])));
  const tables = {
    "VolumeImage arguments": VolumeImageSchema,
    "VolumeImage outputs": VolumeImageOutputs,
    "FullEcsImage arguments": FullEcsImageSchema,
    "FullEcsImage outputs": beyondCommon(FullEcsImageOutputs),
    "DataImage arguments": DataImageSchema,
    "DataImage outputs": beyondCommon(DataImageOutputs),
    "DataVolumeTemplate arguments": DataVolumeTemplateSchema,
    "DataVolumeTemplate outputs": DataVolumeTemplateOutputs,
  };
  const { policies } = require("../provider/bin/policies/index.js");
  return text.replace(/<!-- table: (.+?) -->\n[\s\S]*?<!-- end -->/g, (_, name) => {
    if (name === "policies") return `<!-- table: policies -->\n${policyTable(policies)}\n<!-- end -->`;
    if (!tables[name]) throw new Problem(`README.md asks for a table "${name}" that there is no schema for.`);
    return `<!-- table: ${name} -->\n${table(tables[name], name.endsWith("outputs"))}\n<!-- end -->`;
  });
}

/** The npm page names the rules; the table of what they say is too wide for it. */
function withPolicyNames(text) {
  return text.replace(/<!-- list: policies -->\n[\s\S]*?<!-- end -->/g, () => {
    const { policies } = require("../provider/bin/policies/index.js");
    const names = policies.map(({ name }) => `\`${name}\``).join(", ");
    return `<!-- list: policies -->\nThe rules: ${names}.\n<!-- end -->`;
  });
}

/** What each rule says of itself; `tags` are the resources that it is about. */
function policyTable(policies) {
  const rows = policies.map(({ name, description, remediationSteps, tags, enforcementLevel, ...policy }) => {
    const about = tags.length === 4 ? "all" : tags.map((tag) => `\`${tag}\``).join(" ");
    const mends = policy.remediateResource ? ", or `remediate`" : "";
    const unit = policy.validateStack ? "all images of the stack" : about;
    const settings = Object.entries(policy.configSchema.properties).map(
      ([setting, { default: value, description: meaning }]) =>
        `\`${setting}\`${value === undefined ? "" : ` (\`${JSON.stringify(value)}\`)`}: ${meaning}`,
    );
    return [
      `\`${name}\``,
      unit,
      `${description}. ${remediationSteps}`,
      `${enforcementLevel}${mends}`,
      settings.join("<br>"),
    ]
      .map((cell) => cell.replaceAll("|", "\\|"))
      .join(" | ");
  });
  return [
    "| policy | about | why, and how to obey it | enforcement | settings (default): meaning |",
    "| --- | --- | --- | --- | --- |",
    ...rows.map((row) => `| ${row} |`),
  ].join("\n");
}

function table(schema, outputs) {
  const rows = Object.entries(schema.shape).map(([field, type]) => {
    const required = type.safeParse(undefined).success || field === "name" ? "" : " (required)";
    const mark = outputs ? "" : required;
    return `| \`${field}\`${mark} | ${typeName(type)} | ${described(type).replaceAll("|", "\\|")} |`;
  });
  return ["| name | type | meaning |", "| --- | --- | --- |", ...rows].join("\n");
}

/** The description may stand on the optional type or on the one inside. */
function described(type) {
  return type.description ?? (type.def.innerType ? described(type.def.innerType) : "");
}

function typeName(type) {
  const { def } = type;
  if (def.type === "optional") return typeName(def.innerType);
  if (def.type === "enum")
    return Object.values(def.entries)
      .map((value) => `\`"${value}"\``)
      .join(" ");
  if (def.type === "union") return [...new Set(def.options.map(typeName))].join(" or ");
  if (def.type === "array") return `list of ${typeName(def.element)}`;
  if (def.type === "record") return def.valueType.def.type === "string" ? "text → text" : "map";
  if (def.type === "object") return `{ ${Object.keys(type.shape).join(", ")} }`;
  return { string: "text", number: "number", boolean: "boolean" }[def.type] ?? def.type;
}

/** The programs shown are those of examples/, so that what people copy is what is run. */
function withPrograms(text) {
  return text.replace(/<!-- program: (.+?) -->\n```ts\n[\s\S]*?```/g, (_, file) => {
    return `<!-- program: ${file} -->\n\`\`\`ts\n${readFileSync(path.join(root, file), "utf8")}\`\`\``;
  });
}

/** Files of examples/ that are no programs. */
function withFiles(text) {
  return text.replace(/<!-- file: (.+?) -->\n```(\w+)\n[\s\S]*?```/g, (_, file, language) => {
    return `<!-- file: ${file} -->\n\`\`\`${language}\n${readFileSync(path.join(root, file), "utf8")}\`\`\``;
  });
}
