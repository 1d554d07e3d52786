import path from "node:path";
import { testInWhole } from "../whole";
import { golden } from "./program";
import { openStory, type Story } from "./story";

const example = path.resolve(__dirname, "../../examples/rebake");

/** The example with three generations, of which three are kept. */
async function threeGenerations({ lean = true } = {}) {
  const story = await openStory({ program: example, lean, config: { keep: "3", generation: "1" } });
  for (const generation of ["1", "2", "3"]) {
    await story.stack.config.set("generation", generation);
    await story.stack.up();
  }
  return { ...story, ids: idsOf(story), release: releaseWith(story) };
}

/** Which image has which name. */
const idsOf = ({ cloud }: Pick<Story, "cloud">) =>
  Object.fromEntries(cloud.images().map(({ name, id }) => [name, id]));

const releaseWith = ({ stack }: Story) => {
  let places = 0;
  return (generation: number) =>
    stack.run(["config", "set", "--path", `released[${places++}]`, `${generation}`]);
};

testInWhole(
  "a generation is raised and the oldest one released in the same update: the oldest stays, and nothing is baked twice",
  async () => {
    const { stack, cloud, creates, ids, release } = await threeGenerations({ lean: false }); // as its users start it
    expect(Object.keys(ids).sort()).toEqual(["golden-1", "golden-2", "golden-3"]);

    await stack.config.set("generation", "4");
    await release(1);
    await stack.up();
    expect(idsOf({ cloud })).toEqual({ ...ids, "golden-4": expect.any(String) });

    await stack.config.set("generation", "5");
    await stack.up();
    const { "golden-2": second, ...others } = ids;
    expect(second).toBeDefined();
    expect(idsOf({ cloud })).toMatchObject(others);
    expect(Object.keys(idsOf({ cloud })).sort()).toEqual(["golden-1", "golden-3", "golden-4", "golden-5"]);
    expect(creates()).toBe(5);
    await stack.preview({ expectNoChanges: true });

    const { urn } = await stack.resource("golden-1");
    await stack.run(["config", "rm", "released"]);
    await stack.run(["state", "unprotect", "--yes", urn]);
    await stack.up();
    expect(Object.keys(idsOf({ cloud })).sort()).toEqual(["golden-3", "golden-4", "golden-5"]);
  },
);

testInWhole(
  "fewer are kept, and another volume is baked from: only the oldest goes, and the others stay",
  async () => {
    const { stack, cloud, creates, ids } = await threeGenerations();
    const volume = cloud.addVolume({ profile: "otc", name: "another", sizeGiB: 20 });

    await stack.config.set("keep", "2");
    await stack.config.set("volumeId", volume.id);
    await stack.up();

    expect(idsOf({ cloud })).toEqual({ "golden-2": ids["golden-2"], "golden-3": ids["golden-3"] });
    expect(creates()).toBe(3);
    await stack.config.set("generation", "4");
    await stack.up();
    expect(cloud.images().find(({ name }) => name === "golden-4")).toMatchObject({ volumeId: volume.id });
  },
);

testInWhole(
  "a released one is not deleted when it is taken off the list by mistake, nor baked again when it is gone",
  async () => {
    const { stack, cloud, creates, ids, release } = await threeGenerations();
    await release(1);
    await stack.config.set("generation", "4");
    await stack.up();

    await stack.run(["config", "rm", "released"]);
    const off = await stack.up({ mayFail: true });
    expect(off.code).not.toBe(0);
    expect(off.text).toContain("protect");
    expect(idsOf({ cloud })).toMatchObject(ids);

    await stack.run(["config", "set", "--path", "released[0]", "1"]);
    cloud.removeImage(ids["golden-1"] ?? "");
    const gone = await stack.up({ mayFail: true, args: ["--refresh"] });
    expect(gone.code).not.toBe(0);
    expect(gone.text).toContain("this generation was released, and is gone");
    expect(creates()).toBe(4);
  },
);

testInWhole(
  "a changed trigger makes a new image before the old one is deleted; without a change there is none",
  async () => {
    const { stack, cloud, creates } = await openStory({ program: golden(`triggers: ["1.0"]`) });
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
