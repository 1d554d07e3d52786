import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { leaksIn, written } from "./leaks";
import { openStory } from "./story";

/**
 * Every argument is a secret, and each of its values a canary: after each command everything is searched that the engine
 * and we have written. Formats and numbers, which many others have too, are not looked for.
 */

const uuid = (digit: string) =>
  `${digit.repeat(8)}-${digit.repeat(4)}-4${digit.repeat(3)}-8${digit.repeat(3)}-${digit.repeat(12)}`;
const key = uuid("7");
const enterprise = uuid("6");

const common = (of: string) => ({
  name: `canary-${of}-name`,
  description: `canary ${of} description of a line that is longer than most`,
  tags: { [`canary-${of}-key`]: `canary-${of}-value` },
  minRamMiB: 512,
  maxRamMiB: 1024,
  enterpriseProjectId: enterprise,
  triggers: [`canary-${of}-trigger`],
  cloud: "canary-cloud",
  timeouts: { create: "97m13s", update: "97m14s", delete: "97m15s" },
});

async function secretStory() {
  const story = await openStory({
    settings: { jobSeconds: 1, jobInitSeconds: 0.2, jobImageListedAfterSeconds: 0.2, templateSeconds: 0.5 },
  });
  const { cloud, stack } = story;
  const clouds = {
    ...cloud.credentials,
    "canary-cloud": cloud.credentials.otc,
    "canary-zstack": cloud.credentials.zstack,
  };
  writeFileSync(stack.env.OS_CLIENT_CONFIG_FILE ?? "", JSON.stringify({ clouds }));
  const log = path.join(path.dirname(stack.project), "exchanges.log"); // searched with all the rest
  stack.env.PULUMI_CLOUD_IMAGES_LOG = log;
  const volumeId = cloud.addVolume({ profile: "otc", sizeGiB: 20 }).id;
  const object = { bucket: "canary-bucket", object: "canary/object.qcow2" };
  const storages = [cloud.addBackupStorage().uuid, cloud.addBackupStorage().uuid];
  const args = {
    volume: {
      ...common("volume"),
      volumeId,
      force: false,
      containerFormat: "bare",
      diskFormat: "qcow2",
      osType: "linux",
      firmwareType: "uefi",
      vifMultiqueue: true,
    },
    server: {
      ...common("server"),
      source: {
        instanceId: cloud.addServer({ profile: "otc" }).id,
        vaultId: cloud.addVault({ profile: "otc" }).id,
      },
      deleteBackup: true,
    },
    backup: {
      ...common("backup"),
      source: { cbrBackupId: cloud.addBackup({ profile: "otc", kind: "CBR" }).id },
    },
    data: { ...common("data"), source: object, minDiskGiB: 40, osType: "linux", cmkId: key },
    template: {
      name: "canary-template-name",
      description: "canary template description",
      snapshotUuid: cloud.addSnapshot().uuid,
      backupStorageUuids: storages,
      state: "Enabled",
      userTags: ["canary-template-key=canary-template-value"],
      systemTags: ["packer"],
      deleteMode: "Permissive",
      expunge: true,
      triggers: { "canary-template-trigger": "canary-template-why" },
      cloud: "canary-zstack",
      timeouts: { create: "97m13s" },
    },
  };
  const addObject = () => {
    cloud.addBucket({ profile: "otc", name: object.bucket });
    cloud.addObject({ bucket: object.bucket, key: object.object });
  };
  return { ...story, args, addObject, log };
}

/** All texts that are long enough to be nobody else's, but none of the words that others use too. */
function canariesIn(value: unknown): string[] {
  if (typeof value === "string") return /canary|[0-9a-f]{12}|97m/.test(value) ? [value] : [];
  if (typeof value !== "object" || value === null) return [];
  return [
    ...Object.keys(value).filter((word) => word.includes("canary")),
    ...Object.values(value).flatMap(canariesIn),
  ];
}

const types = {
  volume: "VolumeImage",
  server: "FullEcsImage",
  backup: "FullEcsImage",
  data: "DataImage",
  template: "DataVolumeTemplate",
} as const;

function programOf(args: Awaited<ReturnType<typeof secretStory>>["args"]): string {
  const images = Object.entries(args).map(([name, of]) => {
    const fields = Object.keys(of).map((field) => `${field}: given("${name}", "${field}")`);
    return `export const ${name} = new images.${types[name as keyof typeof types]}("${name}", { ${fields.join(", ")} } as any);`;
  });
  return [
    `import * as pulumi from "@pulumi/pulumi";`,
    `import * as images from "pulumi-cloud-images";`,
    `const all = new pulumi.Config().requireSecretObject<any>("args");`,
    `const given = (name: string, field: string) => pulumi.output(all).apply((args: any) => args[name][field]);`,
    ...images,
    // Consumers of all that an image tells.
    `export const origins = [volume, server, backup, data].map((image) => image.dataOrigin);`,
    `export const { backupId } = backup; export const { encryptionKeyId } = data; export const { url, backupStorageRefs } = template;`,
  ].join("\n");
}

