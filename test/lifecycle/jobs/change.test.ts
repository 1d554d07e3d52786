import type { PreflightMode } from "../../../provider/lifecycle/operation/preflightMode";
import type { Props } from "../../../provider/lifecycle/state/inputs";
import { noteHeld } from "../../../provider/pulumi/dynamic/provider/verbs";
import { type Lab, openLab } from "../harness/lab";
import { failureOf } from "../harness/stack";
import { jobImage } from "../harness/subjects";

describe.each(["otc", "huaweicloud"] as const)("a full-ECS image on %s", (profile) => {
  let lab: Lab;
  beforeEach(async () => {
    lab = await openLab(jobImage(profile, "a CBR backup"));
  });
  afterEach(() => lab.close());
  const tags = { team: "lab", stage: "test" };

  test("in place: name, description, memory limits and enterprise project, by one PATCH", async () => {
    const stack = lab.stack();
    await stack.up(lab.process(), lab.args({ tags }));
    lab.forget();
    const changed = lab.args({
      tags,
      name: "silver",
      description: "weekly",
      minRamMiB: 1024,
      maxRamMiB: 8192,
      enterpriseProjectId: "ee2d3f6a-4f1f-4f6e-9a3c-0f5a4f1f4f6e",
    });
    expect(stack.plan(changed)).toBe("update");
    await stack.up(lab.process(), changed);
    expect(lab.history()).toEqual(["iam.createToken", "ims.listImages", "ims.updateImage"]);
    expect(lab.image()).toMatchObject({
      name: "silver",
      __description: "weekly",
      min_ram: 1024,
      max_ram: "8192",
      enterprise_project_id: "ee2d3f6a-4f1f-4f6e-9a3c-0f5a4f1f4f6e",
    });
    expect(stack.plan(changed)).toBe("same");
    lab.forget();
    await stack.up(lab.process(), lab.args({ ...changed, maxRamMiB: 4096, description: "daily" }));
    expect(lab.image()).toMatchObject({ __description: "daily", max_ram: "4096" });
    expect(lab.creates()).toBe(0);
  });

  test("minimal tag diff: what stays is not sent, and a changed value is never missing", async () => {
    const stack = lab.stack();
    await stack.up(lab.process(), lab.args({ tags }));
    lab.forget();
    await stack.up(lab.process(), lab.args({ tags: { team: "lab", stage: "live", week: "47" } }));
    expect(lab.cloud.requests().filter(({ route }) => route === "ims.tagAction")).toMatchObject([
      {
        body: {
          action: "create",
          tags: [
            { key: "stage", value: "live" },
            { key: "week", value: "47" },
          ],
        },
      },
    ]);
    expect(lab.image().tags).toEqual(expect.arrayContaining(["team=lab", "stage=live", "week=47"]));
  });

  test("a replacement from the same backup deletes first; a forced one fails with that explanation", async () => {
    const stack = lab.stack();
    await stack.up(lab.process(), lab.args());
    const { id } = lab.image();
    const failure = await failureOf(stack.up(lab.process(), lab.args(), { replace: true }));
    expect(failure).toMatchObject({ hint: expect.stringMatching(/one .*image/) });
    expect(lab.images()).toMatchObject([{ name: "golden" }]);
    expect(lab.image().id).toBe(id);
    const { cbrBackupId } = lab.args().source as { cbrBackupId: string };
    expect(stack.diff(lab.args({ source: { csbsBackupId: cbrBackupId } }))).toEqual({
      replaces: ["source"],
      deleteBeforeReplace: true,
    });
    const edited = lab.args({ description: "for replaceOnChanges, which the engine obeys" });
    expect(stack.diff(edited)).toEqual({ deleteBeforeReplace: true });
    const other = lab.cloud.addBackup({ profile, kind: "CBR" });
    expect(stack.diff(lab.args({ source: { cbrBackupId: other.id } }))).toEqual({ replaces: ["source"] });
  });

  test("a replacement that may not delete first names `retainOnDelete`, and goes on when the change is taken back", async () => {
    const stack = lab.stack();
    await stack.up(lab.process(), lab.args());
    const { id, tags } = lab.image();
    const { outputs } = stack.recorded ?? {};
    // As the engine asks: a diff, no delete, and the create.
    const replaced = async (args: Props, preflight: PreflightMode) => {
      const process = lab.process({ preflight });
      noteHeld(process, outputs ?? {});
      const replacement = lab.stack();
      await replacement.up(process, args);
      return replacement;
    };
    for (const preflight of ["off", "error"] as const) {
      const failure = await failureOf(replaced(lab.args({ triggers: [1] }), preflight));
      expect(failure).toMatchObject({
        hint: expect.stringMatching(/`retainOnDelete` prevents: take the change back/),
      });
    }
    const creates = lab.creates();
    const back = await replaced(lab.args(), "error");
    expect(back.recorded?.id).toBe(id);
    expect(lab.creates()).toBe(creates);
    expect(lab.image().id).toBe(id);
    expect(lab.image().tags).not.toEqual(tags); // a claim of its own: what is deleted by the old one leaves it alone
    expect(back.plan(lab.args())).toBe("same");
    // Nothing in this run says that a state holds it: then it is none to be taken.
    const elsewhere = lab.stack().up(lab.process(), lab.args());
    expect(await failureOf(elsewhere)).toMatchObject({ hint: expect.stringMatching(/one .*image/) });
  });

  test.each([
    [true, 0],
    [false, 1],
    [undefined, 1],
  ])("delete_backup choice: with deleteBackup %s, %s backup stays", async (deleteBackup, stay) => {
    const stack = lab.stack();
    await stack.up(lab.process(), lab.args(deleteBackup === undefined ? {} : { deleteBackup }));
    await stack.destroy(lab.process());
    const [sent] = lab.cloud.requests().filter(({ route }) => route === "ims.deleteImage");
    expect(sent?.body).toEqual({ delete_backup: deleteBackup ?? false });
    expect(lab.images()).toEqual([]);
    expect(lab.cloud.backups()).toHaveLength(stay);
  });

  test("a change of deleteBackup alone sends nothing, and holds for the delete", async () => {
    const stack = lab.stack();
    await stack.up(lab.process(), lab.args());
    lab.forget();
    expect(stack.plan(lab.args({ deleteBackup: true }))).toBe("update");
    await stack.up(lab.process(), lab.args({ deleteBackup: true }));
    expect(lab.cloud.requests().filter(({ method }) => method === "PATCH")).toEqual([]);
    await stack.destroy(lab.process());
    expect(lab.cloud.backups()).toEqual([]);
  });

  test("refresh survives gone image / gone backup", async () => {
    const stack = lab.stack();
    await stack.up(lab.process(), lab.args());
    for (const { id } of lab.cloud.backups()) lab.cloud.removeBackup(id);
    await stack.refresh(lab.process());
    expect(stack.recorded?.id).toBe(lab.image().id);
    expect(stack.plan(lab.args())).toBe("same");
    lab.cloud.removeImage(lab.image().id);
    await stack.refresh(lab.process());
    expect(stack.recorded).toBeUndefined();
  });
});

