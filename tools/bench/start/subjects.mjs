// What is started: each beside the same without this package.
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { root } from "../../folders.mjs";

const require = createRequire(import.meta.url);
const sdk = path.dirname(require.resolve("@pulumi/pulumi/package.json"));

/** At most so many milliseconds more, or so many times as much. */
const more = (ms) => ({ text: `≤ ${ms} ms more`, isMet: (alone, ours) => ours - alone <= ms });
const times = (most) => ({ text: `≤ ${most} ×`, isMet: (alone, ours) => ours / alone <= most });

export function subjectsIn(folder) {
  const program = (...modules) => ({
    args: ["-e", modules.map((module) => `require(${JSON.stringify(module)});`).join(" ")],
    cwd: root,
  });
  // As the engine starts a pack: it is ready when it tells its port.
  const pack = (at) => ({
    args: [path.join(sdk, "cmd/run-policy-pack"), "127.0.0.1:1", at],
    cwd: at,
    untilOutput: true,
  });
  const empty = emptyPack(path.join(folder, "empty-pack"));
  return [
    {
      what: "a program that loads the package",
      beside: "`@pulumi/pulumi` alone",
      alone: program("@pulumi/pulumi"),
      ours: program("@pulumi/pulumi", "pulumi-cloud-images"),
      goal: more(60),
    },
    {
      what: "the policy pack",
      beside: "a pack without policies",
      alone: pack(empty),
      ours: pack(path.join(root, "provider/policy-pack")),
      goal: times(1.1),
    },
    {
      what: "a pack of one's own (`examples/policy-pack`)",
      beside: "a pack without policies",
      alone: pack(empty),
      ours: pack(path.join(root, "examples/policy-pack")),
      goal: times(1.1),
    },
    {
      what: "`pulumi-cloud-images --help`",
      beside: "Node.js alone",
      alone: { args: ["-e", "0"], cwd: root },
      ours: { args: [path.join(root, "provider/bin/cli/main.js"), "--help"], cwd: root },
      goal: more(100),
    },
  ];
}

function emptyPack(folder) {
  mkdirSync(folder);
  symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  const runtime = { name: "nodejs", options: { typescript: false } };
  const files = {
    "PulumiPolicy.yaml": JSON.stringify({ runtime }), // JSON is YAML
    "package.json": JSON.stringify({ name: "empty", version: "1.0.0", main: "index.js" }),
    "index.js": `new (require("@pulumi/policy").PolicyPack)("empty", { policies: [] });\n`,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  return folder;
}
