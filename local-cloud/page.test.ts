import { readFileSync } from "node:fs";
import { join } from "node:path";
import { faultSchema } from "./faults/fault";
import { routes } from "./services";
import { settingsSchema } from "./world/settings";

const readme = readFileSync(join(__dirname, "README.md"), "utf8");

test("the README names every route", () => {
  const missing = routes
    .filter(({ service }) => service !== "admin")
    .map(({ name }) => name.replace(/^(iam|keystone)/, ""))
    .filter((name) => !readme.includes(`\`${name}\``));
  expect(missing).toEqual([]);
});

test("the README names every admin call", () => {
  const calls = routes
    .filter(({ service }) => service === "admin")
    .map(({ method, pattern }) => `${method} ${pattern}`);
  expect(calls.filter((call) => !readme.includes(`\`${call}`))).toEqual([]);
});

test("the README names every setting and every kind of fault", () => {
  const kinds = faultSchema.options.map((option) => option.shape.kind.value);
  const names = [...Object.keys(settingsSchema.shape), ...kinds];
  expect(names.filter((name) => !readme.includes(`| \`${name}\``))).toEqual([]);
});
