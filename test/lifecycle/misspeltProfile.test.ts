import { check } from "../../provider/pulumi/dynamic/provider/verbs";
import { volumeImage } from "../../provider/resources/volumeImage";
import { type Lab, openLab } from "./harness/lab";
import { failureOf, Stack } from "./harness/stack";

describe("a profile that is nearly one of ours", () => {
  let lab: Lab;
  let stack: Stack;
  beforeEach(async () => {
    lab = await openLab("openstack");
    stack = new Stack();
    await stack.up(lab.process(), golden());
    lab.forget();
  });
  afterEach(() => lab.close());

  const golden = (more: object = {}) => ({ name: "golden", volumeId: lab.volume.id, ...more });
  const misspelt = () => lab.process({ profile: "openstak" });

  test("is refused by a preview and by an up, and nothing is sent", async () => {
    const { failures } = check(volumeImage, golden(), misspelt());
    expect(failures).toMatchObject([
      { property: "cloud", reason: expect.stringContaining("did you mean openstack?") },
    ]);
    for (const args of [golden({ name: "silver" }), golden({ volumeId: lab.cloud.addVolume().id })])
      expect(String(await failureOf(stack.up(misspelt(), args)))).toContain("did you mean openstack?");
    expect(lab.wire()).toEqual([]);
  });

  test("does not hinder a refresh, nor a destroy", async () => {
    await stack.refresh(misspelt());
    expect(stack.recorded?.id).toBe(lab.image().id);
    await stack.destroy(misspelt());
    expect(lab.images()).toEqual([]);
  });
});
