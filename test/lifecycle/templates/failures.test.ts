import { KeptError } from "../../../provider/lifecycle/kept";
import { failureOf } from "../stack";
import { openTemplateLab, type TemplateLab } from "./templateLab";

let lab: TemplateLab;
beforeEach(async () => {
  lab = await openTemplateLab();
});
afterEach(() => lab.close());

test("no copy could be made: the causes are told, nothing is kept, and the next up makes it under another uuid", async () => {
  for (const uuid of lab.storages) lab.cloud.patchBackupStorage(uuid, { failing: "no space left on device" });
  const stack = lab.stack();
  const failure = await failureOf(stack.up(lab.process(), lab.args()));
  expect(failure.message).toContain("no space left on device");
  expect(stack.recorded).toBeUndefined();
  expect(lab.live()).toEqual([]);
  for (const uuid of lab.storages) lab.cloud.patchBackupStorage(uuid, { failing: null as never });
  await stack.up(lab.process(), lab.args());
  expect(lab.live()).toMatchObject([{ name: "golden", status: "Ready", uuid: stack.recorded?.id }]);
});

describe("one of two copies could not be made", () => {
  const partly = async () => {
    const [, second] = lab.storages;
    lab.cloud.patchBackupStorage(second, { failing: "no space left on device" });
    const stack = lab.stack();
    const failure = await failureOf(stack.up(lab.process(), lab.args()));
    expect(failure).toBeInstanceOf(KeptError);
    expect(failure.message).toContain(`it has no copy on backup storage ${second}`);
    expect(failure.message).toContain("backupStorageUuids");
    expect(stack.recorded).toMatchObject({ failed: true, outputs: { status: "Ready" } });
    expect(lab.live()).toHaveLength(1);
    return stack;
  };

  test("the template is kept and taken over, and the next up says the same and makes no second one", async () => {
    const stack = await partly();
    const failure = await failureOf(stack.up(lab.process(), lab.args()));
    expect(failure.message).toContain("it has no copy on backup storage");
    expect(lab.live()).toMatchObject([{ uuid: stack.recorded?.id }]);
    expect(lab.creates()).toBe(1);
  });

  test("taken out of the program, the storage is forgotten and the template stays as it is", async () => {
    const stack = await partly();
    const [first] = lab.storages;
    const args = lab.args({ backupStorageUuids: [first] });
    expect(stack.plan(args)).toBe("update");
    await stack.up(lab.process(), args);
    expect(stack.recorded?.failed).toBe(false);
    expect(stack.plan(args)).toBe("same");
    expect(lab.creates()).toBe(1);
  });

  test("with the storage mended, a replacement makes it whole", async () => {
    const stack = await partly();
    const [, second] = lab.storages;
    lab.cloud.patchBackupStorage(second, { failing: null as never });
    await stack.up(lab.process(), lab.args(), { replace: true });
    expect(lab.live()).toMatchObject([{ uuid: stack.recorded?.id, status: "Ready" }]);
    expect(stack.plan(lab.args())).toBe("same");
  });
});

test.each([
  [
    "a snapshot that does not exist",
    { snapshotUuid: "6c8c6b0ea9844ff3bc58cc46b2fde6ce" },
    /6c8c6b0ea9844ff3bc58cc46b2fde6ce/,
  ],
  [
    "a storage that does not exist",
    { backupStorageUuids: ["6c8c6b0ea9844ff3bc58cc46b2fde6ce"] },
    /6c8c6b0ea9844ff3bc58cc46b2fde6ce/,
  ],
] as const)("%s is a clear error, and nothing is kept", async (_, wrong, said) => {
  const stack = lab.stack();
  const failure = await failureOf(stack.up(lab.process(), lab.args(wrong)));
  expect(failure.message).toMatch(said);
  expect(stack.recorded).toBeUndefined();
  await stack.up(lab.process(), lab.args());
  expect(lab.live()).toHaveLength(1);
});

test("a snapshot that is not ready is mended, and the next up works", async () => {
  const [snapshot] = lab.cloud.snapshots();
  lab.cloud.patchSnapshot(snapshot?.uuid ?? "", { state: "Disabled" });
  const stack = lab.stack();
  const failure = await failureOf(stack.up(lab.process(), lab.args()));
  expect(failure.message).toContain("Disabled");
  lab.cloud.patchSnapshot(snapshot?.uuid ?? "", { state: "Enabled" });
  await stack.up(lab.process(), lab.args());
  expect(lab.live()).toMatchObject([{ status: "Ready" }]);
});
