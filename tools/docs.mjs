// npm run docs: generates what follows from the declarations and the examples: the public types of the resources, their
// reference pages, the package schema, the programs that `pulumi-cloud-images init` writes, and the generated parts of the READMEs and of docs/. --check only compares.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { root } from "./folders.mjs";
import { main, Problem, say } from "./say.mjs";
import { setUp } from "./setup.mjs";

const require = createRequire(import.meta.url);

await main(async () => {
  await setUp();
  // These read the compiled provider, which is there from here on.
  const { withClassComments } = await import("./docs/classes.mjs");
  const { declarationsOf } = await import("./docs/declarations.mjs");
  const { variableOf, withRuleComment } = await import("./docs/rules.mjs");
  const { referenceOf } = await import("./docs/reference.mjs");
  const { resourcesIn } = await import("./docs/resources.mjs");
  const { startersOf } = await import("./docs/starters.mjs");
  const tables = await import("./docs/tables.mjs");
  const { summaryOfRecorded } = await import("./docs/summary.mjs");
  const { packageSchema } = require("../provider/bin/pulumi/native/schema/packageSchema.js");
  const manifest = require("../provider/package.json");
  const resources = resourcesIn(require);
  for (const resource of resources) {
    const file = `${resource.type[0].toLowerCase()}${resource.type.slice(1)}.ts`;
    bringUpToDate(`provider/pulumi/dynamic/declared/${file}`, () =>
      formatted(file, declarationsOf(resource)),
    );
    const program = readFileSync(path.join(root, resource.example), "utf8");
    bringUpToDate(`provider/pulumi/dynamic/${file}`, (before) =>
      formatted(file, withClassComments(before, { ...resource, program })),
    );
    bringUpToDate(`docs/reference/${resource.type}.md`, () => referenceOf({ ...resource, program }));
  }
  const { policies } = require("../provider/bin/policies/index.js");
  for (const policy of policies) {
    const file = `${variableOf(policy.name)}.ts`;
    bringUpToDate(`provider/policies/rules/${file}`, (before) =>
      formatted(file, withRuleComment(before, policy)),
    );
  }
  bringUpToDate("provider/cli/init/project/starters.ts", () =>
    formatted("starters.ts", startersOf(resources)),
  );
  bringUpToDate("provider/schema.json", () =>
    formatted("schema.json", JSON.stringify(packageSchema(manifest))),
  );
  for (const name of ["README.md", ...pagesByHand(), "provider/README.md"]) {
    bringUpToDate(name, (before) =>
      withFiles(withPrograms(withPolicyNames(withTables(before, resources, tables)))),
    );
  }
  bringUpToDate("examples/gitops/README.md", (before) =>
    before.replace(
      /<!-- summary -->[\s\S]*?<!-- end -->/,
      () => `<!-- summary -->\n\n${summaryOfRecorded()}\n\n<!-- end -->`,
    ),
  );
});

/** The pages of docs/ that are written by hand, perhaps with generated parts. */
function pagesByHand() {
  const files = readdirSync(path.join(root, "docs"), { recursive: true, encoding: "utf8" });
  return files
    .map((file) => path.posix.join("docs", file.replaceAll(path.sep, "/")))
    .filter((file) => file.endsWith(".md") && !file.startsWith("docs/reference/"))
    .sort();
}

function bringUpToDate(name, write) {
  const file = path.join(root, name);
  const before = existsSync(file) ? readFileSync(file, "utf8") : "";
  const after = write(before);
  if (after === before) {
    say(`${name} is current.`);
    return;
  }
  if (process.argv.includes("--check")) throw new Problem(`${name} is not current: run npm run docs.`);
  writeFileSync(file, after);
  say(`${name} has been written anew.`);
}

/** Formats a text as `npm run lint` requires. */
function formatted(file, text) {
  const biome = path.join(root, "node_modules/@biomejs/biome/bin/biome");
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [biome, "check", "--write", `--stdin-file-path=${file}`],
    {
      cwd: root,
      input: text,
      encoding: "utf8",
    },
  );
  if (status !== 0) throw new Problem(`Biome cannot format ${file}: ${stderr}`);
  return stdout;
}

function withTables(text, resources, { argumentTable, outputTable }) {
  const tables = Object.fromEntries(
    resources.flatMap((resource) => [
      [`${resource.type} arguments`, () => argumentTable(resource)],
      [`${resource.type} outputs`, () => outputTable(resource.shownOutputs)],
    ]),
  );
  const { policies } = require("../provider/bin/policies/index.js");
  return text.replace(/<!-- table: (.+?) -->\n[\s\S]*?<!-- end -->/g, (_, name) => {
    if (name === "policies") return `<!-- table: policies -->\n${policyTable(policies)}\n<!-- end -->`;
    if (!tables[name])
      throw new Problem(`A page asks for a table "${name}" that there is no declaration for.`);
    return `<!-- table: ${name} -->\n${tables[name]()}\n<!-- end -->`;
  });
}

/** The npm page lists the names of the rules only: the table is too wide for it. */
function withPolicyNames(text) {
  return text.replace(/<!-- list: policies -->\n[\s\S]*?<!-- end -->/g, () => {
    const { policies } = require("../provider/bin/policies/index.js");
    const names = policies.map(({ name }) => `\`${name}\``).join(", ");
    return `<!-- list: policies -->\nThe rules: ${names}.\n<!-- end -->`;
  });
}

/** The table of all policies; `tags` are the resources that a policy applies to. */
function policyTable(policies) {
  const rows = policies.map(({ name, description, remediationSteps, tags, enforcementLevel, ...policy }) => {
    const about = tags.length === 4 ? "all" : tags.map((tag) => `\`${tag}\``).join(" ");
    const remediates = policy.remediateResource ? ", or `remediate`" : "";
    const unit = policy.validateStack ? "all images of the stack" : about;
    const settings = Object.entries(policy.configSchema.properties).map(
      ([setting, { default: value, description: meaning }]) =>
        `\`${setting}\`${value === undefined ? "" : ` (\`${JSON.stringify(value)}\`)`}: ${meaning}`,
    );
    return [
      `\`${name}\``,
      unit,
      `${description}. ${remediationSteps}`,
      `${enforcementLevel}${remediates}`,
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

/** Programs on pages are copied from examples/, so that what people copy has been run. */
function withPrograms(text) {
  return text.replace(/<!-- program: (.+?) -->\n```ts\n[\s\S]*?```/g, (_, file) => {
    return `<!-- program: ${file} -->\n\`\`\`ts\n${readFileSync(path.join(root, file), "utf8")}\`\`\``;
  });
}

/** Copies other files of examples/ into pages. */
function withFiles(text) {
  return text.replace(/<!-- file: (.+?) -->\n```(\w+)\n[\s\S]*?```/g, (_, file, language) => {
    return `<!-- file: ${file} -->\n\`\`\`${language}\n${readFileSync(path.join(root, file), "utf8")}\`\`\``;
  });
}
