import { setTimeout as sleep } from "node:timers/promises";
import { testInWhole } from "../../whole";
import { createStack, type Stack } from "../engine";
import { golden } from "../program";
import { openStory } from "../story";

let second: Stack | undefined;
afterEach(() => second?.dispose());

testInWhole(
  "two stacks of the same project and name, each with its own secrets, never touch each other's images",
  async () => {
    const { stack, cloud, volumeId, creates } = await openStory({ settings: { exportSeconds: 8 } });
    const up = stack.start(["up", "--yes", "--skip-preview"]);
    await up.saw(/is being made from/);
    up.kill("SIGKILL"); // its image is unfinished now, and anybody's who believes the names alone
    await up.done;
    await sleep(3_000);
    second = createStack({
      program: golden(),
      config: { volumeId },
      cloudsYaml: JSON.stringify({ clouds: cloud.credentials }),
      env: { OS_CLOUD: "otc" },
    });
    await second.up();
    await stack.cancel({ mayFail: true });
    await stack.up();
    expect(cloud.images()).toMatchObject([{ name: "golden" }, { name: "golden" }]);
    expect(creates()).toBe(2);
    await second.destroy();
    expect(cloud.images().map(({ id }) => id)).toEqual([(await stack.resource("golden")).id]);
  },
);

test("a stack that is renamed keeps its image, which gets a new marker", async () => {
  const { stack, cloud, expectOneImage } = await openStory();
  await stack.up();
  const [before] = cloud.images();
  await stack.run(["stack", "rename", "renamed"]);
  const up = await stack.up();
  expect(up.steps).toMatchObject([{ op: "update" }]);
  const [after] = cloud.images();
  expect(after?.id).toBe(before?.id);
  expect(after?.tags).not.toEqual(before?.tags);
  await expectOneImage();
});
