import { setTimeout as sleep } from "node:timers/promises";
import { whole } from "../../whole";
import type { Running } from "../engine";
import { openStory, type Story } from "../story";
import { tellTemplate } from "../templateStory";

/** Slow enough for a person, and for two calls within the five seconds that the engine then gives. */
const slow = (route: string) => ({ route, kind: "delay", delayMs: 2_000, times: 1e6 }) as const;

async function twice(up: Running, { stack }: Pick<Story, "stack">): Promise<void> {
  up.kill("SIGINT");
  await sleep(500);
  up.kill("SIGINT");
  await up.done;
  await stack.cancel({ mayFail: true });
}

test.each(whole ? ["ims.tagAction", "ims.updateImage"] : ["ims.updateImage"])(
  "Ctrl-C typed twice while the take-over waits for the answer of %s: one more up, one image",
  async (route) => {
    const story = await openStory();
    const { stack, cloud, saw, expectOneImage } = story;
    cloud.addFault(slow(route));
    const up = stack.start(["up", "--yes", "--skip-preview"]);
    await saw(route);
    await twice(up, story);
    cloud.clearFaults();
    await stack.up();
    await expectOneImage();
  },
);

test.each(whole ? ["zstack.createUserTag", "zstack.deleteTag"] : ["zstack.deleteTag"])(
  "… of %s for a template: its session is ended; one more up, one template",
  async (route) => {
    const story = await tellTemplate();
    const { stack, cloud, saw, expectOneTemplate, expectNoSession } = story;
    for (const each of ["zstack.createUserTag", "zstack.deleteTag"]) cloud.addFault(slow(each));
    const up = stack.start(["up", "--yes", "--skip-preview"]);
    await saw(route);
    await twice(up, story);
    await expectNoSession();
    cloud.clearFaults();
    await stack.up();
    await expectOneTemplate();
  },
);
