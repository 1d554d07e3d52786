import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createStack, type Stack } from "./engine";

const plugin = path.resolve(__dirname, "../../provider/plugin/pulumi-resource-cloudimages");
const file = path.resolve(__dirname, "../../provider/schema.json");

let stack: Stack | undefined;
afterEach(() => stack?.dispose());

/** The engine brings its metaschema along, and what generators of SDKs demand besides. */
test("the real engine finds nothing wrong with the package schema, and refuses a broken one", async () => {
  stack = createStack({ program: "" });
  const right = await stack.run(["schema", "check", file]);
  expect(right.text).not.toMatch(/error|warning/i);
  const broken = path.join(stack.project, "broken.json");
  writeFileSync(broken, readFileSync(file, "utf8").replace('"type": "boolean"', '"type": "flag"'));
  const wrong = await stack.run(["schema", "check", broken], { mayFail: true });
  expect(wrong.code).not.toBe(0);
});

/** Whatever V8 or Node.js had to say about how it is started would be seen. */
test("the plugin as it is delivered runs on this Node.js, and tells the engine this schema and nothing else", async () => {
  stack = createStack({ program: "" });
  const { stdout, text } = await stack.run(["package", "get-schema", plugin]);
  expect(text).toBe(stdout);
  const names = ({ name, version, resources, functions }: Record<string, object>) => ({
    name,
    version,
    resources: Object.keys(resources ?? {}).sort(),
    functions: Object.keys(functions ?? {}).sort(),
  });
  expect(names(JSON.parse(stdout))).toEqual(names(JSON.parse(readFileSync(file, "utf8"))));
});
