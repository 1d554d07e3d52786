// npm run sdks: generates the SDKs of the plugin for other languages, with Pulumi's own generators, into dist/sdks/<language>.
//   npm run sdks -- python go   these alone. A language that is not named is left out where its generator cannot be had here; one that
//                               is named is a failure. Pulumi's own CLI has them all beside it; built from Go modules it has three.
//   --download-url URL          where engines will fetch the plugin from, as for npm run pack:plugin
//   --out FOLDER                another folder than dist/sdks/
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { root } from "./folders.mjs";
import { pluginManifest } from "./plugin/manifest.mjs";
import { run } from "./run.mjs";
import { main, Problem, say } from "./say.mjs";
import { setUp } from "./setup.mjs";

const require = createRequire(import.meta.url);
const languages = ["python", "nodejs", "go", "dotnet", "java"];

await main(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      "download-url": { type: "string" },
      out: { type: "string", default: path.join(root, "dist/sdks") },
    },
  });
  const unknown = positionals.find((name) => !languages.includes(name));
  if (unknown) throw new Problem(`There is no SDK for ${unknown}, only for ${languages.join(", ")}.`, 2);
  await setUp({ only: "provider" });
  const { ensureEngine } = await import("./engine/ensure.mjs");
  const { ensure } = await import("./engine/hosts.mjs");
  const engine = await ensureEngine();
  const generators = await ensure("generators", engine);
  if (generators.reason) say(`Generators of SDKs: ${generators.reason}`);
  const PATH = [generators.path, engine.path, process.env.PATH].filter(Boolean).join(path.delimiter);

  const home = mkdtempSync(path.join(tmpdir(), "cloud-images-sdks-"));
  try {
    const schema = path.join(home, "schema.json");
    writeFileSync(schema, schemaText(values["download-url"]));
    const env = { ...process.env, PATH, PULUMI_HOME: home, PULUMI_SKIP_UPDATE_CHECK: "true" };
    for (const language of positionals.length > 0 ? positionals : languages) {
      if (isOn(PATH, `pulumi-language-${language}`)) await generate(language, schema, values.out, env);
      else if (positionals.length === 0) say(`Left out: ${noGenerator(language)}`);
      else throw new Problem(noGenerator(language));
    }
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});

function schemaText(downloadUrl) {
  const { packageSchema } = require("../provider/bin/pulumi/native/schema/packageSchema.js");
  return JSON.stringify(packageSchema(pluginManifest(downloadUrl)));
}

function isOn(PATH, command) {
  return PATH.split(path.delimiter).some((folder) => existsSync(path.join(folder, command)));
}

function noGenerator(language) {
  return `${language}, because there is no pulumi-language-${language} on PATH`;
}

async function generate(language, schema, out, env) {
  const folder = path.join(out, language);
  rmSync(folder, { recursive: true, force: true }); // what is no longer generated would stay
  const { code, output } = await run(
    `Generating the SDK for ${language}`,
    "pulumi",
    ["package", "gen-sdk", schema, "--language", language, "--out", out],
    { env, limitSeconds: 120 },
  );
  if (code !== 0) throw new Problem(`The SDK for ${language} was not generated:\n${output}`);
  say(`  ${path.relative(process.cwd(), folder)}`);
}
