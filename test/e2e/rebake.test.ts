import path from "node:path";
import { testInWhole } from "../whole";
import { golden } from "./program";
import { tell } from "./story";

const example = path.resolve(__dirname, "../../examples/rebake");

test("the example keeps the last ones and what was released, and bakes one image for each generation", async () => {
  const { stack, cloud, creates } = await tell({ program: example, config: { generation: "1", keep: "2" } });
  const names = () =>
    cloud
      .images()
      .map(({ name }) => name)
      .sort();
  await stack.up();
  expect(names()).toEqual(["golden-1"]);
  await stack.config.set("generation", "2");
  await stack.run(["config", "set", "--path", "released[0]", "1"]);
  await stack.up();
  expect(names()).toEqual(["golden-1", "golden-2"]);
  await stack.config.set("generation", "4");
  await stack.up();
  expect(names()).toEqual(["golden-1", "golden-3", "golden-4"]);
  expect(creates()).toBe(4);
  await stack.preview({ expectNoChanges: true });
});

testInWhole(
  "a changed trigger makes a new image before the old one is deleted; without a change there is none",
  async () => {
    const { stack, cloud, creates } = await tell({ program: golden(`triggers: ["1.0"]`) });
    await stack.up();
    const [old] = cloud.images();
    await stack.preview({ expectNoChanges: true });
    stack.setProgram(
      golden(`triggers: ["1.1"], name: uniqueName("golden", ["1.1"])`).replace(
        "{ VolumeImage }",
        "{ uniqueName, VolumeImage }",
      ),
    );
    const up = await stack.up();
    expect(up.steps.map(({ op }) => op)).toEqual(["create-replacement", "replace", "delete-replaced"]);
    expect(cloud.images()).toMatchObject([
      { name: expect.stringMatching(/^golden-[0-9a-f]{8}$/), status: "active" },
    ]);
    expect(cloud.images()[0]?.id).not.toBe(old?.id);
    expect(creates()).toBe(2);
  },
);