test("no secret argument stands in a message or in the state, whatever fails, and one `up` encrypts what older states hold", async () => {
  const { args, cloud, stack, addObject, log } = await secretStory();
  const canaries = [...new Set(canariesIn(args))];
  expect(canaries.length).toBeGreaterThan(35);
  const folder = path.dirname(stack.project);
  expect(leaksIn(written(folder), canaries)).toEqual([]);
  const run = async (command: "preview" | "up" | "refresh" | "destroy", ...more: string[]) => {
    const { code, text } = await stack[command]({ mayFail: true, args: more });
    expect(leaksIn(`${text}\n${written(folder)}`, canaries)).toEqual([]);
    return { failed: code !== 0, text };
  };
  const configure = (of: object) => stack.run(["config", "set", "--secret", "args", JSON.stringify(of)]);
  const refuse = (route: string, of: object, times = 1) =>
    cloud.addFault({ route, kind: "status", status: 400, body: echo(of), times });
  stack.setProgram(programOf(args));

  await configure({ ...args, server: { ...args.server, name: `${args.server.name}/` } });
  const wrong = await run("preview");
  expect(wrong.failed).toBe(true);
  expect(wrong.text).toContain('got "[secret]"');
  expect(wrong.text).toContain("there is no bucket [secret]");

  addObject();
  await configure(args);
  refuse("ims.createDataImage", args.data);
  refuse("zstack.createTemplate", args.template);
  const { enterpriseProjectId, cloud: entry, timeouts } = args.volume; // the same of all whose take-over this may be
  refuse("ims.updateImage", { enterpriseProjectId, entry, timeouts });
  const refused = await run("up");
  expect(refused.failed).toBe(true);
  expect(refused.text.match(/cannot be done with .*\[secret\]/g)?.length).toBeGreaterThanOrEqual(3);
  const { deployment: kept } = await stack.export();
  expect(JSON.stringify(kept.resources.map((one: Wire) => one.initErrors))).toContain("[secret]");

  expect(await run("up")).toMatchObject({ failed: false });
  expect(cloud.images().map(({ name }) => name)).toContain("canary-data-name");
  const exchanges = readFileSync(log, "utf8").trim().split("\n");
  const processes = new Set(exchanges.map((line) => line.split(" ")[1]));
  expect(processes.size).toBeGreaterThanOrEqual(3); // the program that looks in a preview, and the providers of two runs
  expect(exchanges.filter((line) => / > POST \S+\/dataimages\/action /.test(line))).toHaveLength(2);
  const { deployment } = await stack.export();
  const images: Wire[] = deployment.resources.filter(isImage);
  expect(images).toHaveLength(5);
  for (const { outputs } of images) {
    const read = ["claim", "__tag", "__owner", "endpoint", "jobId"]; // by commands, as text
    expect(read.filter((name) => outputs[name] !== undefined && typeof outputs[name] !== "string")).toEqual(
      [],
    );
    expect(outputs.__facts).toHaveProperty("ciphertext");
  }

  refuse("ims.listImages", { enterpriseProjectId, entry, timeouts });
  refuse("zstack.showImage", args.template);
  expect((await run("refresh")).failed).toBe(true);
  refuse("ims.deleteImage", { enterpriseProjectId, entry, timeouts }, 4);
  refuse("zstack.deleteImage", args.template);
  expect((await run("destroy")).failed).toBe(true);

  writeFileSync(path.join(stack.project, "old.json"), oldState(await stack.export("--show-secrets")));
  await stack.run(["stack", "import", "--file", "old.json"]);
  const ofState = async () => leaksIn(JSON.stringify((await stack.export()).deployment), canaries);
  expect(await ofState()).toHaveLength(9);
  await stack.preview({ expectNoChanges: true });
  await stack.up();
  expect(await ofState()).toEqual([]);
});

interface Wire {
  readonly type: string;
  inputs: Record<string, unknown>;
  outputs: Record<string, unknown>;
  additionalSecretOutputs?: string[];
  readonly initErrors?: string[];
}

const isImage = ({ type }: Wire) => type.includes("cloudimages:");

/** The error of a cloud that repeats what it was asked, in the envelopes of them all. */
function echo(of: object): object {
  const words = `cannot be done with ${JSON.stringify(of)}`;
  return { error: { code: "SYS.1006", message: words, details: words, description: "refused" } };
}

/** A state as it was written before secrets were told: only the record of the arguments, and what has an argument's name, is encrypted. */
function oldState(exported: { deployment: { resources: Wire[] } }): string {
  for (const image of exported.deployment.resources.filter(isImage)) {
    delete image.inputs.__secret;
    delete image.outputs.__secret;
    for (const name of ["__facts", "dataOrigin", "backupId", "encryptionKeyId", "url", "backupStorageRefs"]) {
      const value = image.outputs[name];
      if (typeof value === "object" && value !== null && "plaintext" in value)
        image.outputs[name] = JSON.parse(String(value.plaintext));
    }
    image.additionalSecretOutputs = ["__args"];
  }
  return JSON.stringify(exported);
}
