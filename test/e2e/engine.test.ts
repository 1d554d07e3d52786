import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { createStack, type Stack } from "./engine";

const stacks: Stack[] = [];
const create: typeof createStack = (options) => {
  const stack = createStack(options);
  stacks.push(stack);
  return stack;
};
afterEach(() => {
  for (const stack of stacks.splice(0)) stack.dispose();
});

test("a plain program goes up, stays unchanged, and is destroyed by the real engine", async () => {
  const stack = create({
    program: `import * as pulumi from "@pulumi/pulumi";
      const config = new pulumi.Config();
      new pulumi.ComponentResource("e2e:index:Part", "part");
      export const word = config.require("word");
      export const hidden = config.requireSecret("hidden");
      export const cloud = process.env.OS_CLOUD ?? "none";
      export const node = process.version;`,
    config: { word: "hello" },
    secretConfig: { hidden: "secret" },
  });
  const up = await stack.up();
  expect(up.steps).toMatchObject([{ op: "create", type: "e2e:index:Part" }]);
  const node = execFileSync(process.env.E2E_NODE ?? process.execPath, ["--version"], {
    encoding: "utf8",
  }).trim();
  expect(await stack.outputs()).toEqual({ word: "hello", hidden: "secret", cloud: "none", node });
  const preview = await stack.preview({ expectNoChanges: true });
  expect(preview.steps).toMatchObject([{ op: "same", type: "e2e:index:Part" }]);
  const exported = JSON.parse((await stack.run(["stack", "export"])).stdout);
  expect(exported.deployment.resources).toHaveLength(2);
  expect(await stack.export()).toEqual(exported); // storedState.ts
  await stack.config.set("word", "bye");
  await stack.up();
  expect(await stack.outputs()).toMatchObject({ word: "bye" });
  stack.setProgram(
    `import * as pulumi from "@pulumi/pulumi";\nnew pulumi.ComponentResource("e2e:index:Part", "other");\n`,
  );
  expect((await stack.preview({ expectNoChanges: true, mayFail: true })).code).not.toBe(0);
  const destroy = await stack.destroy();
  expect(destroy.steps).toMatchObject([{ op: "delete", type: "e2e:index:Part" }]);
  expect((await stack.export()).deployment.resources ?? []).toHaveLength(0);
});

test("language host and program end soon after their engine was killed", async () => {
  const stack = create({
    program: `console.log("waiting as " + process.pid);\nsetInterval(() => {}, 1000);\n`,
  });
  const up = stack.start(["up", "--yes", "--skip-preview"]);
  await up.saw(/waiting as \d+/);
  expect(processesIn(stack.project).length).toBeGreaterThanOrEqual(3);
  up.kill("SIGKILL");
  expect((await up.done).signal).toBe("SIGKILL");
  // Within seconds; how many is no matter of this test, on machines that are busy.
  for (let looks = 0; processesIn(stack.project).length > 0 && looks < 200; looks++) await sleep(100);
  expect(processesIn(stack.project)).toEqual([]);
});

/** Command lines of the processes whose working directory is the project: engine, language host, program. */
function processesIn(project: string): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((id) => {
      try {
        const environment = readFileSync(`/proc/${id}/environ`, "utf8");
        const command = readFileSync(`/proc/${id}/cmdline`, "utf8").replaceAll("\0", " ");
        return environment.includes(`TMPDIR=${project.replace(/\/project$/, "")}\0`) && command
          ? [command]
          : [];
      } catch {
        return []; // ended meanwhile
      }
    });
}
