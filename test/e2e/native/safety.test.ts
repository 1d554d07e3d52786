import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { LocalCloud } from "../../../local-cloud";
import { testInWhole } from "../../whole";
import { command } from "../command";
import { withYaml } from "../languages/hosts";
import { expectNothingToDo, named } from "../nothingToDo";
import { held, killedAt, noProvider, type Point, until, type Victim } from "../safety/processes";
import type { Story, StoryOptions } from "../story";
import { openNativeStory } from "./nativeStory";
import { goldenYaml, ref, yamlProgram } from "./yamlProgram";

const preflightOff = { "cloudimages:preflight": "off" }; // its looks are none of the run's own
const upNow = ["up", "--yes", "--skip-preview"];

const lastCall: Readonly<Record<Victim, string>> = {
  engine:
    "the last call of a take-over served: the plugin takes it back, and one more up makes no second image",
  provider:
    "the last call of a take-over served, the documented exception: a second image, and orphans finds the first",
  "engine and provider": "the same exception",
};
const served: Point = { point: "", faults: [held("ims.updateImage")], seen: { "ims.updateImage": 1 } };

/** Whoever gets to its take-over is held there, so is the last create's answer, and the others wait. */
const crowd = ["fast", "slow", "slower"];
const everywhere: Point = {
  point: "",
  faults: [
    held("ims.tagAction", { times: crowd.length }),
    { ...held("evs.uploadImage", { ms: 12_000 }), nth: crowd.length },
  ],
  seen: { "evs.uploadImage": crowd.length, "ims.tagAction": 1 },
};

withYaml("a plugin that is interrupted", (at) => {
  const open = (options: StoryOptions = {}) =>
    openNativeStory(at.yaml, { ...options, config: { ...preflightOff, ...options.config } });

  test("Ctrl-C typed once ends the wait within seconds: the image is kept, and the next up goes on with it", async () => {
    const { stack, cloud, saw, expectOneImage } = await open({ settings: { exportSeconds: 10 } });
    const up = stack.start(upNow);
    await saw("evs.uploadImage");
    await up.saw(/is being made from/);
    const typed = Date.now();
    up.kill("SIGINT");
    const { code, text } = await up.done;
    expect(Date.now() - typed).toBeLessThan(7_000); // it would have taken ten more
    expect(code).not.toBe(0);
    expect(text).toContain("the run was cancelled (Ctrl-C)");
    expect(cloud.images()).toMatchObject([{ status: expect.stringMatching(/queued|saving/) }]);
    const { deployment } = await stack.export();
    expect(deployment.pending_operations ?? []).toEqual([]);
    expect(deployment.resources.find(named("golden")).initErrors).toHaveLength(1);
    expect((await stack.up()).steps).toMatchObject([{ op: "update" }]);
    await expectOneImage();
  });

  testInWhole("Ctrl-C typed once, wherever each image stands: one more up, one image of each", async () => {
    const story = await openCrowd(open);
    const { stack, cloud, saw } = story;
    for (const fault of everywhere.faults) cloud.addFault(fault);
    const up = stack.start([...upNow, "--parallel", "16"]);
    for (const [route, times] of Object.entries(everywhere.seen)) await saw(route, times);
    const typed = Date.now();
    up.kill("SIGINT");
    expect((await up.done).code).not.toBe(0);
    expect(Date.now() - typed).toBeLessThan(7_000);
    expect((await stack.export()).deployment.pending_operations ?? []).toEqual([]);
    cloud.clearFaults();
    await stack.up();
    await expectCrowd(story);
  });

  testInWhole("Ctrl-C typed twice keeps the image, or the next up adopts it: one create in all", async () => {
    const { stack, saw, expectOneImage } = await open({ settings: { exportSeconds: 6 } });
    const up = stack.start(upNow);
    await saw("evs.uploadImage");
    up.kill("SIGINT");
    await sleep(100);
    up.kill("SIGINT");
    expect((await up.done).code).not.toBe(0);
    await noProvider(stack);
    await stack.cancel({ mayFail: true });
    await stack.up();
    await expectOneImage();
  });

  describe.each(["engine", "provider", "engine and provider"] as const)("SIGKILL of the %s", (victim) => {
    testInWhole("one create not yet sent: one more up, one image", async () => {
      const story = await open();
      const faults = [held("evs.showVolume", { times: 99 }), held("ims.listImages", { times: 99 })];
      await killedAt(story, { point: "", faults, seen: { "ims.listImages": 1 } }, victim);
      expect(story.creates()).toBe(0);
      await story.stack.up();
      await story.expectOneImage();
    });

    testInWhole(
      "one create unanswered, one image being made, one inside its take-over: one more up, one image of each",
      async () => {
        const story = await openCrowd(open);
        await killedAt(story, everywhere, victim);
        expect(story.creates()).toBe(crowd.length);
        await story.stack.up();
        await expectCrowd(story);
      },
    );

    testInWhole(lastCall[victim], async () => {
      const story = await open();
      const { stack, cloud, creates, expectOneImage } = story;
      await killedAt(story, served, victim);
      const [first] = cloud.images();
      await stack.up();
      if (victim === "engine") return expectOneImage();
      expect(creates()).toBe(2);
      expect(cloud.images()).toHaveLength(2);
      const { out } = await command(stack, "orphans --json");
      expect(JSON.parse(out).images).toMatchObject([{ id: first?.id, kind: "orphan" }]);
    });
  });

  testInWhole(
    "SIGKILL of the engine at once after it has recorded an image: what was taken back, up --refresh mends",
    async () => {
      const story = await openCrowd(open, { slowSeconds: 20 });
      const { stack, cloud } = story;
      const up = stack.start(upNow);
      await until(() => hasRecorded(story), up);
      up.kill("SIGKILL");
      await up.done;
      await noProvider(stack);
      await stack.cancel({ mayFail: true });
      expect(cloud.images().map(({ name }) => name)).toEqual(
        crowd.map(() => expect.stringMatching(/^creating-/)),
      );
      await stack.up({ args: ["--refresh"] });
      await expectCrowd(story);
    },
  );

  testInWhole(
    "nothing is taken back when the engine leaves at the end of a run, and no process or session stays",
    async () => {
      const { stack, cloud } = await open({ program: bothClouds, held: templateSource });
      await stack.up();
      const made = () => ({ images: cloud.images(), templates: cloud.templates() });
      const before = made();
      expect([before.images.length, before.templates.length]).toEqual([1, 1]);
      await noProvider(stack);
      expect(cloud.zstackSessions()).toEqual([]);
      cloud.clearRequests();
      for (let looks = 0; looks < 12; looks++) {
        await sleep(250);
        expect(made()).toEqual(before);
      }
      expect(cloud.requests()).toEqual([]);
      expectNothingToDo((await stack.export("--show-secrets")).deployment);
    },
  );

  testInWhole(
    "the answer of the create call is lost: the image is found by its mark, and nothing is sent twice",
    async () => {
      const { stack, cloud, expectOneImage } = await open();
      cloud.addFault({ route: "evs.uploadImage", kind: "reset", applied: true });
      const up = await stack.up();
      expect(up.text).toContain("the answer of the create call was lost");
      await expectOneImage();
    },
  );

  testInWhole("an image on the wrong cloud is neither found gone nor deleted", async () => {
    const { stack, cloud, expectOneImage } = await open();
    await stack.up();
    const refused = async (run: "up" | "refresh" | "destroy", env: Record<string, string> = {}) => {
      const wrong = await stack[run]({ mayFail: true, env });
      expect([run, wrong.code === 0]).toEqual([run, false]);
      expect(wrong.text).toContain("is not the resource's");
    };
    await refused("refresh", { OS_CLOUD: "huaweicloud" });
    await refused("destroy", { OS_CLOUD: "huaweicloud" });
    stack.setProgram(elsewhere({ description: "moved" }));
    await refused("up");
    stack.setProgram(elsewhere()); // nothing to do for the image itself: the state takes the provider
    await stack.up();
    await refused("refresh");
    await refused("destroy");
    expect(cloud.images()).toMatchObject([{ name: "golden", status: "active" }]);
    stack.setProgram(goldenYaml());
    await stack.up();
    await expectOneImage();
  });
});

