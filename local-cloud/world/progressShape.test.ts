import { type LocalCloud, type Settings, startCloud } from "../index";
import { type Client, signIn, virtualClock } from "../testing/testClient";

const clock = virtualClock();
let cloud: LocalCloud;
let client: Client;
beforeEach(async () => {
  cloud = await startCloud({ clock, settings: { jobSeconds: 100, jobInitSeconds: 0 } });
  client = await signIn(cloud, "huaweicloud");
  cloud.addBucket({ profile: "huaweicloud", name: "lab" });
});
afterEach(() => cloud.close());

/** What a job of 100 s tells every tenth of it, and at its end. */
async function reported(settings: Partial<Settings>, own: Partial<Settings> = {}): Promise<unknown[]> {
  cloud.configure(settings);
  cloud.addObject({ bucket: "lab", key: "disk", job: own });
  const body = { name: "d", image_url: "lab:disk", min_disk: 40 };
  const { job_id } = (
    await client.send("POST", `${cloud.endpoints.ims}/v1/cloudimages/dataimages/action`, body)
  ).body;
  const seen = [];
  for (let tenth = 1; tenth <= 10; tenth += 1) {
    clock.advance(10);
    const job = await client.send("GET", `${cloud.endpoints.ims}/v1/cloudimages/job/${job_id}`);
    seen.push(job.body.entities.process_percent);
  }
  return seen;
}

test.each<[Settings["progress"], (number | undefined)[]]>([
  ["profile", [0.1, 0.1, 0.1, 0.4, 0.4, 0.4, 0.9, 0.9, 0.9, 1]],
  ["linear", [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]],
  [{ steps: 0.25 }, [0, 0, 0.25, 0.25, 0.5, 0.5, 0.5, 0.75, 0.75, 1]],
  [{ steps: 1 }, [0, 0, 0, 0, 0, 0, 0, 0, 0, 1]],
  [{ steps: 0.2 }, [0, 0.2, 0.2, 0.4, 0.4, 0.6, 0.6, 0.8, 0.8, 1]],
  [{ sticksAt: 0.9 }, [0.18, 0.36, 0.54, 0.72, 0.9, 0.9, 0.9, 0.9, 0.9, 1]],
  [{ sticksAt: 0.9, reachedAt: 0.1 }, [0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 1]],
  [{ goesBackAt: 0.6 }, [0.1, 0.2, 0.3, 0.4, 0.5, 0.5, 0.63, 0.75, 0.88, 1]],
  ["none", Array(10).fill(undefined)],
])("%j", async (progress, expected) => {
  expect(await reported({ progress })).toEqual(expected);
});

test("a server, a backup, an object or a volume may have a progress of its own", async () => {
  expect((await reported({ progress: "none" }, { progress: { steps: 0.5 } })).slice(3, 6)).toEqual([
    0, 0.5, 0.5,
  ]);
});

test.each(["linear", { steps: 0.2 }] as const)(
  "with %j a job that is stuck reports the progress of half the time for ever",
  async (progress) => {
    const half = progress === "linear" ? 0.5 : 0.4;
    expect(await reported({ progress, jobOutcome: "stuck" })).toEqual(Array(10).fill(half));
  },
);

test.each([
  { steps: 0 },
  { steps: 1.1 },
  { sticksAt: 95 },
  { goesBackAt: 1 },
  { goesBackAt: 0.6, steps: 0.1 },
  "sticking",
])("%j is no progress", async (progress) => {
  expect(() => cloud.configure({ progress } as never)).toThrow();
});
