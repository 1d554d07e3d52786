import { type Lab, openLab } from "../harness/lab";
import { failureOf, type Stack } from "../harness/stack";
import { jobImage, origins } from "../harness/subjects";

describe.each(origins)("another cloud than the one where an image was made from %s", (origin) => {
  let lab: Lab;
  let stack: Stack;
  beforeEach(async () => {
    lab = await openLab(jobImage("otc", origin), { settings: { jobImageListedAfterSeconds: 100 } });
    stack = lab.stack();
  });
  afterEach(() => lab.close());

  const refusal = {
    message: expect.stringContaining("is not the resource's"),
    hint: expect.stringContaining("OS_CLOUD"),
  };
  const states = {
    made: () => stack.up(lab.process(), lab.args()),
    "known by its job alone": async () => {
      await failureOf(stack.up(lab.process(), lab.args({ timeouts: { create: "40s" } })));
      expect(stack.recorded?.id).toMatch(/^job:/);
    },
  };
  const elsewhere = {
    "another project of the same account": () => lab.process({ auth: { project_name: "eu-de_other" } }),
    "another cloud of the family": () => lab.process({ entry: "huaweicloud" }),
  };
  const operations = {
    "a refresh": (process: ReturnType<Lab["process"]>) => stack.refresh(process),
    "an update": (process: ReturnType<Lab["process"]>) => stack.up(process, lab.args({ name: "silver" })),
    "a destroy": (process: ReturnType<Lab["process"]>) => stack.destroy(process),
  };

  describe.each(Object.entries(states))("%s", (_, make) => {
    describe.each(Object.entries(elsewhere))("is refused: %s", (_, process) => {
      test.each(Object.entries(operations))("by %s, which reads no image", async (_, operate) => {
        await make();
        const before = stack.recorded;
        lab.forget();
        expect(await failureOf(operate(process()))).toMatchObject(refusal);
        expect(lab.history()).toEqual(["iam.createToken"]);
        expect(stack.recorded).toEqual(before);
        expect(lab.images()).toMatchObject([{ name: "golden" }]);
      });
    });
  });
});
