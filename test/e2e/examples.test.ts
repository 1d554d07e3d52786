import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { type LocalCloud, startCloud } from "../../local-cloud";
import { testInWhole } from "../whole";
import { createStack, type Stack } from "./engine";

const root = path.resolve(__dirname, "../..");
const examples = path.join(root, "examples");
const projectIn = (folder: string) => parse(readFileSync(path.join(folder, "Pulumi.yaml"), "utf8"));

interface Example {
  /** What the program asks for, as its reader has it in his cloud. */
  readonly config: (cloud: LocalCloud) => Record<string, string>;
  /** OS_CLOUD. */
  readonly cloud?: "otc" | "zstack";
  /** The images and templates that it makes: name and status. */
  readonly makes: readonly string[];
}

const volume = (cloud: LocalCloud) => ({ volumeId: cloud.addVolume({ sizeGiB: 20 }).id });
const server = (cloud: LocalCloud) => ({ instanceId: cloud.addServer().id, vaultId: cloud.addVault().id });
const object = (cloud: LocalCloud) => {
  const { bucket, key } = cloud.addObject({ bucket: cloud.addBucket().name, key: "2026/data.qcow2" });
  return { bucket, object: key };
};
const snapshot = (cloud: LocalCloud) => ({
  snapshotUuid: cloud.addSnapshot().uuid,
  backupStorageUuid: cloud.addBackupStorage().uuid,
});

const programs: Readonly<Record<string, Example>> = {
  "data-image": { config: object, makes: ["measurements active"] },
  "data-volume-template": { config: snapshot, cloud: "zstack", makes: ["measurements Ready"] },
  "every-image": {
    config: (cloud) => ({ ...volume(cloud), ...server(cloud), ...object(cloud), ...snapshot(cloud) }),
    makes: ["data active", "golden active", "server active", "template Ready"],
  },
  "full-ecs-image-from-cbr-backup": {
    config: (cloud) => ({ cbrBackupId: cloud.addBackup({ kind: "CBR" }).id }),
    makes: ["erp-server active"],
  },
  "full-ecs-image-from-csbs-backup": {
    config: (cloud) => ({ csbsBackupId: cloud.addBackup({ kind: "CSBS" }).id }),
    makes: ["erp-server active"],
  },
  "full-ecs-image-from-server": { config: server, makes: ["erp-server active"] },
  "volume-image": { config: volume, makes: ["golden active"] },
};

/**
 * Run by tests of their own: test/e2e/<name>.test.ts, those in other languages by test/e2e/languages/start.test.ts, and the policy pack
 * by test/e2e/policies.test.ts.
 */
const elsewhere = ["gitops", "policy-pack", "python", "rebake", "yaml"];

test("every example is run here, or by a test of its own", () => {
  const folders = readdirSync(examples, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).sort()).toEqual([...Object.keys(programs), ...elsewhere].sort());
});

test("the project at the top is the example every-image, by another name", () => {
  const { name: _own, ...every } = projectIn(path.join(examples, "every-image"));
  const { name: _top, main, ...top } = projectIn(root);
  expect([main, top]).toEqual(["examples/every-image", every]);
});

const everyday = ["data-volume-template", "full-ecs-image-from-cbr-backup"];

let cloud: LocalCloud;
let stack: Stack | undefined;
beforeEach(async () => {
  cloud = await startCloud({ speed: 20, settings: { strictSignatures: true } });
});
afterEach(async () => {
  stack?.dispose();
  stack = undefined;
  await cloud.close();
});

const made = () =>
  [...cloud.images(), ...cloud.templates()]
    .filter(({ status }) => status !== "Deleted")
    .map(({ name, status }) => `${name} ${status}`)
    .sort();

for (const [name, { config, cloud: osCloud = "otc", makes }] of Object.entries(programs)) {
  const run = everyday.includes(name) ? test : testInWhole;
  run(
    `examples/${name} is a project of its own, which says what it lacks, goes up, stays, and goes`,
    async () => {
      stack = createStack({
        program: path.join(examples, name),
        cloudsYaml: JSON.stringify({ clouds: cloud.credentials }),
        env: { OS_CLOUD: osCloud },
      });
      const declared = projectIn(path.join(examples, name)).config;
      const required = Object.keys(declared).filter((key) => declared[key].default === undefined);
      const bare = await stack.preview({ mayFail: true });
      expect(bare.code === 0).toBe(required.length === 0);
      for (const key of required) expect(bare.text).toMatch(new RegExp(`missing configuration.*'${key}'`));

      await stack.config.setAll(config(cloud));
      const up = await stack.up();
      expect(up.steps.map(({ urn }) => urn.split("::")[1])).toEqual(makes.map(() => name)); // the project's name
      expect(made()).toEqual(makes);
      await stack.preview({ expectNoChanges: true });
      await stack.destroy();
      expect(made()).toEqual([]);
    },
  );
}
