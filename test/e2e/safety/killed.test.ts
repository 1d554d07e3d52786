import { setTimeout as sleep } from "node:timers/promises";
import { testInWhole, whole } from "../../whole";
import { command } from "../command";
import { type Story, tell } from "../story";
import { providersOf } from "./processes";

/** Long enough for a provider to notice that its engine is gone: it asks every two seconds. */
const holdMs = 5_000;

interface Point {
  point: string;
  route: string;
  nth?: number;
}

/** Where the run stands when it is killed: at a call that the cloud has served and answers late. */
const beforeTheLast: Point[] = [
  { point: "before the create call", route: "evs.showVolume" },
  { point: "after the create call, its answer not yet there", route: "evs.uploadImage" },
  { point: "while it waits for the image", route: "ims.listImages", nth: 2 },
  { point: "inside the take-over, between its two calls", route: "ims.tagAction" },
];
const last: Point = { point: "after the take-over, before it is recorded", route: "ims.updateImage" };

/** The everyday run has time for one of them. */
const points = whole ? beforeTheLast : beforeTheLast.slice(1, 2);

async function killedAt(
  { route, nth = 1 }: Point,
  kill: (story: Story, up: ReturnType<Story["stack"]["start"]>) => void,
): Promise<Story> {
  const story = await tell();
  story.cloud.addFault({ route, nth, kind: "delay", delayMs: holdMs });
  const up = story.stack.start(["up", "--yes", "--skip-preview"]);
  await story.saw(route, nth);
  kill(story, up);
  await up.done;
  await sleep(holdMs + 3_000); // whoever is left ends, or does what it should not
  await story.stack.cancel({ mayFail: true });
  await story.stack.up();
  return story;
}

describe("SIGKILL of the engine", () => {
  test.each(whole ? [...points, last] : points)("$point: one more up, one image", async (point) => {
    const story = await killedAt(point, (_, up) => up.kill("SIGKILL"));
    await story.expectOneImage();
    expect(providersOf(story.stack)).toEqual([]);
  });

  testInWhole(
    "before it has recorded an image that was answered: the provider gives the image back",
    async () => {
      const story = await tell();
      story.cloud.addFault({ route: "ims.updateImage", kind: "delay", delayMs: 2_000 });
      const up = story.stack.start(["up", "--yes", "--skip-preview"]);
      await story.saw("ims.updateImage");
      // Stopped, the engine still takes connections, so it lives; but it records nothing any more.
      up.kill("SIGSTOP");
      await sleep(3_000); // the last call is answered meanwhile, and so is the engine
      expect(story.cloud.images()).toMatchObject([{ name: "golden" }]);
      up.kill("SIGKILL");
      await up.done;
      await sleep(4_000);
      expect(story.cloud.images()).toMatchObject([{ name: expect.stringMatching(/^creating-/) }]);
      await story.stack.cancel({ mayFail: true });
      await story.stack.up();
      await story.expectOneImage();
    },
  );
});

describe("SIGKILL of the provider", () => {
  const killProvider = ({ stack }: Story) => {
    for (const id of providersOf(stack)) process.kill(id, "SIGKILL");
  };

  test.each(points)("$point: one more up, one image", async (point) => {
    const story = await killedAt(point, killProvider);
    await story.expectOneImage();
  });

  testInWhole(
    "after the take-over: the one documented exception, a second image, which orphans finds",
    async () => {
      const story = await killedAt(last, killProvider);
      expect(story.creates()).toBe(2);
      const { id } = await story.stack.resource("golden");
      const others = story.cloud.images().filter((image) => image.id !== id);
      expect(others).toMatchObject([{ name: "golden", status: "active" }]);
      const orphans = await command(story.stack, "orphans --json");
      expect(orphans.code).toBe(1);
      const { images } = JSON.parse(orphans.out);
      expect(images).toMatchObject([{ id: others[0]?.id, kind: "orphan", cloud: "otc" }]);
    },
  );
});
