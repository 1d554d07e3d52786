import { setTimeout as sleep } from "node:timers/promises";
import { testInWhole } from "../whole";
import { golden } from "./program";
import { openStory } from "./story";

const tenSeconds = { exportSeconds: 10 };

test("an export that runs out of time is kept, and the next up goes on waiting without a second create", async () => {
  const { stack, cloud, creates } = await openStory({
    settings: tenSeconds,
    program: golden(`timeouts: { create: "4s" }`),
  });
  const first = await stack.up({ mayFail: true });
  expect(first.code).not.toBe(0);
  expect(first.text).toContain("not finished after");
  expect((await stack.resource("golden")).initErrors).toHaveLength(1);
  const [image] = cloud.images();
  const preview = await stack.preview();
  expect(preview.text).toMatch(
    new RegExp(`goes on with the unfinished image \\((queued|saving)\\): ${image?.id}`),
  );
  const second = await stack.up();
  expect(second.steps).toMatchObject([{ op: "update" }]);
  expect(creates()).toBe(1);
  expect(cloud.images()).toMatchObject([{ name: "golden", status: "active" }]);
  await stack.preview({ expectNoChanges: true });
});

testInWhole("destroy of an unfinished image waits until it can be deleted, and leaves nothing", async () => {
  const { stack, cloud } = await openStory({
    settings: tenSeconds,
    program: golden(`timeouts: { create: "4s" }`),
  });
  await stack.up({ mayFail: true });
  await stack.destroy();
  expect(cloud.images()).toEqual([]);
});

testInWhole("a killed image is kept as failed with what to do, and the next up replaces it", async () => {
  const { stack, cloud, creates } = await openStory({ settings: { outcome: "killed" } });
  const failed = await stack.up({ mayFail: true });
  expect(failed.text).toMatch(/as killed/);
  expect(failed.text).toContain("the next `pulumi up` replaces it");
  cloud.configure({ outcome: "active" });
  await stack.up();
  expect(creates()).toBe(2);
  expect(cloud.images()).toMatchObject([{ name: "golden", status: "active" }]);
});

testInWhole("Ctrl-C typed once lets the export end, and the image is recorded", async () => {
  const { stack, expectOneImage } = await openStory({ settings: { exportSeconds: 4 } });
  const up = stack.start(["up", "--yes", "--skip-preview"]);
  await up.saw(/is being made from/);
  up.kill("SIGINT");
  await up.done;
  await stack.up();
  await expectOneImage();
});

test("Ctrl-C typed once ends the search for an image whose create the cloud answered with a 503", async () => {
  const { stack, cloud, creates } = await openStory();
  const body = { error: { code: "EVS.5500", message: "The service is unavailable." } };
  cloud.addFault({ route: "evs.uploadImage", kind: "status", status: 503, body });
  const up = stack.start(["up", "--yes", "--skip-preview"]);
  await up.saw(/the cloud answered 503 EVS\.5500; it may have begun: looks until \S+ UTC/);
  const typed = Date.now();
  up.kill("SIGINT");
  const { code, text } = await up.done;
  expect(Date.now() - typed).toBeLessThan(10_000); // not the minute that the search may take
  expect(code).not.toBe(0);
  expect(text).toContain("the run was cancelled (Ctrl-C): the search for the image ended early");
  await stack.up();
  expect(creates()).toBe(2);
  expect(cloud.images()).toMatchObject([{ name: "golden", status: "active" }]);
  await stack.preview({ expectNoChanges: true });
});

test("Ctrl-C typed twice keeps the image, or the next up adopts it: one create in all", async () => {
  const { stack, cloud, creates } = await openStory({ settings: tenSeconds });
  const up = stack.start(["up", "--yes", "--skip-preview"]);
  await up.saw(/is being made from/);
  up.kill("SIGINT");
  await sleep(500);
  up.kill("SIGINT");
  expect((await up.done).code).not.toBe(0);
  await stack.cancel({ mayFail: true });
  await stack.up();
  expect(creates()).toBe(1);
  expect(cloud.images()).toMatchObject([{ name: "golden", status: "active" }]);
  await stack.preview({ expectNoChanges: true });
});

testInWhole("an engine killed while it waits leaves an image that the next up adopts", async () => {
  const { stack, cloud, creates } = await openStory({ settings: tenSeconds });
  const up = stack.start(["up", "--yes", "--skip-preview"]);
  await up.saw(/is being made from/);
  up.kill("SIGKILL");
  await up.done;
  await sleep(9_000); // the export ends meanwhile: nobody may take the image over
  expect(cloud.images()).toMatchObject([{ name: expect.stringMatching(/^creating-/) }]);
  await stack.cancel({ mayFail: true });
  await stack.up();
  expect(creates()).toBe(1);
  expect(cloud.images()).toMatchObject([{ name: "golden", status: "active" }]);
});

testInWhole("an image on the wrong cloud is neither found gone nor deleted", async () => {
  const { stack, cloud } = await openStory();
  await stack.up();
  for (const command of ["refresh", "destroy"] as const) {
    const wrong = await stack[command]({ mayFail: true, env: { OS_CLOUD: "huaweicloud" } });
    expect(wrong.code).not.toBe(0);
    expect(wrong.text).toContain("is not the resource's");
  }
  expect(cloud.images()).toHaveLength(1);
  expect(await stack.resource("golden")).toBeDefined();
});

testInWhole("no secret is in the state, in what is printed, or in the request log", async () => {
  const { stack, cloud } = await openStory();
  const up = await stack.up();
  const password = String(cloud.credentials.otc.auth.password);
  const requests = JSON.stringify(cloud.requests());
  expect(requests).toContain(`"x-auth-token":"***"`); // the cloud masks what it has got where it belongs
  const state = JSON.stringify(await stack.export());
  for (const secret of [password, TOKEN]) {
    for (const text of [up.text, state, requests]) expect(text).not.toContain(secret);
  }
});

/** How every token of the local cloud's IAM begins (local-cloud/identity/token.ts), as IAM's own do. */
const TOKEN = "MIIFPAYJKoZIhvcNAQcCoIIF";
