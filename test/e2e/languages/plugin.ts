import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";

/**
 * Writes a plugin whose only resource is a word, so that language hosts show what they can with nothing of ours. The engine starts
 * it through the host for Node, or as a command. As the SDK's server cannot read without properties, it is imported with them.
 */
export function writePlugin(folder: string, how: "through the host" | "as a command"): void {
  mkdirSync(folder);
  symlinkSync(path.resolve(__dirname, "../../../node_modules"), path.join(folder, "node_modules"));
  const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text, { mode: 0o755 });
  if (how === "as a command") write("pulumi-resource-words", `#!/usr/bin/env node\n${server}`);
  else for (const [name, text] of Object.entries(files)) write(name, text);
}

const word = { word: { type: "string" } };

export const schema = {
  name: "words",
  version: "1.0.0",
  resources: {
    "words:index:Word": {
      properties: word,
      required: ["word"],
      inputProperties: word,
      requiredInputs: ["word"],
    },
  },
};

const server = `const { main } = require("@pulumi/pulumi/provider");
main({
  version: "1.0.0",
  getSchema: async () => ${JSON.stringify(JSON.stringify(schema))},
  check: async (urn, olds, news) => ({ inputs: news }),
  diff: async (id, urn, olds, news) => ({ changes: olds.word !== news.word }),
  create: async (urn, inputs) => ({ id: "id", outs: inputs }),
  update: async (id, urn, olds, news) => ({ outs: news }),
  delete: async () => {},
}, process.argv.slice(2));
`;

const files = {
  "PulumiPlugin.yaml": "runtime:\n  name: nodejs\n  options: { typescript: false }\n",
  "package.json": JSON.stringify({ name: "words", version: "1.0.0", main: "index.js" }),
  "index.js": server,
};

/** What `pulumi import --file` imports without asking the plugin. */
export const importFile = {
  resources: [
    {
      type: "words:index:Word",
      name: "second",
      id: "id",
      inputs: { word: "found" },
      outputs: { word: "found" },
    },
  ],
};
