import { huaweiFailures } from "../../../provider/clouds/huawei/failures/huaweiFailures";
import { type Lab, openLab } from "../harness/lab";
import { failureOf, Stack } from "../harness/stack";
import { jobImage, origins } from "../harness/subjects";

/** Calls of several resources may get the same code: the hint names arguments that this resource has. */
describe.each(origins)("of an image from %s", (origin) => {
  let lab: Lab;
  afterEach(() => lab.close());

  const refused = async (code: string, message: string) => {
    lab = await openLab(jobImage("otc", origin));
    const body = { error: { code, message } };
    lab.cloud.addFault({ route: lab.routes.create, kind: "status", status: 400, body });
    const error = await failureOf(lab.stack().up(lab.process(), lab.args()));
    expect([lab.creates(), lab.images().length]).toEqual([1, 0]);
    return error as Error & { code?: string; hint?: string };
  };
  const failedJob = async (jobErrorCode: string, jobFailReason: string) => {
    lab = await openLab(jobImage("otc", origin), {
      settings: { jobOutcome: "failed", jobErrorCode, jobFailReason, jobSeconds: 30 },
    });
    return (await failureOf(lab.stack().up(lab.process(), lab.args()))) as Error & { hint?: string };
  };
  const isFile = origin === "an object";

  test.each([
    ["the call is refused", refused],
    ["its job fails", failedJob],
  ])("a size that the cloud does not take is reported in its own arguments when %s", async (_, run) => {
    const { message, hint } = await run("IMG.0055", "The memory or disk size is invalid.");
    expect(message).toContain("The memory or disk size is invalid");
    expect(hint).toContain("`minRamMiB`");
    expect(hint?.includes("minDiskGiB")).toBe(isFile);
  });

  if (isFile) return;
  test.each(["EVS.2089", "IMG.0022"])("a disk that is busy (%s) gets no hint to force it", async (code) => {
    const { hint } = await refused(code, "The disk is locked by SDRS");
    expect(hint).toContain("a disk of the server");
    expect(hint).not.toMatch(/force|detach/);
  });
});

test("of an export a busy disk has a hint with `force`, and a size one without minDiskGiB", () => {
  const hint = (code: string) => huaweiFailures({ status: 400, code, message: "no" })?.hint;
  expect(hint("EVS.2089")).toContain("`force: true`");
  expect(hint("IMG.0055")).toMatch(/^`minRamMiB` may not be above `maxRamMiB`/);
});

test("an export of a data disk that the cloud will not change gets no hint to make it anew, nor about memory", async () => {
  const lab = await openLab("otc");
  try {
    const body = { error: { code: "IMG.0168", message: "Data disk images cannot be updated." } };
    const stack = new Stack();
    const golden = (more: object = {}) => ({ name: "golden", volumeId: lab.volume.id, ...more });
    const refused = async (args: ReturnType<typeof golden>) => {
      lab.cloud.addFault({ route: "ims.updateImage", kind: "status", status: 400, body });
      const { message } = await failureOf(stack.up(lab.process(), args));
      expect(message).toContain("Data disk images cannot be updated. (HTTP 400, IMG.0168");
      expect(message).toContain("What to do: this cloud changes no images of data disks.");
      expect(message).toContain("take the change back; a new one cannot get its name");
      expect(message).not.toMatch(/--replace|minRamMiB/);
    };
    await refused(golden());
    await stack.up(lab.process(), golden());
    await refused(golden({ description: "nightly" }));
    await stack.up(lab.process(), golden());
    expect(stack.plan(golden())).toBe("same");
    expect([lab.creates(), lab.images().map(({ name }) => name)]).toEqual([1, ["golden"]]);
  } finally {
    await lab.close();
  }
});
