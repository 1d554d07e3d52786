import type { Settings } from "../../../local-cloud";
import { testInWhole, whole } from "../../whole";
import { command } from "../command";
import { type JobStory, type SourceName, tellJobs } from "../jobStory";
import { held, killedAt, type Point, type Victim } from "./processes";

/** One image of each kind, made at once. */
const everyKind: readonly SourceName[] = ["volume", "server", "csbs", "cbr", "data"];
const everyCreate = { "evs.uploadImage": 1, "ims.createFullEcsImage": 3, "ims.createDataImage": 1 };

/** A point, and what the cloud holds when the run was killed there: calls to create, and images that bear a claim. */
interface Stand extends Point {
  readonly creates: number;
  readonly claims: number;
  readonly settings?: Partial<Settings>;
}

const lateAnswer = (what: string, route: string, times = 1): Stand => ({
  point: `after all create calls, the answer for ${what} not yet there`,
  faults: [held(route, { times })],
  seen: everyCreate, // one that never left this machine would be waited for by the next up, for minutes
  creates: 5,
  claims: 0,
});
const exportUnanswered = lateAnswer("the volume's image", "evs.uploadImage");
const serversUnanswered = lateAnswer("the full-ECS images", "ims.createFullEcsImage", 3);
const dataUnanswered = lateAnswer("the data image", "ims.createDataImage");
const insideTakeOver: Stand = {
  point: "inside the take-over of the volume's image, its claim written, its name not",
  faults: [held("ims.tagAction")],
  seen: { ...everyCreate, "ims.tagAction": 1 },
  creates: 5,
  claims: 1,
};
/** Not for the engine alone: its provider sends such a call again, and then finishes. */
const lastUnserved: Stand = {
  point: "inside the take-over of the volume's image, its last call not served",
  faults: [{ route: "ims.updateImage", kind: "noHeaders" }],
  seen: { "ims.updateImage": 1 },
  creates: 5,
  claims: 1,
};
const points: readonly Stand[] = [
  {
    point: "before any create call",
    faults: [held("evs.showVolume", { times: 99 }), held("ims.listImages", { times: 99 })],
    seen: { "ims.listImages": everyKind.length },
    creates: 0,
    claims: 0,
  },
  exportUnanswered,
  serversUnanswered,
  dataUnanswered,
  {
    point: "while it waits for image and jobs",
    faults: [],
    seen: { ...everyCreate, "ims.showJob": 1 },
    creates: 5,
    claims: 0,
    settings: { exportSeconds: 15, jobSeconds: 15 }, // the first look at a job comes after some seconds
  },
  insideTakeOver,
];

/** The export ends well before the jobs: the first take-over is that of the volume's image. */
const settings = { exportSeconds: 4, jobSeconds: 9 };

async function killed(point: Stand, victim: Victim, sources = everyKind): Promise<JobStory> {
  const config = { "cloudimages:preflight": "off" }; // its looks are none of the run's own
  const story = await tellJobs({ sources, settings: point.settings ?? settings, config });
  await killedAt(story, point, victim);
  const claimed = story.cloud.images().filter(({ tags }) => tags.some((tag) => claim.test(tag)));
  expect({ creates: story.creates(), claims: claimed.length }).toEqual({
    creates: point.creates,
    claims: point.claims,
  });
  return story;
}

const claim = /^pulumi-cloud-images=[0-9a-f]{8}-[0-9a-f]{20}-[0-9a-f]{12}$/;

/** Of both: the cloud then stands as after the provider's death, and the state as after the engine's. */
describe.each([
  ["engine", points, dataUnanswered],
  ["provider", [...points, lastUnserved], insideTakeOver],
  ["engine and provider", [serversUnanswered, insideTakeOver, lastUnserved], serversUnanswered],
] as const)("SIGKILL of the %s", (victim, all, everyday) => {
  test.each(whole ? all : [everyday])("$point: one more up, one image of each kind", async (point) => {
    const story = await killed(point, victim);
    await story.stack.up();
    await story.expectOneImageEach();
  });
});

/** The last call of a take-over is served: what nobody has recorded bears its name and its claim. */
const volumeTaken: Stand = {
  point: "the volume's image",
  faults: [held("ims.updateImage")],
  seen: { "ims.updateImage": 1 },
  creates: 5,
  claims: 1,
};
const jobImagesTaken = (images: number): Stand => ({
  point: "the images that jobs made",
  faults: [held("ims.tagAction", { times: images, ms: 15_000 })], // until the slowest job's image has got there
  seen: { "ims.tagAction": images },
  creates: images,
  claims: images,
});

describe("SIGKILL after the last call of a take-over, before it is recorded", () => {
  testInWhole(
    "of the engine: the provider takes it back, and one more up makes no second image",
    async () => {
      const story = await killed(volumeTaken, "engine");
      expect(story.cloud.images()).toContainEqual(
        expect.objectContaining({ name: expect.stringMatching(/^creating-/), status: "active" }),
      );
      await story.stack.up();
      await story.expectOneImageEach();
    },
  );

  testInWhole("of the engine: the provider takes the claims of the images of jobs back", async () => {
    const sources = everyKind.slice(1);
    const story = await killed({ ...jobImagesTaken(4), claims: 0 }, "engine", sources);
    await story.stack.up();
    await story.expectOneImageEach();
  });

  describe.each(["provider", "engine and provider"] as const)(
    "of the %s: the documented exception",
    (victim) => {
      testInWhole.each([
        [["volume"], volumeTaken],
        [["server", "data"], jobImagesTaken(2)],
      ] as const)("%j are made a second time, and orphans finds the first", async (sources, point) => {
        const story = await killed({ ...point, creates: sources.length }, victim, sources);
        const first = story.cloud.images().map(({ id }) => id);
        await story.stack.up();
        expect(story.creates()).toBe(2 * sources.length);
        expect(story.cloud.images()).toHaveLength(2 * sources.length);
        expect(await orphansOf(story)).toEqual(first.sort());
      });
    },
  );

  testInWhole(
    "an image of a backup is not made again: up says what to do, and orphans finds it",
    async () => {
      const story = await killed(jobImagesTaken(2), "engine and provider", ["csbs", "cbr"]);
      const first = story.cloud.images().map(({ id }) => id);
      const refused = await story.stack.up({ mayFail: true });
      expect(refused.code).not.toBe(0);
      expect(refused.text).toContain("delete the image that was made from this one first");
      expect(await orphansOf(story)).toEqual(first.sort());
      for (const id of first) story.cloud.removeImage(id);
      await story.stack.up();
      await story.expectOneImageEach(6); // the two lost ones, the two that were refused, and these
    },
  );
});

async function orphansOf({ stack }: JobStory): Promise<string[]> {
  const { code, out } = await command(stack, "orphans --json");
  expect(code).toBe(1);
  const { images } = JSON.parse(out) as { images: { id: string; kind: string }[] };
  return images.flatMap(({ id, kind }) => (kind === "orphan" ? [id] : [])).sort();
}
