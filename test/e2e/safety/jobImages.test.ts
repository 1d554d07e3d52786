import { setTimeout as sleep } from "node:timers/promises";
import { testInWhole } from "../../whole";
import { type JobStory, tellJobs } from "../jobStory";

testInWhole(
  "SIGKILL of the engine at once after the create calls, and an up before the images are listed: one image of each",
  async () => {
    const story = await tellJobs({ settings: { jobSeconds: 25, jobImageListedAfterSeconds: 12 } });
    const up = story.stack.start(["up", "--yes", "--skip-preview"]);
    await story.saw("ims.createDataImage");
    await story.saw("ims.createFullEcsImage", 2);
    up.kill("SIGKILL");
    await up.done;
    await story.stack.cancel({ mayFail: true });
    await story.stack.up();
    await story.expectOneImageEach();
  },
);

describe("the answer of the create call is lost", () => {
  testInWhole.each([
    ["by a reset of the connection", { kind: "reset", applied: true }],
    ["behind a gateway's 502", { kind: "html", status: 502, applied: true }],
  ] as const)("%s: the images are found by their tags, and nothing is sent twice", async (_, fault) => {
    const story = await tellJobs();
    story.cloud.addFault({ route: "ims.createDataImage", ...fault });
    story.cloud.addFault({ route: "ims.createFullEcsImage", ...fault });
    const up = await story.stack.up();
    expect(up.text).toContain("the answer of the create call was lost");
    await story.expectOneImageEach();
  });
});

describe("the time is up", () => {
  const short = { args: `timeouts: { create: "6s" }`, settings: { jobSeconds: 14 } };
  const later = async (story: JobStory, args: string[] = []) => {
    const first = await story.stack.up({ mayFail: true });
    expect(first.text).toContain("not finished after");
    return story.stack.up({ args, mayFail: true });
  };

  test("then up: each goes on where it stopped", async () => {
    const story = await tellJobs({ ...short, args: `timeouts: { create: "6s", update: "5m" }` });
    const up = await later(story);
    expect(up.steps.map(({ op }) => op)).toEqual(["update", "update", "update"]);
    await story.expectOneImageEach();
  });

  testInWhole(
    "before the cloud lists the images: the state has the jobs, a refresh brings the ids",
    async () => {
      const story = await tellJobs({
        args: `timeouts: { create: "4s", update: "5m" }`,
        settings: { jobSeconds: 16, jobImageListedAfterSeconds: 12 },
      });
      await story.stack.up({ mayFail: true });
      expect((await story.stack.resource("data")).id).toMatch(/^job:[0-9a-f]{32}$/);
      await story.stack.up();
      await story.expectOneImageEach();
      expect((await story.stack.outputs()).imageIds).toMatchObject({
        data: story.cloud.images().find(({ name }) => name === "data")?.id,
      });
      await story.stack.refresh();
      expect((await story.stack.resource("data")).id).toBe(
        story.cloud.images().find(({ name }) => name === "data")?.id,
      );
      await story.expectOneImageEach();
    },
  );

  testInWhole("then destroy: it waits until each can be deleted, and leaves nothing", async () => {
    const story = await tellJobs(short);
    await story.stack.up({ mayFail: true });
    await story.stack.destroy();
    expect(story.cloud.images()).toEqual([]);
    expect(story.creates()).toBe(3);
  });
});

testInWhole("Ctrl-C typed twice while jobs run: one more up, one image of each", async () => {
  const story = await tellJobs({ settings: { jobSeconds: 10 } });
  const up = story.stack.start(["up", "--yes", "--skip-preview"]);
  await story.saw("ims.showJob", 3);
  up.kill("SIGINT");
  await sleep(500);
  up.kill("SIGINT");
  await up.done;
  await story.stack.cancel({ mayFail: true });
  await story.stack.up();
  await story.expectOneImageEach();
});

testInWhole(
  "a forced replacement from the same backup fails with what to do, and nothing is lost",
  async () => {
    const story = await tellJobs({ sources: ["cbr"] });
    await story.stack.up();
    const { urn } = await story.stack.resource("cbr");
    const forced = await story.stack.up({ args: ["--replace", urn], mayFail: true });
    expect(forced.code).not.toBe(0);
    expect(forced.text).toMatch(/one full-ECS image/);
    await story.stack.up();
    await story.expectOneImageEach(2);
  },
);
