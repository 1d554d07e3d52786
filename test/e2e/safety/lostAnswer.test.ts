import { whole } from "../../whole";
import { openStory } from "../story";

describe("the answer of the create call is lost", () => {
  test.each([
    ["by a reset of the connection", { kind: "reset", applied: true }],
    ...(whole
      ? ([
          ["behind a gateway's 502", { kind: "html", status: 502, applied: true }],
          ["half-way", { kind: "truncate", applied: true }],
          ["in silence", { kind: "noHeaders", applied: true }], // lasts the 30 s after which an answer is given up
        ] as const)
      : []),
  ] as const)("%s: the image is found by its marker, and nothing is sent twice", async (_, fault) => {
    const { stack, cloud, creates } = await openStory();
    cloud.addFault({ route: "evs.uploadImage", ...fault });
    const up = await stack.up();
    expect(up.text).toContain("the answer of the create call was lost");
    expect(creates()).toBe(1);
    expect(cloud.images()).toMatchObject([{ name: "golden", status: "active" }]);
    await stack.preview({ expectNoChanges: true });
  });
});

test("a cloud that throttles every kind of call is only slower", async () => {
  const { stack, cloud, expectOneImage } = await openStory();
  for (const route of [
    "iam.createToken",
    "evs.showVolume",
    "evs.uploadImage",
    "ims.listImages",
    "ims.tagAction",
    "ims.updateImage",
  ]) {
    cloud.addFault({ route, kind: "throttle" });
  }
  cloud.addFault({ route: "ims.listImages", nth: 3, times: 2, kind: "status", status: 503 });
  await stack.up();
  await expectOneImage(2); // the create call that was throttled, and the one that was not
});
