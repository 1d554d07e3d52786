import { diff } from "../../provider/lifecycle/diff";
import { volumeImage } from "../../provider/resources/volumeImage";
import { type Lab, openLab } from "./harness/lab";
import { owner, Stack, urnOf } from "./harness/stack";

let lab: Lab;
let stack: Stack;
const given = (more: object = {}) => ({ name: "golden", volumeId: lab.volume.id, description: "a", ...more });
beforeEach(async () => {
  lab = await openLab("openstack");
  stack = new Stack();
  await stack.up(lab.process(), given({ minRamMiB: 512 }));
});
afterEach(() => lab.close());

const fieldsOf = (args: object, of: { owner?: string } = {}) => {
  const call = { urn: urnOf("golden"), owner, ...of };
  return diff(volumeImage, stack.recorded?.outputs ?? {}, { ...args }, call);
};

test.each([
  ["nothing", {}, { changes: false, fields: [] }],
  ["one set in place", { description: "b" }, { fields: ["description"] }],
  [
    "two, of which one is taken out",
    { description: "b", minRamMiB: undefined },
    { fields: ["description", "minRamMiB"] },
  ],
  ["what only we read", { timeouts: { create: "2h" } }, { fields: ["timeouts"] }],
  ["what may differ", { description: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" }, { fields: ["description"] }],
  [
    "what replaces, with what changes besides",
    { volumeId: "26369c5d-384d-4e64-b37a-56d898769362", description: "b" },
    { replaces: ["volumeId"], fields: ["volumeId", "description"] },
  ],
])("a difference names the fields of %s", (_, more, difference) => {
  expect(fieldsOf(given({ minRamMiB: 512, ...more }))).toEqual(difference);
});

test("drift is named by the field that the image shows otherwise", async () => {
  lab.cloud.patchImage(lab.image().id, { description: "by hand" });
  await stack.refresh(lab.process());
  expect(fieldsOf(given({ minRamMiB: 512 }))).toEqual({ changes: true, fields: ["description"] });
});

test("an image that gets another mark has no field that differs", () => {
  const found = fieldsOf(given({ minRamMiB: 512 }), { owner: "ffffffff" });
  expect(found).toEqual({ changes: true, fields: [] });
});

test("an unfinished image differs in its status alone, and it is said that the update goes on with it", async () => {
  const outputs = {
    ...stack.recorded?.outputs,
    status: "saving",
    name: "creating-x",
    description: "the volume's",
  };
  const call = { urn: urnOf("golden"), owner };
  const args = given({ minRamMiB: 512 });
  const goesOn = `goes on with the unfinished image (saving): ${lab.image().id}`;
  expect(diff(volumeImage, outputs, args, call)).toEqual({ changes: true, fields: ["status"], goesOn });
  const longer = { ...args, timeouts: { update: "2h" } };
  expect(diff(volumeImage, outputs, longer, call)).toEqual({ fields: ["status", "timeouts"], goesOn });
  const seen = { ...outputs, status: "queued", imageId: undefined, jobId: "job-1" };
  expect(diff(volumeImage, seen, args, call).goesOn).toBe(
    "goes on with the unfinished image of the job job-1",
  );
  const failed = diff(volumeImage, { ...outputs, status: "killed" }, args, call);
  expect(failed).toMatchObject({ replaces: ["status"] });
  expect(failed.goesOn).toBeUndefined();
});
