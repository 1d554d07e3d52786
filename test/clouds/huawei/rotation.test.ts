import { type Lab, openLab } from "../../lifecycle/harness/lab";
import { Stack } from "../../lifecycle/harness/stack";

/** Nothing in a state depends on credentials: each step of this life signs in in another way. */
test.each(["otc", "huaweicloud"] as const)(
  "an image's whole life on %s, the way to sign in changed at each step",
  async (profile) => {
    const lab: Lab = await openLab(profile);
    try {
      const stack = new Stack();
      const named = (name: string) => ({ name, volumeId: lab.volume.id });
      await stack.up(lab.process({ entry: `${profile}-aksk` }), named("web"));
      const { id } = lab.image();
      await stack.refresh(lab.process({ entry: profile }));
      await stack.up(lab.process({ entry: `${profile}-aksk-temporary` }), named("web2"));
      expect([lab.image().id, lab.image().name, lab.creates()]).toEqual([id, "web2", 1]);
      await stack.refresh(lab.process({ entry: `${profile}-aksk` }));
      await stack.destroy(lab.process({ entry: profile }));
      expect(lab.images()).toEqual([]);
    } finally {
      await lab.close();
    }
  },
);

test("an agency's project is another place: a refresh with it refuses, and the image stays", async () => {
  const lab = await openLab("otc");
  try {
    const stack = new Stack();
    await stack.up(lab.process({ entry: "otc-aksk" }), { name: "web", volumeId: lab.volume.id });
    const refresh = stack.refresh(lab.process({ entry: "otc-aksk-agency" }));
    await expect(refresh).rejects.toThrow("is not the resource's");
    expect(lab.images()).toHaveLength(1);
  } finally {
    await lab.close();
  }
});
