import { type Lab, openLab } from "./lab";
import { profiles } from "./routes";
import { failureOf, Stack } from "./stack";

const otherProject = { otc: "eu-de_other", huaweicloud: "cn-north-4_other", openstack: "other" } as const;

describe.each(profiles)("another cloud than the resource's: made on %s", (profile) => {
  let lab: Lab;
  let stack: Stack;
  beforeEach(async () => {
    lab = await openLab(profile);
    stack = new Stack();
    await stack.up(lab.process(), golden());
    lab.forget();
  });
  afterEach(async () => {
    expect(lab.images()).toMatchObject([{ name: "golden" }]);
    expect(stack.recorded?.id).toBe(lab.image().id);
    expect(new Set(lab.wire().map((route) => route.replace(/.*\./, "")))).toEqual(new Set(["createToken"]));
    await lab.close();
  });

  const golden = (more: object = {}) => ({ name: "golden", volumeId: lab.volume.id, ...more });
  const elsewhere = [
    [
      "another project of the same account",
      () => lab.process({ auth: { project_name: otherProject[profile] } }),
    ],
    ["another cloud", () => lab.process({ entry: profile === "openstack" ? "otc" : "openstack" })],
  ] as const;
  const refusal = {
    message: expect.stringContaining("is not the resource's"),
    hint: expect.stringContaining("OS_CLOUD"),
  };

  describe.each(elsewhere)("%s", (_, process) => {
    test("read refuses, instead of saying that the image is gone", async () => {
      expect(await failureOf(stack.refresh(process()))).toMatchObject(refusal);
    });
    test("update refuses", async () => {
      expect(await failureOf(stack.up(process(), golden({ name: "silver" })))).toMatchObject(refusal);
    });
    test("delete refuses, instead of taking the image for gone", async () => {
      expect(await failureOf(stack.destroy(process()))).toMatchObject(refusal);
    });
  });
});
