import { openTemplateLab, type TemplateLab } from "./templateLab";

let lab: TemplateLab;
afterEach(() => lab.close());

test("a template is made by one create call, looked at by one query, and taken over by its tag", async () => {
  lab = await openTemplateLab();
  const stack = lab.stack();
  await stack.up(lab.process(), lab.args({ description: "from a snapshot", userTags: ["team:lab"] }));
  expect(lab.history()).toEqual([]);
  expect(lab.live()).toMatchObject([{ name: "golden", status: "Ready" }]);
  expect(stack.recorded).toMatchObject({ outputs: { status: "Ready", state: "Enabled", userTags: ["team:lab"] } });
  expect(stack.plan(lab.args({ description: "from a snapshot", userTags: ["team:lab"] }))).toBe("same");
});
