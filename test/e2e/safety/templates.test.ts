import { setTimeout as sleep } from "node:timers/promises";
import { testInWhole, whole } from "../../whole";
import { command } from "../command";
import { type TemplateStory, tellTemplate } from "../templateStory";
import { held, killedAt, type Point, type Victim } from "./processes";

const unanswered: Point = {
  point: "after the create call, its answer not yet there",
  faults: [held("zstack.createTemplate")],
  seen: { "zstack.createTemplate": 1 },
};
const insideTakeOver: Point = {
  point: "inside the take-over, before its claim",
  faults: [held("zstack.imageAction")],
  seen: { "zstack.imageAction": 1 },
};
const claiming: Point = {
  point: "inside the take-over, its claim on its way",
  faults: [held("zstack.createUserTag")],
  seen: { "zstack.createUserTag": 1 },
};
const points: readonly Point[] = [
  {
    point: "before the create call",
    faults: [held("zstack.queryImages")],
    seen: { "zstack.queryImages": 1 },
  },
  unanswered,
  {
    point: "while it waits for the template",
    faults: [],
    seen: { "zstack.createTemplate": 1, "zstack.queryImages": 3 },
  },
  insideTakeOver,
  claiming,
];
/** The removal of the bare mark commits. */
const committing: Point = {
  point: "inside the take-over, its commit on its way",
  faults: [held("zstack.deleteTag")],
  seen: { "zstack.deleteTag": 1 },
};

/** `Disabled`, so that the take-over has a call of its own before the claim. */
async function killed(point: Point, victim: Victim): Promise<TemplateStory> {
  const config = { "cloudimages:preflight": "off" }; // its looks are none of the run's own
  const story = await tellTemplate({ args: `state: "Disabled"`, config });
  await killedAt(story, point, victim);
  if (victim === "engine") expect(story.cloud.zstackSessions()).toEqual([]);
  return story;
}

describe.each([
  ["engine", [...points, committing], unanswered],
  ["provider", points, insideTakeOver],
  ["engine and provider", [unanswered, insideTakeOver, claiming], claiming],
] as const)("SIGKILL of the %s", (victim, all, everyday) => {
  test.each(whole ? all : [everyday])("$point: one more up, one template", async (point) => {
    const story = await killed(point, victim);
    await story.stack.up();
    await story.expectOneTemplate();
  });
});

testInWhole.each(["provider", "engine and provider"] as const)(
  "SIGKILL of the %s with its commit on its way: the one documented exception, a second template, and orphans finds the first",
  async (victim) => {
    const { stack, cloud, live } = await killed(committing, victim);
    const [first] = live();
    await stack.up();
    const { id } = await stack.resource("golden");
    expect(live().map(({ uuid, status }) => [uuid, status])).toEqual([
      [first?.uuid, "Ready"],
      [id, "Ready"],
    ]);
    expect(id).not.toBe(first?.uuid);
    const { code, out } = await command(stack, "orphans --json");
    expect(code).toBe(1);
    expect(JSON.parse(out).images).toMatchObject([{ id: first?.uuid, kind: "orphan", cloud: "zstack" }]);
    expect(cloud.templates()).toHaveLength(2);
  },
);

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
  await saw("zstack.queryImages", 5); // while it waits
  up.kill("SIGINT");
  await sleep(500);
  up.kill("SIGINT");
  await up.done;
  await expectNoSession();
  await stack.cancel({ mayFail: true });
  await stack.up();
  await expectOneTemplate();
});
