import { PartialFailureError } from "../../../provider/lifecycle/claim/partialFailureError";
import { type Lab, openLab } from "../harness/lab";
import { failureOf } from "../harness/stack";
import { template } from "../harness/subjects";
import { storagesOf } from "./storagesOf";

let lab: Lab;
beforeEach(async () => {
  lab = await openLab(template);
});
afterEach(() => lab.close());

test("no copy could be made: the causes are reported, nothing is kept, and the next up makes it under another uuid", async () => {
  for (const uuid of storagesOf(lab))
    lab.cloud.patchBackupStorage(uuid, { failing: "no space left on device" });
  const stack = lab.stack();
  const failure = await failureOf(stack.up(lab.process(), lab.args()));
  expect(failure.message).toContain("no space left on device");
  expect(stack.recorded).toBeUndefined();
  expect(lab.templates()).toEqual([]);
  for (const uuid of storagesOf(lab)) lab.cloud.patchBackupStorage(uuid, { failing: null as never });
  await stack.up(lab.process(), lab.args());
  expect(lab.templates()).toMatchObject([{ name: "golden", status: "Ready", uuid: stack.recorded?.id }]);
});

describe("the job says why a copy could not be made", () => {
  const partly = async () => {
    const [first, second] = storagesOf(lab);
    const stack = lab.stack();
    const failure = await failureOf(stack.up(lab.process(), lab.args()));
    expect(failure).toBeInstanceOf(PartialFailureError);
    expect(failure.message).toContain(
      `it has no copy on backup storage ${second}: ZStack says of ${second}: the disk is on fire (SYS.1006)`,
    );
    expect(failure.message).toContain("Mend that storage");
    expect(failure.message).not.toContain(`says of ${first}`);
    return stack;
  };

  test("it is reported, also by the next up, as long as ZStack knows the job", async () => {
    lab.cloud.configure({ zstackTellsFailures: true });
    lab.cloud.patchBackupStorage(storagesOf(lab)[1], { failing: "the disk is on fire" });
    const stack = await partly();
    const again = await failureOf(stack.up(lab.process(), lab.args()));
    expect(again.message).toContain("the disk is on fire (SYS.1006)");
    await lab.clock.sleep(4 * 3600_000);
    const forgotten = await failureOf(stack.up(lab.process(), lab.args()));
    expect(forgotten.message).toContain(`it has no copy on backup storage ${storagesOf(lab)[1]}\n`);
    expect(lab.creates()).toBe(1);
  });

  test("it is reported if the create itself is answered with its result", async () => {
    const [first, backupStorageUuid] = storagesOf(lab);
    const error = { code: "SYS.1006", description: "it failed", details: "the disk is on fire" };
    const body = { error: null, inventory: {}, failures: [{ backupStorageUuid, error }] };
    lab.cloud.addFault({ route: "zstack.createTemplate", kind: "status", status: 200, body });
    const made = lab.clock.sleep(3_000).then(() => {
      const create = lab.cloud.requests().find(({ route }) => route === "zstack.createTemplate");
      const { params } = (create ?? { body: {} }).body as { params: { resourceUuid: string } };
      const url = `volumeSnapshot://${lab.args().snapshotUuid}`;
      const backupStorageRefs = [{ backupStorageUuid: first }];
      lab.cloud.addTemplate({ uuid: params.resourceUuid, url, backupStorageRefs });
    });
    await Promise.all([partly(), made]);
  });
});

