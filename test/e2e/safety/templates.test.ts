import { setTimeout as sleep } from "node:timers/promises";
import { testInWhole, whole } from "../../whole";
import { type TemplateStory, tellTemplate } from "../templateStory";
import { providersOf } from "./processes";

/** Long enough for a provider to notice that its engine is gone: it asks every two seconds. */
const holdMs = 5_000;

interface Point {
  readonly point: string;
  readonly route: string;
  readonly nth?: number;
}

/** Where the run stands when it is killed: at a call that the cloud has served and answers late. */
const beforeTheLast: readonly Point[] = [
  { point: "before the create call", route: "zstack.querySnapshots" },
  { point: "after the create call, its answer not yet there", route: "zstack.createTemplate" },
  { point: "while it waits for the template", route: "zstack.queryImages", nth: 4 },
  { point: "inside the take-over, before its claim", route: "zstack.imageAction" },
];
const last: Point = { point: "inside the take-over, its claim on its way", route: "zstack.createUserTag" };

/** The everyday run has time for one of them. */
const points = whole ? beforeTheLast : beforeTheLast.slice(1, 2);

/** `Disabled`, so that the take-over has a call of its own before the claim. */
async function killedAt(
  { route, nth = 1 }: Point,
  kill: (story: TemplateStory, up: ReturnType<TemplateStory["stack"]["start"]>) => void,
): Promise<TemplateStory> {
  const story = await tellTemplate({ args: `state: "Disabled"` });
  story.cloud.addFault({ route, nth, kind: "delay", delayMs: holdMs });
  const up = story.stack.start(["up", "--yes", "--skip-preview"]);
  await story.saw(route, nth);
  kill(story, up);
  await up.done;
  await sleep(holdMs + 3_000); // whoever is left does what it should not
  while (providersOf(story.stack).length > 0) await sleep(50); // or ends: a take-over is taken back first, by jobs
  await story.stack.cancel({ mayFail: true });
  return story;
}

describe("SIGKILL of the engine", () => {
  test.each(whole ? [...points, last] : points)("$point: one more up, one template", async (point) => {
    const story = await killedAt(point, (_, up) => up.kill("SIGKILL"));
    expect(story.cloud.zstackSessions()).toEqual([]);
    await story.stack.up();
    await story.expectOneTemplate();
  });
});

describe("SIGKILL of the provider", () => {
  const killProvider = ({ stack }: TemplateStory) => {
    for (const id of providersOf(stack)) process.kill(id, "SIGKILL");
  };

  testInWhole.each(points)("$point: one more up, one template", async (point) => {
    const story = await killedAt(point, killProvider);
    await story.stack.up();
    await story.expectOneTemplate();
  });

  testInWhole("with its claim on its way: the one documented exception, a second template", async () => {
    const story = await killedAt(last, killProvider);
    await story.stack.up();
    const { id } = await story.stack.resource("golden");
    expect(story.live().map(({ uuid, status }) => [uuid === id, status])).toEqual([
      [false, "Ready"],
      [true, "Ready"],
    ]);
  });
});

describe("the answer of the create call is lost", () => {
  test.each([
    ["by a reset of the connection", { kind: "reset", applied: true }],
    ...(whole
      ? ([
          ["before the call took effect", { kind: "reset" }],
          ["behind a gateway's 502", { kind: "html", status: 502, applied: true }],
          ["half-way", { kind: "truncate", applied: true }],
        ] as const)
      : []),
  ] as const)("%s: sent again with the same uuids, and one template is made", async (_, fault) => {
    const { stack, cloud, expectOneTemplate, expectNoSession } = await tellTemplate();
    cloud.addFault({ route: "zstack.createTemplate", ...fault });
    await stack.up();
    await expectNoSession();
    await expectOneTemplate();
  });
});

describe("the time is up", () => {
  const slow = { args: `timeouts: { create: "4s", update: "5m" }`, settings: { templateSeconds: 6 } };

  testInWhole("then up: it goes on where it stopped", async () => {
    const { stack, creates, expectOneTemplate } = await tellTemplate(slow);
    const first = await stack.up({ mayFail: true });
    expect(first.text).toMatch(/not finished after \d s/);
    const up = await stack.up();
    expect(up.steps).toMatchObject([{ op: "update" }]);
    expect(creates()).toBe(1);
    await expectOneTemplate();
  });

  testInWhole("then destroy: it waits for the job, and leaves nothing", async () => {
    const { stack, cloud, live } = await tellTemplate(slow);
    await stack.up({ mayFail: true });
    await stack.destroy();
    expect(live()).toEqual([]);
    expect(cloud.zstackJobs().filter(({ status }) => status === "processing")).toEqual([]);
  });
});

testInWhole("Ctrl-C typed twice: every session is logged out; one more up, one template", async () => {
  const { stack, saw, expectOneTemplate, expectNoSession } = await tellTemplate({
    settings: { templateSeconds: 6 },
  });
  const up = stack.start(["up", "--yes", "--skip-preview"]);
  await saw("zstack.queryImages", 4);
  up.kill("SIGINT");
  await sleep(500);
  up.kill("SIGINT");
  await up.done;
  await expectNoSession();
  await stack.cancel({ mayFail: true });
  await stack.up();
  await expectOneTemplate();
});
