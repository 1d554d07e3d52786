import { type Lab, openLab } from "../harness/lab";
import { everywhere, jobImage, origins } from "../harness/subjects";

const ourTag = /^pulumi-cloud-images=[0-9a-f]{8}-[0-9a-f]{20}-[0-9a-f]{12}$/;

describe.each(["otc", "huaweicloud"] as const)("on %s", (profile) => {
  describe.each(origins)("an image from %s", (origin) => {
    let lab: Lab;
    afterEach(() => lab.close());

    test("is made by one create call, watched by its job, and taken over by one call", async () => {
      lab = await openLab(jobImage(profile, origin));
      const stack = lab.stack();
      await stack.up(lab.process(), lab.args({ tags: { team: "lab" }, description: "by a job" }));
      const job = profile === "otc" ? "ims.showJob" : "ims.showJobProgress";
      expect(lab.history()).toEqual([
        "iam.createToken",
        "ims.listImages", // one with our mark, or an unfinished one of the same name
        lab.routes.create,
        job,
        "ims.listImages", // once, so that the image's id is known early
        job,
        "ims.listImages", // is it active?
        "ims.tagAction",
      ]);
      expect(lab.image()).toMatchObject({ name: "golden", status: "active", __description: "by a job" });
      expect(lab.image().tags).toEqual(["team=lab", expect.stringMatching(ourTag)]);
      expect(stack.recorded).toMatchObject({
        id: lab.image().id,
        outputs: { imageId: lab.image().id, status: "active", tags: { team: "lab" } },
      });
      expect(lab.creates()).toBe(1);
      expect(stack.plan(lab.args({ tags: { team: "lab" }, description: "by a job" }))).toBe("same");
    });
  });
});

describe.each(everywhere)("on otc-swiss, an image from %s", (origin) => {
  test("is made, with its progress shown", async () => {
    const lab = await openLab(jobImage("otc-swiss", origin));
    try {
      const process = lab.process();
      await lab.stack().up(process, lab.args());
      expect(lab.image()).toMatchObject({ name: "golden", status: "active" });
      expect(process.messages.join("\n")).toMatch(/\b[1-9]\d?%, \w/);
    } finally {
      await lab.close();
    }
  });
});

test("on otc-swiss, an image from a CSBS backup is refused before anything is sent: it has no CSBS", async () => {
  const lab = await openLab(jobImage("otc-swiss", "a CBR backup"));
  try {
    const args = lab.args({ source: { csbsBackupId: "7b0b1d55-0000-4000-8000-00000000c3c3" } });
    await expect(lab.stack().up(lab.process(), args)).rejects.toThrow("the Swiss cloud has no CSBS");
    expect(lab.wire()).toEqual([]);
  } finally {
    await lab.close();
  }
});