describe("one of two copies could not be made", () => {
  const partly = async () => {
    const [, second] = storagesOf(lab);
    lab.cloud.patchBackupStorage(second, { failing: "no space left on device" });
    const stack = lab.stack();
    const failure = await failureOf(stack.up(lab.process(), lab.args()));
    expect(failure).toBeInstanceOf(PartialFailureError);
    expect(failure.message).toContain(`it has no copy on backup storage ${second}`);
    expect(failure.message).toContain("backupStorageUuids");
    expect(stack.recorded).toMatchObject({ failed: true, outputs: { status: "Ready" } });
    expect(lab.templates()).toHaveLength(1);
    return stack;
  };

  test("the template is kept and taken over, and the next up says the same and makes no second one", async () => {
    const stack = await partly();
    const failure = await failureOf(stack.up(lab.process(), lab.args()));
    expect(failure.message).toContain("it has no copy on backup storage");
    expect(lab.templates()).toMatchObject([{ uuid: stack.recorded?.id }]);
    expect(lab.creates()).toBe(1);
  });

  test("taken out of the program, the storage is forgotten and the template stays as it is", async () => {
    const stack = await partly();
    const [first] = storagesOf(lab);
    const args = lab.args({ backupStorageUuids: [first] });
    expect(stack.plan(args)).toBe("update");
    await stack.up(lab.process(), args);
    expect(stack.recorded?.failed).toBe(false);
    expect(stack.plan(args)).toBe("same");
    expect(lab.creates()).toBe(1);
  });

  test("with the storage mended, a replacement makes it whole", async () => {
    const stack = await partly();
    const [, second] = storagesOf(lab);
    lab.cloud.patchBackupStorage(second, { failing: null as never });
    await stack.up(lab.process(), lab.args(), { replace: true });
    expect(lab.templates()).toMatchObject([{ uuid: stack.recorded?.id, status: "Ready" }]);
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
  expect(lab.templates()).toHaveLength(1);
});

test("a snapshot that is not ready is mended, and the next up works", async () => {
  const [snapshot] = lab.cloud.snapshots();
  lab.cloud.patchSnapshot(snapshot?.uuid ?? "", { state: "Disabled" });
  const stack = lab.stack();
  const failure = await failureOf(stack.up(lab.process(), lab.args()));
  expect(failure.message).toContain("Disabled");
  lab.cloud.patchSnapshot(snapshot?.uuid ?? "", { state: "Enabled" });
  await stack.up(lab.process(), lab.args());
  expect(lab.templates()).toMatchObject([{ status: "Ready" }]);
});

describe("answered 200 with an error", () => {
  const ourTags = () =>
    (lab.templates()[0]?.userTags ?? []).filter((tag) => tag.startsWith("pulumi-cloud-images="));
  const refusing = (route: string) => lab.cloud.addFault({ route, kind: "errorInside", times: 1e6 });
  const answering = (route: string, error: object, times = 1e6) =>
    lab.cloud.addFault({ route, kind: "status", status: 200, body: { error, inventories: [] }, times });

  test("a create fails at once with the reason, keeps nothing, and the next up makes the template", async () => {
    refusing("zstack.createTemplate");
    const stack = lab.stack();
    const before = lab.clock.now();
    const failure = await failureOf(stack.up(lab.process(), lab.args()));
    expect(failure.message).toContain("the management node refuses it");
    expect(lab.clock.now() - before).toBeLessThan(10_000);
    expect(stack.recorded).toBeUndefined();
    lab.cloud.clearFaults();
    await stack.up(lab.process(), lab.args());
    expect(lab.templates()).toMatchObject([{ uuid: stack.recorded?.id, status: "Ready" }]);
  });

  test("a uuid that was used before is followed by the next", async () => {
    const details = "Duplicate entry '6c8c' for key 'PRIMARY'";
    answering("zstack.createTemplate", { code: "SYS.1000", description: "internal error", details }, 3);
    const stack = lab.stack();
    await stack.up(lab.process(), lab.args());
    expect(lab.templates()).toMatchObject([{ uuid: stack.recorded?.id, status: "Ready" }]);
  });

  test("a tag call of the take-over leaves the mark of before, and the next up ends it", async () => {
    refusing("zstack.createUserTag");
    const stack = lab.stack();
    const failure = await failureOf(stack.up(lab.process(), lab.args()));
    expect(failure).toBeInstanceOf(PartialFailureError);
    expect(failure.message).toContain("the management node refuses it");
    expect(ourTags()).toEqual([expect.stringMatching(/^pulumi-cloud-images=[0-9a-f]{8}-[0-9a-f]{20}$/)]);
    lab.cloud.clearFaults();
    await stack.up(lab.process(), lab.args());
    expect(ourTags()).toEqual([expect.stringContaining(`-${stack.recorded?.outputs.claim}`)]);
    expect(lab.creates()).toBe(1);
  });

  test("a delete fails at once with the reason, and the template stays in the state", async () => {
    const stack = lab.stack();
    await stack.up(lab.process(), lab.args());
    refusing("zstack.deleteImage");
    const before = lab.clock.now();
    const failure = await failureOf(stack.destroy(lab.process()));
    expect(failure.message).toContain("the management node refuses it");
    expect(lab.clock.now() - before).toBeLessThan(10_000);
    expect(stack.recorded).toBeDefined();
    expect(lab.templates()).toHaveLength(1);
    lab.cloud.clearFaults();
    await stack.destroy(lab.process());
    expect(lab.templates()).toEqual([]);
  });

  test("a poll is no word of what is gone", async () => {
    const stack = lab.stack();
    await stack.up(lab.process(), lab.args());
    answering("zstack.queryImages", { code: "SYS.1006", description: "the database is read-only" });
    expect((await failureOf(stack.refresh(lab.process()))).message).toContain("the database is read-only");
    expect(stack.recorded?.id).toBe(lab.templates()[0]?.uuid);
  });
});
