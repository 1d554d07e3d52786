import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LocalCloud, startCloud } from "../../../local-cloud";
import { severalImages } from "../../../provider/pulumi/lookup/imageLookups";
import { lookUp } from "../../../provider/pulumi/lookup/lookUp";
import type { Engine, LogLine } from "../../../provider/pulumi/process/engine";
import { resourceLog } from "../../../provider/pulumi/process/resourceLog";
import { realSources } from "../../../provider/pulumi/program/sources";

let cloud: LocalCloud;
let home: string;
beforeAll(async () => {
  cloud = await startCloud();
  home = mkdtempSync(join(tmpdir(), "slow-lookups-"));
  writeFileSync(join(home, "clouds.yaml"), JSON.stringify({ clouds: cloud.credentials }));
});
afterAll(async () => {
  await cloud.close();
  rmSync(home, { recursive: true });
});

/** Three look-ups at once, as a program makes them, on a terminal. */
async function said(): Promise<string[]> {
  const sent: string[] = [];
  const engine: Engine = { log: ({ text }: LogLine) => void sent.push(text), isAlive: async () => undefined };
  const { during, warn } = resourceLog(engine, "", () => true);
  const env = { OS_CLIENT_CONFIG_FILE: join(home, "clouds.yaml"), OS_CLOUD: "otc" };
  const asker = {
    sources: realSources({ env, cwd: home, home }, {}),
    secrets: new Set<string>(),
    warn,
    during,
  };
  await Promise.all([1, 2, 3].map(() => lookUp(severalImages, {}, asker)));
  await new Promise((resolve) => setImmediate(resolve));
  return sent;
}

test("look-ups on a slow cloud say what is going on, once for all that run, and take it back", async () => {
  cloud.addFault({ route: "ims.listImages", kind: "delay", delayMs: 2_500, times: 3 });
  expect(await said()).toEqual(["looking up images", ""]);
});

test("those that are quick say nothing", async () => {
  expect(await said()).toEqual([]);
});