const volumeOf = (name: string) => `${name}Volume`;

/** Images of several volumes at once; all but the first two take their time. */
function openCrowd(
  open: (options: StoryOptions) => Promise<Story>,
  { slowSeconds = 12 } = {},
): Promise<Story> {
  return open({
    program: yamlProgram({
      resources: Object.fromEntries(
        crowd.map((name) => [name, { type: "VolumeImage", properties: { volumeId: ref(volumeOf(name)) } }]),
      ),
    }),
    held: (cloud) =>
      Object.fromEntries(
        crowd.map((name) => {
          const exportSeconds = name === "slower" ? slowSeconds : 1;
          return [volumeOf(name), cloud.addVolume({ profile: "otc", export: { exportSeconds } }).id];
        }),
      ),
  });
}

async function expectCrowd({ cloud, creates, stack }: Story): Promise<void> {
  const images = cloud.images();
  expect(images.map(({ name, status }) => `${name} ${status}`).sort()).toEqual(
    crowd.map((name) => `${name} active`).sort(),
  );
  expect(creates()).toBe(crowd.length);
  const { deployment } = await stack.export("--show-secrets");
  for (const name of crowd) {
    const id = images.find((one) => one.name === name)?.id;
    expect(deployment.resources.filter(named(name))).toMatchObject([{ id, outputs: { status: "active" } }]);
  }
  expectNothingToDo(deployment);
}

/** An image, and on another cloud a template. */
const bothClouds = yamlProgram({
  resources: {
    golden: { type: "VolumeImage", properties: { volumeId: ref("volumeId") } },
    template: {
      type: "DataVolumeTemplate",
      properties: {
        cloud: "zstack",
        snapshotUuid: ref("snapshotUuid"),
        backupStorageUuids: [ref("storage")],
      },
    },
  },
});
const templateSource = (cloud: LocalCloud) => {
  cloud.configure({ templateSeconds: 1 });
  return { snapshotUuid: cloud.addSnapshot().uuid, storage: cloud.addBackupStorage().uuid };
};

/** The same image by an explicit provider of another project, in place of the default one. */
function elsewhere(args: object = {}): string {
  return yamlProgram({
    resources: {
      delegated: { type: "pulumi:providers:cloudimages", properties: { cloud: "otc-agency" } },
      golden: {
        type: "VolumeImage",
        properties: { volumeId: ref("volumeId"), ...args },
        options: { provider: ref("delegated") },
      },
    },
  });
}

/** The file itself: a `stack export` takes most of the three seconds in which a plugin takes back. */
function hasRecorded({ stack }: Story): boolean {
  const state = path.join(path.dirname(stack.project), "backend/.pulumi/stacks/e2e/test.json");
  return existsSync(state) && /"imageId": ?"[0-9a-f-]{36}"/.test(readFileSync(state, "utf8"));
}