test.each([
  ["a server", "the server", (lab: Lab) => lab.cloud.removeServer(lab.cloud.servers()[0]?.id ?? "")],
  ["an object", "the object", (lab: Lab) => lab.cloud.removeObject("exports", "disks/data.qcow2")],
  ["an object", "the bucket", (lab: Lab) => lab.cloud.removeBucket("exports")],
] as const)("an image of %s survives that %s is gone", async (origin, _, remove) => {
  const lab = await openLab(jobImage("otc", origin));
  try {
    const stack = lab.stack();
    await stack.up(lab.process(), lab.args());
    const { id } = lab.image();
    remove(lab);
    await stack.refresh(lab.process());
    expect(stack.recorded?.id).toBe(id);
    expect(stack.plan(lab.args())).toBe("same");
    await stack.up(lab.process(), lab.args({ name: "silver" }));
    expect(lab.image()).toMatchObject({ id, name: "silver" });
    await stack.destroy(lab.process());
    expect(lab.images()).toEqual([]);
  } finally {
    await lab.close();
  }
});

test("a data image that the cloud will not change keeps its image, and says why", async () => {
  const lab = await openLab(jobImage("otc", "an object"));
  try {
    const stack = lab.stack();
    await stack.up(lab.process(), lab.args());
    lab.cloud.addFault({
      route: "ims.updateImage",
      kind: "status",
      status: 400,
      body: { error: { code: "IMG.0168", message: "Data disk images cannot be updated." } },
    });
    const failure = await failureOf(stack.up(lab.process(), lab.args({ name: "silver" })));
    expect(failure.message).toContain("IMG.0168");
    expect(failure.message).toMatch(/A name, .* new one: `pulumi up --replace <urn>`/);
    expect(stack.recorded?.id).toBe(lab.image().id);
  } finally {
    await lab.close();
  }
});

