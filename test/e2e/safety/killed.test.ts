import { setTimeout as sleep } from "node:timers/promises";
import { testInWhole, whole } from "../../whole";
import { command } from "../command";
import { type JobStory, type SourceName, tellJobs } from "../jobStory";
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
  { point: "before the create calls", route: "evs.showVolume" },
  { point: "after the create calls, one answer not yet there", route: "ims.createDataImage" },
  { point: "while it waits for image and jobs", route: "ims.showJob", nth: 2 },
  { point: "inside the take-over", route: "ims.tagAction" },
];
const last: Point = { point: "after the take-over, before it is recorded", route: "ims.updateImage" };

/** The everyday run has time for one of them. */
const points = whole ? beforeTheLast : beforeTheLast.slice(1, 2);

/** One image of each kind, made at once. */
const everyKind: readonly SourceName[] = ["volume", "server", "cbr", "data"];

async function killedAt<Told extends Story>(
  story: Told,
  { route, nth = 1 }: Point,
  kill: (story: Story, up: ReturnType<Story["stack"]["start"]>) => void,
): Promise<Told> {
  story.cloud.addFault({ route, nth, kind: "delay", delayMs: holdMs });
  const up = story.stack.start(["up", "--yes", "--skip-preview"]);
  await story.saw(route, nth);
  // A create that is killed on its way out is waited for by the next up, for two minutes.
  if (route === "ims.createDataImage") await story.saw("ims.createFullEcsImage", 2);
  kill(story, up);
  await up.done;
  await sleep(holdMs + 3_000); // whoever is left ends, or does what it should not
  await story.stack.cancel({ mayFail: true });
  await story.stack.up();
  return story;
}

const ofEveryKind = async (point: Point, kill: Parameters<typeof killedAt>[2]): Promise<JobStory> =>
  killedAt(await tellJobs({ sources: everyKind }), point, kill);

describe("SIGKILL of the engine", () => {
  test.each(whole ? [...points, last] : points)(
    "$point: one more up, one image of each kind",
    async (point) => {
      const story = await ofEveryKind(point, (_, up) => up.kill("SIGKILL"));
      await story.expectOneImageEach();
      expect(providersOf(story.stack)).toEqual([]);
    },
  );

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

  testInWhole.each(beforeTheLast.slice(0, -1))(
    "$point: one more up, one image of each kind",
    async (point) => {
      const story = await ofEveryKind(point, killProvider);
      await story.expectOneImageEach();
    },
  );

  testInWhole(
    "after the take-over: the one documented exception, a second image, which orphans finds",
    async () => {
      const story = await killedAt(await tell(), last, killProvider);
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
