import { interrupted } from "../harness/interruptions";
import { type Lab, openLab } from "../harness/lab";
import { failureOf } from "../harness/stack";
import { template } from "../harness/subjects";
import { storagesOf } from "./storagesOf";

let lab: Lab;
beforeEach(async () => {
  lab = await openLab(template, { settings: { templateSeconds: 5 } });
});
afterEach(() => lab.close());

test("name, description, state and user tags change in place", async () => {
  const stack = lab.stack();
  await stack.up(lab.process(), lab.args({ userTags: ["team:lab", "stage:test"] }));
  const silver = lab.args({
    name: "silver",
    description: "weekly",
    state: "Disabled",
    userTags: ["stage:live", "team:lab"],
  });
  expect(stack.plan(silver)).toBe("update");
  await stack.up(lab.process(), silver);
  const [template] = lab.templates();
  expect(template).toMatchObject({ name: "silver", description: "weekly", state: "Disabled" });
  expect(template?.userTags?.filter((tag) => !tag.startsWith("pulumi-cloud-images")).sort()).toEqual([
    "stage:live",
    "team:lab",
  ]);
  expect(stack.plan(silver)).toBe("same");
  await stack.up(lab.process(), lab.args());
  expect(lab.templates()).toMatchObject([{ name: "golden", state: "Enabled" }]);
  expect(stack.plan(lab.args())).toBe("same");
  expect(lab.creates()).toBe(1);
});

test("lists in another order are no change", async () => {
  const stack = lab.stack();
  await stack.up(lab.process(), lab.args({ userTags: ["a", "b"] }));
  const turned = lab.args({ userTags: ["b", "a"], backupStorageUuids: [...storagesOf(lab)].reverse() });
  expect(stack.diff(turned)).toEqual({ changes: false });
});

test("what somebody changed is found by a refresh, and mended by the next up", async () => {
  const stack = lab.stack();
  await stack.up(lab.process(), lab.args({ description: "as it is to be" }));
  lab.cloud.patchTemplate(stack.recorded?.id ?? "", { name: "by hand", state: "Disabled" });
  await stack.refresh(lab.process());
  const args = lab.args({ description: "as it is to be", state: "Enabled" });
  expect(stack.plan(args)).toBe("update");
  await stack.up(lab.process(), args);
  expect(lab.templates()).toMatchObject([{ name: "golden", state: "Enabled" }]);
});

test.each([
  ["Permissive", false],
  ["Enforcing", false],
  ["Permissive", true],
] as const)("a delete is %s, expunge %s", async (deleteMode, expunge) => {
  const stack = lab.stack();
  await stack.up(lab.process(), lab.args({ deleteMode, expunge }));
  await stack.destroy(lab.process());
  const [sent] = lab.cloud.requests().filter(({ route }) => route === "zstack.deleteImage");
  expect(JSON.stringify(sent?.query)).toContain(deleteMode);
  expect(lab.templates()).toEqual([]);
  expect(lab.cloud.templates()).toHaveLength(expunge ? 0 : 1); // else it can be recovered
});

test("an expunge that fails is done by the next destroy", async () => {
  const stack = lab.stack();
  await stack.up(lab.process(), lab.args({ expunge: true, timeouts: { delete: "30s" } }));
  lab.cloud.addFault({ route: "zstack.imageAction", kind: "status", status: 500, times: 1e6 });
  await failureOf(stack.destroy(lab.process()));
  lab.cloud.clearFaults();
  expect(stack.recorded).toBeDefined();
  await stack.destroy(lab.process());
  expect(lab.cloud.templates()).toEqual([]);
});

test("an expunge that an interrupted destroy has sent is no failure of the next", async () => {
  const stack = lab.stack();
  await stack.up(lab.process(), lab.args({ expunge: true }));
  lab.cloud.configure({ zstackActionSeconds: 60 });
  const dying = lab.process();
  void lab.clock.sleep(90_000).then(() => dying.interrupt(interrupted())); // deleted after one minute, expunged after two
  await failureOf(stack.destroy(dying));
  expect(lab.wire()).toContain("zstack.imageAction");
  expect(lab.cloud.templates()).toMatchObject([{ status: "Deleted" }]);
  await stack.destroy(lab.process());
  expect(lab.cloud.templates()).toEqual([]);
});

test("a delete that something depends on is refused with words, and Enforcing goes through", async () => {
  const stack = lab.stack();
  await stack.up(lab.process(), lab.args());
  lab.cloud.patchTemplate(stack.recorded?.id ?? "", { deletionRefusal: "three volumes use it" });
  const failure = await failureOf(stack.destroy(lab.process()));
  expect(failure.message).toContain("three volumes use it");
  await stack.up(lab.process(), lab.args({ deleteMode: "Enforcing" }));
  await stack.destroy(lab.process());
  expect(lab.templates()).toEqual([]);
});

test("one that was deleted, or has no copy any more, leaves the state with a refresh", async () => {
  const stack = lab.stack();
  await stack.up(lab.process(), lab.args());
  lab.cloud.removeTemplate(stack.recorded?.id ?? "");
  await stack.refresh(lab.process());
  expect(stack.recorded).toBeUndefined();
  await stack.up(lab.process(), lab.args());
  lab.cloud.patchTemplate(stack.recorded?.id ?? "", { status: "Deleted" });
  await stack.refresh(lab.process());
  expect(stack.recorded).toBeUndefined();
});

test("one that another resource has claimed is neither changed nor deleted", async () => {
  const stack = lab.stack();
  await stack.up(lab.process(), lab.args());
  const [template] = lab.templates();
  const userTags = (template?.userTags ?? []).map((tag) => tag.replace(/[0-9a-f]{12}$/, "0123456789ab"));
  lab.cloud.patchTemplate(stack.recorded?.id ?? "", { userTags });
  const failure = await failureOf(stack.up(lab.process(), lab.args({ name: "silver" })));
  expect(failure.message).toContain("has been claimed by another resource");
  const process = lab.process();
  await stack.destroy(process);
  expect(process.warnings.join()).toContain("it is not deleted");
  expect(lab.templates()).toHaveLength(1);
});

test("one that another resource has claimed, and put into the bin, is not expunged", async () => {
  const stack = lab.stack();
  await stack.up(lab.process(), lab.args({ expunge: true }));
  const [template] = lab.templates();
  const userTags = (template?.userTags ?? []).map((tag) => tag.replace(/[0-9a-f]{12}$/, "0123456789ab"));
  lab.cloud.patchTemplate(stack.recorded?.id ?? "", { userTags, status: "Deleted" });
  const process = lab.process();
  await stack.destroy(process);
  expect(process.warnings.join()).toContain("it is not expunged");
  expect(lab.cloud.templates()).toMatchObject([{ status: "Deleted" }]);
});
