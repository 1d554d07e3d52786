import { dataVolumeTemplate } from "../../../provider/resources/dataVolumeTemplate";
import { type Lab, openLab } from "../harness/lab";
import { failureOf, Stack } from "../harness/stack";
import { template } from "../harness/subjects";

/** ZStack changes no tag: a claim is set, then the bare mark removed. What a run leaves that ends in between. */
let lab: Lab;
beforeEach(async () => {
  lab = await openLab(template, { settings: { templateSeconds: 5 } });
});
afterEach(() => lab.close());

const ours = () =>
  (lab.templates()[0]?.userTags ?? []).filter((tag) => tag.startsWith("pulumi-cloud-images="));
const bare = /^pulumi-cloud-images=[0-9a-f]{8}-[0-9a-f]{20}$/;
const claimed = (stack: Stack) =>
  new RegExp(`^pulumi-cloud-images=[0-9a-f]{8}-[0-9a-f]{20}-${stack.recorded?.outputs.claim}$`);

/** A create whose bare mark cannot be removed: kept in the state, with its claim. */
async function between(): Promise<Stack> {
  lab.cloud.addFault({ route: "zstack.deleteTag", kind: "status", status: 403, times: 1e6 });
  const stack = lab.stack();
  await failureOf(stack.up(lab.process(), lab.args()));
  lab.cloud.clearFaults();
  expect(ours().sort()).toEqual([expect.stringMatching(bare), expect.stringMatching(claimed(stack))]);
  return stack;
}

const isWhole = (stack: Stack) => {
  expect(lab.templates()).toMatchObject([{ uuid: stack.recorded?.id, name: "golden", status: "Ready" }]);
  expect(ours()).toEqual([expect.stringMatching(claimed(stack))]);
  expect(lab.creates()).toBe(1);
  expect(stack.plan(lab.args())).toBe("same");
};

test("where the state has it, the next up ends the take-over with the same claim", async () => {
  const stack = await between();
  const claim = stack.recorded?.outputs.claim;
  await stack.up(lab.process(), lab.args());
  expect(stack.recorded?.outputs.claim).toBe(claim);
  isWhole(stack);
});

test("where the state has it, a refresh keeps it and warns of nobody, and the next up ends the take-over", async () => {
  const stack = await between();
  const process = lab.process();
  await stack.refresh(process);
  expect(process.warnings).toEqual([]);
  expect(stack.plan(lab.args())).toBe("update");
  await stack.up(lab.process(), lab.args());
  isWhole(stack);
});

test("where the state has it, a destroy deletes it", async () => {
  const stack = await between();
  await stack.destroy(lab.process());
  expect(lab.templates()).toEqual([]);
});

test("where no state has it, the next up adopts it, and the claim of before is gone", async () => {
  await between();
  const stack = lab.stack();
  await stack.up(lab.process(), lab.args());
  isWhole(stack);
});

test("where a replacement adopted it and ended in between, the next up of the old one takes it over again", async () => {
  const stack = lab.stack();
  await failureOf(stack.up(lab.process(), lab.args({ timeouts: { create: "2s" } })));
  const recorded = stack.recorded;
  await between(); // another create of the same resource, of which nothing was recorded
  stack.recorded = recorded;
  await stack.up(lab.process(), lab.args());
  isWhole(stack);
});

test("recorded as ready by a state whose release did only half: the next refresh and up set it right", async () => {
  const stack = lab.stack();
  await stack.up(lab.process(), lab.args());
  const [claim = ""] = ours();
  lab.cloud.patchTemplate(stack.recorded?.id ?? "", {
    userTags: [claim, claim.replace(/-[0-9a-f]{12}$/, "")],
  });
  await stack.refresh(lab.process());
  expect(stack.plan(lab.args())).toBe("update");
  await stack.up(lab.process(), lab.args());
  isWhole(stack);
});

test.each(["zstack.createUserTag", "zstack.deleteTag"])(
  "of a resource that was renamed: an update that ends at %s leaves it its own, for update and destroy",
  async (route) => {
    const before = lab.stack();
    await before.up(lab.process(), lab.args());
    const renamed = new Stack("renamed", dataVolumeTemplate);
    renamed.recorded = before.recorded;
    lab.cloud.addFault({ route, kind: "status", status: 403, times: 1e6 });
    await failureOf(renamed.up(lab.process(), lab.args()));
    lab.cloud.clearFaults();
    await renamed.up(lab.process(), lab.args());
    isWhole(renamed);
    await renamed.destroy(lab.process());
    expect(lab.templates()).toEqual([]);
  },
);

test("a claim of another beside its own tag, after the bare mark is gone, is still another's", async () => {
  const stack = lab.stack();
  await stack.up(lab.process(), lab.args());
  const [own = ""] = ours();
  lab.cloud.patchTemplate(stack.recorded?.id ?? "", {
    userTags: [own.replace(/[0-9a-f]{12}$/, "ffffffffffff")],
  });
  await stack.destroy(lab.process());
  expect(lab.templates()).toHaveLength(1);
});
