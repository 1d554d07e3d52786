import { importImage } from "../../../provider/pulumi/dynamic/provider/verbs";
import { type Lab, openLab } from "../harness/lab";
import { failureOf, owner, type Stack, urnOf } from "../harness/stack";
import { jobImage, origins, template } from "../harness/subjects";
import { storagesOf } from "../templates/storagesOf";

let lab: Pick<Lab, "process" | "clock" | "creates" | "close">;
afterEach(() => lab.close());

/** Loses the resource, as `pulumi state delete` does, and brings its image in again. */
async function loseAndImport(stack: Stack, given: Record<string, unknown> = {}, takeOver = false) {
  const id = String(stack.recorded?.id);
  const cloud = lab.process().connect(undefined);
  const imported = await importImage(
    stack.resource,
    {
      cloud,
      location: await cloud.location(),
      id,
      urn: urnOf("golden", stack.resource.type),
      owner,
      given,
      takeOver,
      newClaim: () => "aaaabbbbcccc",
    },
    { deadline: lab.clock.now() + 60_000 },
  );
  const { inputs } = imported;
  const outputs = takeOver ? await imported.mark({ deadline: lab.clock.now() + 60_000 }) : imported.outputs;
  stack.recorded = JSON.parse(JSON.stringify({ id, inputs, outputs, failed: false }));
  return imported;
}

test.each(origins)("an image of %s shows its source, and a destroy works as before", async (origin) => {
  const opened = await openLab(jobImage("otc", origin));
  lab = opened;
  const stack = opened.stack();
  await stack.up(opened.process(), opened.args({ tags: { team: "lab" } }));
  const made = stack.recorded;
  const source = { ...(opened.args().source as object) };
  // No image shows which vault an intermediate backup went to.
  const { args, notes } = await loseAndImport(stack, "vaultId" in source ? { source } : {});
  expect(args).toMatchObject({ name: "golden", tags: { team: "lab" }, source });
  expect(notes).toEqual([]);
  expect(stack.recorded?.outputs).toMatchObject({ claim: made?.outputs.claim, __tag: made?.outputs.__tag });
  expect(stack.plan(args)).toBe("same");
  await stack.refresh(opened.process());
  expect(stack.plan(args)).toBe("same");
  await stack.destroy(opened.process());
  expect(opened.images()).toEqual([]);
  expect(opened.creates()).toBe(1);
});

test("without the vault a server's image is not known to be the one that was lost: a take-over marks it anew", async () => {
  const opened = await openLab(jobImage("otc", "a server"));
  lab = opened;
  const stack = opened.stack();
  await stack.up(opened.process(), opened.args());
  expect((await failureOf(loseAndImport(stack))).message).toContain("bears the mark of another resource");
  const { args } = await loseAndImport(stack, {}, true);
  expect(stack.recorded?.outputs.claim).toBe("aaaabbbbcccc");
  expect(stack.plan(args)).toBe("same");
  await stack.destroy(opened.process());
  expect(opened.images()).toEqual([]);
});

test("on the Swiss cloud the vault of a server's image has to be given", async () => {
  const opened = await openLab(jobImage("otc-swiss", "a server"));
  lab = opened;
  const stack = opened.stack();
  await stack.up(opened.process(), opened.args());
  expect(await failureOf(loseAndImport(stack))).toMatchObject({
    message: expect.stringContaining("source.vaultId: required with instanceId on the Swiss cloud"),
    hint: expect.stringContaining("--source"),
  });
  const { args } = await loseAndImport(stack, { source: opened.args().source });
  expect(stack.plan(args)).toBe("same");
  expect(stack.plan(opened.args())).toBe("same");
});

test("a backup that is gone has to be named: whether it was of CSBS or CBR is unknown", async () => {
  const opened = await openLab(jobImage("otc", "a CBR backup"));
  lab = opened;
  const stack = opened.stack();
  await stack.up(opened.process(), opened.args());
  for (const { id } of opened.cloud.backups()) opened.cloud.removeBackup(id);
  expect((await failureOf(loseAndImport(stack))).message).toContain("source: this argument is required");
});

test("a backup that is given is not read: not everybody may call its service", async () => {
  const opened = await openLab(jobImage("otc", "a CBR backup"));
  lab = opened;
  const stack = opened.stack();
  await stack.up(opened.process(), opened.args());
  for (const route of ["cbr.showBackup", "csbs.showBackup"] as const) {
    opened.cloud.addFault({ route, times: 99, kind: "status", status: 403 });
  }
  const { source } = opened.args();
  expect((await loseAndImport(stack, { source })).args).toMatchObject({ source });
  expect(stack.plan(opened.args())).toBe("same");
});

test("an image of another kind names the resource that it belongs to", async () => {
  const opened = await openLab(jobImage("otc", "an object"));
  lab = opened;
  const stack = opened.stack();
  await stack.up(opened.process(), opened.args());
  const wrong = (await openLab(jobImage("otc", "a server"))) satisfies Lab;
  const asServer = wrong.stack();
  await wrong.close();
  asServer.recorded = stack.recorded;
  expect(await failureOf(loseAndImport(asServer))).toMatchObject({ hint: "import it as a DataImage" });
});

test("a template shows its snapshot, its storages and its tags", async () => {
  const opened = await openLab(template);
  lab = opened;
  const stack = opened.stack();
  await stack.up(opened.process(), opened.args({ userTags: ["a", "b"], description: "d" }));
  const { args } = await loseAndImport(stack);
  expect(args).toMatchObject({
    ...opened.args({ userTags: ["a", "b"], description: "d" }),
    backupStorageUuids: expect.arrayContaining([...storagesOf(opened)]),
  });
  expect(stack.plan(args)).toBe("same");
  expect(stack.plan(opened.args({ userTags: ["a", "b"], description: "d" }))).toBe("same");
  await stack.destroy(opened.process());
  expect(opened.templates()).toEqual([]);
});