test("a data image whose least memory the cloud will not set is usable as soon as the program does without", async () => {
  const lab = await openLab(jobImage("otc", "an object"));
  try {
    const stack = lab.stack();
    const body = { error: { code: "IMG.0168", message: "Data disk images cannot be updated." } };
    lab.cloud.addFault({ route: "ims.updateImage", kind: "status", status: 400, body, times: 1_000 });
    const failure = await failureOf(stack.up(lab.process(), lab.args({ minRamMiB: 512 })));
    expect(failure.message).toMatch(/Take `minRamMiB` and `maxRamMiB` out of the program/);
    expect(stack.recorded).toMatchObject({ id: lab.image().id, failed: true });
    await stack.up(lab.process(), lab.args());
    expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
    expect(lab.creates()).toBe(1);
  } finally {
    await lab.close();
  }
});

test("a server with a task in progress is waited for", async () => {
  const lab = await openLab(jobImage("otc", "a server"));
  try {
    const [server] = lab.cloud.servers();
    lab.cloud.patchServer(server?.id ?? "", { taskState: "rebooting" });
    void lab.clock.sleep(60_000).then(() => lab.cloud.patchServer(server?.id ?? "", { taskState: null }));
    const process = lab.process();
    await lab.stack().up(process, lab.args());
    expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
    expect(process.messages.join("\n")).toContain("source busy: ");
    expect(lab.creates()).toBeLessThan(15);
  } finally {
    await lab.close();
  }
});

test.each([
  ["", []],
  [", also when the cloud throttles the looks at it", [2, 3]],
])("a backup that stays although it was to go with its image is named%s", async (_, throttled) => {
  const lab = await openLab(jobImage("otc", "a CBR backup"));
  try {
    const stack = lab.stack();
    await stack.up(lab.process(), lab.args());
    // As behind a gateway that drops the body of a DELETE: the image goes, the backup stays.
    const deleteBackup = lab.args({ deleteBackup: true });
    await stack.up(lab.process(), deleteBackup);
    lab.cloud.removeImage(lab.image().id);
    const [backup] = lab.cloud.backups();
    lab.cloud.addFault({ route: "ims.deleteImage", kind: "status", status: 204 });
    const image = lab.cloud.addImage({
      id: stack.recorded?.id as string,
      profile: "otc",
      name: "golden",
      __backup_id: backup?.id as string,
    });
    void lab.clock.sleep(5_000).then(() => lab.cloud.removeImage(image.id));
    for (const nth of throttled) lab.cloud.addFault({ route: "cbr.showBackup", kind: "throttle", nth });
    const process = lab.process();
    await stack.destroy(process);
    expect(process.warnings.join()).toContain(`backup ${backup?.id}, which was to go with the image`);
  } finally {
    await lab.close();
  }
});
