import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { settingsSchema } from "./settings";

test("every setting is changed by a test of the local cloud", () => {
  const root = join(__dirname, "..");
  const tests = readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".test.ts") && !/(^|[\\/])(bin|node_modules)[\\/]/.test(path))
    .map((path) => readFileSync(join(root, path), "utf8"))
    .join("\n");
  const changed = (name: string) => new RegExp(`\\b${name}: |"${name}"|\\b${name} }`).test(tests);
  expect(Object.keys(settingsSchema.shape).filter((name) => !changed(name))).toEqual([]);
});
