import { type Lab, openLab } from "./harness/lab";
import { profiles } from "./harness/routes";
import { Stack } from "./harness/stack";

/** A delete that is sent again because its answer was bad finds nothing to delete. */
describe.each(profiles)("a delete whose answer is lost on %s", (profile) => {
  let lab: Lab;
  let stack: Stack;
  beforeEach(async () => {
    lab = await openLab(profile, { settings: { deleteSeconds: 0 } });
    stack = new Stack();
    await stack.up(lab.process(), { name: "golden", volumeId: lab.volume.id });
    lab.forget();
  });
  afterEach(() => lab.close());
  const deletes = () => lab.wire().filter((route) => route === lab.routes.remove).length;

  test.each([
    { kind: "status", status: 500 },
    { kind: "html" },
    { kind: "reset" },
    { kind: "resetBody" },
  ] as const)("but has deleted the image is done, after one read: %p", async (bad) => {
    lab.cloud.addFault({ route: lab.routes.remove, applied: true, ...bad });
    const since = lab.clock.elapsed();
    await stack.destroy(lab.process());
    expect(stack.recorded).toBeUndefined();
    expect(lab.images()).toEqual([]);
    expect(deletes()).toBe(2);
    expect(lab.clock.elapsed() - since).toBeLessThan(4_000);
  });

  test("and has deleted nothing is sent again", async () => {
    lab.cloud.addFault({ route: lab.routes.remove, kind: "html" });
    await stack.destroy(lab.process());
    expect(lab.images()).toEqual([]);
    expect(deletes()).toBe(2);
  });
});

test("that tags are not found, after a first answer was lost, proves no delete", async () => {
  const lab = await openLab("otc");
  try {
    const stack = new Stack();
    await stack.up(lab.process(), { name: "golden", volumeId: lab.volume.id });
    const body = { error_code: "IMG.0027", error_msg: "The image does not exist." };
    lab.cloud.addFault({ route: "ims.listTags", kind: "html" });
    lab.cloud.addFault({ route: "ims.listTags", nth: 2, kind: "status", status: 404, body });
    await stack.destroy(lab.process());
    expect(lab.images()).toEqual([]);
    expect(lab.wire().filter((route) => route === "ims.deleteImage")).toHaveLength(1);
  } finally {
    await lab.close();
  }
});
