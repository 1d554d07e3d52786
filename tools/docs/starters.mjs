// The programs that `pulumi-cloud-images init` writes: those of examples/, as they have been run.
import { readFileSync } from "node:fs";
import path from "node:path";
import { parse, parseDocument } from "yaml";
import { root } from "../folders.mjs";

const textOf = (file) => readFileSync(path.join(root, file), "utf8");

/** The text of provider/cli/init/project/starters.ts. */
export function startersOf(resources) {
  const entries = resources.map(({ type, example }) => {
    const { description, config } = parse(textOf(path.join(path.dirname(example), "Pulumi.yaml")));
    const starter = [
      `description: ${JSON.stringify(description)}`,
      `config: ${JSON.stringify(config)}`,
      `program: ${lines(textOf(example))}`,
      `yaml: ${literal(yamlOf(type))}`,
    ];
    return `${type}: {${starter.join(",\n")}}`;
  });
  return `// Written by \`npm run docs\` from examples/: change it there.

/** A program for one resource. */
export interface Starter {
  readonly description: string;
  /** What the program reads, as Pulumi.yaml declares it. */
  readonly config: Readonly<Record<string, { readonly type: string; readonly description: string }>>;
  readonly program: string;
  /** What a Pulumi.yaml has besides its head, if it is the program. */
  readonly yaml: string;
}

export const starters = {${entries.join(",\n")}} as const satisfies Record<string, Starter>;

/** Of examples/gitops. */
export const tsconfig = ${literal(textOf("examples/gitops/tsconfig.json"))};
`;
}

/** The resource of this type in the example in YAML, with the output of its id. Its configuration is that of the other program. */
function yamlOf(type) {
  const document = parseDocument(textOf("examples/yaml/Pulumi.yaml"));
  const resources = document.get("resources");
  const resource = resources.items.find(({ value }) => value.get("type") === `cloudimages:index:${type}`);
  resource.key.spaceBefore = false;
  resource.value.deleteIn(["properties", "cloud"]); // the stack's default cloud is the one
  resource.value.delete("options");
  resources.items = [resource];
  for (const { key, value } of document.get("config").items) {
    const standard = value.get("default");
    if (standard !== undefined)
      for (const property of resource.value.get("properties").items)
        if (property.value.value === `\${${key.value}}`) property.value.value = standard;
  }
  for (const key of ["name", "description", "runtime", "config", "variables"]) document.delete(key);
  document.set("outputs", document.createNode({ imageId: `\${${resource.key.value}.imageId}` }));
  document.commentBefore = null;
  for (const { key } of document.contents.items) key.spaceBefore = key.value !== "resources";
  return document.toString({ lineWidth: 0 });
}

/** Line by line: an import of the program is none of the file that it stands in. */
const lines = (text) =>
  `[${text
    .split("\n")
    .map((line) => JSON.stringify(line))
    .join(",\n")}].join("\\n")`;

const literal = (text) =>
  `\`${text.replaceAll("\\", "\\\\").replaceAll("`", "\\`").replaceAll("${", "\\${")}\``;
