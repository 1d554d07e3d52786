import { readFileSync } from "node:fs";
import { join } from "node:path";
import { defaultTimeouts } from "../../provider/resources/defaultTimeouts";

const text = (path: string) => readFileSync(join(__dirname, "../..", path), "utf8");

test("the default time-outs are those that stand in the declaration and on the page about waiting", () => {
  const declared = [
    ...text("provider/pulumi/dynamic/timeouts.ts").matchAll(/@default "(\d+m)"\n\s+\*\/\n\s+(\w+)\?:/g),
  ];
  expect(Object.fromEntries(declared.map(([, time, operation]) => [operation, time]))).toEqual(
    defaultTimeouts,
  );
  const { create, update, delete: remove } = defaultTimeouts;
  expect(update).toBe(create);
  const minutes = (time: string) => time.replace("m", "");
  expect(text("docs/waiting.md")).toContain(
    `by default ${minutes(create)} minutes for create and update, ${minutes(remove)} for delete`,
  );
});
