import { execFile } from "node:child_process";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import type { Stack } from "./engine";
import { openStory } from "./story";

const root = path.resolve(__dirname, "../..");

/** An image that runs out of its time, and one that the engine is killed over. */
const two = `
import * as pulumi from "@pulumi/pulumi";
import { VolumeImage } from "pulumi-cloud-images";
const config = new pulumi.Config();
new VolumeImage("late", { name: "late", volumeId: config.require("volumeId"), timeouts: { create: "4s" } });
new VolumeImage("cut", { name: "cut", volumeId: config.require("otherId") });
`;

async function underWay({ project, env }: Stack) {
  const cli = path.join(root, "provider/bin/cli/main.js");
  const { stdout } = await promisify(execFile)(process.execPath, [cli, "doctor", "--stack", "--json"], {
    cwd: project,
    env,
  });
  return JSON.parse(stdout).stack.underWay;
}

const wordsOf = (command = "") => command.split(" ").slice(1);

async function hasFailed(stack: Stack, name: string): Promise<void> {
  const isFailed = async () =>
    (await stack.export()).deployment.resources?.some(
      ({ urn, initErrors }: { urn: string; initErrors?: string[] }) =>
        urn.endsWith(`::${name}`) && initErrors?.length,
    );
  while (!(await isFailed().catch(() => false))) await sleep(100);
}

test("doctor --stack tells an image that ran out of time and a create that was cut off, and its commands end both", async () => {
  const { stack, cloud, creates } = await openStory({
    program: two,
    settings: { exportSeconds: 10 },
    held: (cloud) => ({ otherId: cloud.addVolume({ name: "other" }).id }),
  });
  const up = stack.start(["up", "--yes", "--skip-preview"]);
  await hasFailed(stack, "late"); // the engine prints it only when all is over
  up.kill("SIGKILL");
  await up.done;
  await stack.cancel({ mayFail: true });

  const images = cloud.images();
  const seen = await underWay(stack);
  expect(seen).toMatchObject([
    { kind: "unfinished", found: true, commands: ["pulumi up"], waitSeconds: 3600 },
    {
      kind: "pending",
      operation: "creating",
      found: true,
      commands: ["pulumi up", "pulumi refresh --clear-pending-creates --yes"],
    },
  ]);
  expect(new Set(seen.map(({ imageId }: { imageId: string }) => imageId))).toEqual(
    new Set(images.map(({ id }) => id)),
  );

  const [goOn, clear] = seen[1].commands as string[];
  const second = await stack.run([...wordsOf(goOn), "--yes", "--skip-preview"]);
  expect(second.text).toMatch(/pending operations/i);
  expect(creates()).toBe(2); // none was sent again
  expect(
    cloud
      .images()
      .map(({ name, status }) => [name, status])
      .sort(),
  ).toEqual([
    ["cut", "active"],
    ["late", "active"],
  ]);
  // The engine keeps the operation although its image is in the state by now, and goes on with its warning.
  expect((await stack.export()).deployment.pending_operations).toHaveLength(1);
  expect(await underWay(stack)).toMatchObject([{ kind: "pending", commands: [clear] }]);

  await stack.run(wordsOf(clear));
  expect((await stack.export()).deployment.pending_operations ?? []).toEqual([]);
  expect(await underWay(stack)).toEqual([]);
  const last = await stack.preview({ expectNoChanges: true });
  expect(last.text).not.toMatch(/pending operations/i);
  expect(cloud.images()).toHaveLength(2);
});
