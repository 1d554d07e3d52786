import { writeFileSync } from "node:fs";
import path from "node:path";
import { testInWhole } from "../whole";
import { command } from "./command";
import { golden } from "./program";
import { openStory } from "./story";

test("a healthy stack has no orphans: exit code 0", async () => {
  const { stack } = await openStory();
  await stack.up();
  expect(await command(stack, "orphans")).toMatchObject({
    code: 0,
    out: expect.stringContaining("No orphans."),
  });
});

test("an image that the state has lost is the one that is found, and nothing is deleted", async () => {
  const { stack, cloud } = await openStory();
  cloud.addImage({ profile: "otc", name: "somebody's" });
  await stack.up();
  const { id = "", urn } = {
    id: cloud.images().find(({ name }) => name === "golden")?.id,
    ...(await stack.resource("golden")),
  };
  await stack.run(["state", "delete", "--yes", urn]);

  const text = await command(stack, "orphans");
  expect(text).toMatchObject({
    code: 1,
    out: expect.stringMatching(new RegExp(`^orphan +${id} +golden$`, "m")),
    err: expect.stringMatching(/^(asks Pulumi: .*\n)?$/), // said of whatever takes long, as Pulumi does on a busy machine
  });
  const json = await command(stack, "orphans --json");
  expect(json.code).toBe(1);
  expect(JSON.parse(json.out)).toMatchObject({
    stack: "test",
    project: "e2e",
    images: [{ id, kind: "orphan", cloud: "otc" }],
  });
  expect(cloud.images()).toHaveLength(2);
});

testInWhole("an older state is told apart from today's: what was made since is an orphan of it", async () => {
  const { stack, cloud } = await openStory();
  await stack.up();
  const older = path.join(stack.project, "older.json");
  writeFileSync(older, JSON.stringify(await stack.export()));
  const volume = cloud.addVolume({ profile: "otc", sizeGiB: 5 });
  await stack.config.set("volumeId", volume.id);
  await stack.up();
  const [image] = cloud.images();
  expect(await command(stack, "orphans")).toMatchObject({ code: 0 });
  expect(await command(stack, "orphans --state older.json")).toMatchObject({
    code: 1,
    out: expect.stringContaining(`${image?.id}`),
  });
});

testInWhole("an image that ran out of time is unfinished until the next up", async () => {
  const { stack, cloud } = await openStory({
    settings: { exportSeconds: 10 },
    program: golden(`timeouts: { create: "4s" }`),
  });
  await stack.up({ mayFail: true });
  const { code, out } = await command(stack, "orphans --json");
  expect(code).toBe(1);
  expect(JSON.parse(out).images).toMatchObject([
    { id: cloud.images()[0]?.id, kind: "unfinished", urn: expect.stringMatching(/::golden$/) },
  ]);
  await stack.up();
  expect(await command(stack, "orphans")).toMatchObject({ code: 0 });
});

testInWhole(
  "an image whose very first up was killed is unfinished, with the owner from nothing but the stack",
  async () => {
    const { stack, cloud } = await openStory({ settings: { exportSeconds: 60 } });
    const up = stack.start(["up", "--yes", "--skip-preview"]);
    await up.saw(/is being made from/);
    up.kill("SIGKILL");
    await up.done;
    const { code, out } = await command(stack, "orphans --json");
    expect(code).toBe(1);
    expect(JSON.parse(out).images).toMatchObject([
      { id: cloud.images()[0]?.id, kind: "unfinished", urn: null },
    ]);
    const empty = path.join(stack.project, "empty.json");
    writeFileSync(empty, JSON.stringify({ version: 3, deployment: {} }));
    const alone = await command(stack, "orphans --json --state empty.json --stack test");
    expect(JSON.parse(alone.out)).toMatchObject({
      owners: JSON.parse(out).owners,
      images: [{ kind: "unfinished" }],
    });
  },
);
