import { spawnSync } from "node:child_process";
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

/** V8 says so, and goes on, where it does not know the flags that the plugin sets. */
test("the plugin as it is delivered starts on this Node.js without a word, and tells the engine this schema", async () => {
  stack = createStack({ program: "" });
  const { stderr, status } = spawnSync(plugin, ["--version"], { env: stack.env, encoding: "utf8" });
  expect([stderr, status]).toEqual(["", 0]);
  const { stdout } = await stack.run(["package", "get-schema", plugin]);
  const names = ({ name, version, resources, functions }: Record<string, object>) => ({
    name,
    version,
    resources: Object.keys(resources ?? {}).sort(),
    functions: Object.keys(functions ?? {}).sort(),
  });
  expect(names(JSON.parse(stdout))).toEqual(names(JSON.parse(readFileSync(file, "utf8"))));
});
