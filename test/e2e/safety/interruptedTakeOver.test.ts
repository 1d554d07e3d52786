import { setTimeout as sleep } from "node:timers/promises";
import { whole } from "../../whole";
import { tell } from "../story";

test.each(whole ? ["ims.tagAction", "ims.updateImage"] : ["ims.updateImage"])(
  "Ctrl-C typed twice while the take-over waits for the answer of %s: one more up, one image",
  async (route) => {
    const { stack, cloud, saw, expectOneImage } = await tell();
    cloud.addFault({ route, kind: "delay", delayMs: 3_000 });
    const up = stack.start(["up", "--yes", "--skip-preview"]);
    await saw(route);
    up.kill("SIGINT");
    await sleep(500);
    up.kill("SIGINT");
    await up.done;
    await stack.cancel({ mayFail: true });
    await stack.up();
    await expectOneImage();
  },
);
