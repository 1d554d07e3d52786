import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { type EntryName, type LocalCloud, startCloud } from "../../../local-cloud";
import { LOG_VARIABLE } from "../../../provider/http/log/programSecrets";
import type * as lookup from "../../../provider/pulumi/dynamic/lookup/getImages";
import type { ImageOrigin } from "../../../provider/pulumi/lookup/lookupArgs";

let cloud: LocalCloud;
let folder: string;
let getImage: typeof lookup.getImage;
let getImages: typeof lookup.getImages;
let getImageOutput: typeof lookup.getImageOutput;
let getImagesOutput: typeof lookup.getImagesOutput;
const before = { ...process.env };

beforeEach(async () => {
  cloud = await startCloud();
  folder = mkdtempSync(join(tmpdir(), "cloud-images-lookup-"));
  const file = join(folder, "clouds.yaml");
  writeFileSync(file, JSON.stringify({ clouds: cloud.credentials })); // JSON is YAML
  // Loaded anew for each test: the module keeps its connections.
  jest.resetModules();
  jest.doMock("@pulumi/pulumi", () => pulumi);
  ({
    getImage,
    getImages,
    getImageOutput,
    getImagesOutput,
  } = require("../../../provider/pulumi/dynamic/lookup/getImages"));
  Object.assign(process.env, { OS_CLIENT_CONFIG_FILE: file, OS_CLOUD: "otc" });
});

afterEach(async () => {
  pulumi.runtime.setAllConfig({});
  process.env = { ...before };
  await cloud.close();
  rmSync(folder, { recursive: true });
});

const entry = (name: EntryName) => ({ cloud: name });
const pause = () => new Promise((resolve) => setTimeout(resolve, 1_100)); // times of creation are in whole seconds
/** Internal to Pulumi's runtime: not in its declarations. */
const settled = <Value>(output: pulumi.Output<Value>): Promise<Value> => {
  for (const value of Object.values(output)) if (value instanceof Promise) value.catch(() => {}); // one failure is enough
  return (output as unknown as { promise(): Promise<Value> }).promise();
};
const messageOf = async (looking: Promise<unknown>): Promise<string> => {
  const error = await looking.then(
    () => new Error("found"),
    (why: Error) => why,
  );
  expect(error).toBeInstanceOf(pulumi.RunError); // printed without a stack trace
  return error.message;
};

test("secret arguments of a look-up are not in the log of exchanges", async () => {
  const log = join(folder, "x.log");
  process.env[LOG_VARIABLE] = log;
  const name = "canary of ann";
  const tags = { canaryKey: "canary-value" };
  cloud.addImage({ profile: "otc", name, tags: ["canaryKey=canary-value"] });
  const asked = { name: pulumi.secret(name), tags: pulumi.secret(tags) };
  expect(await settled(getImageOutput(asked))).toMatchObject({ name });
  expect(await messageOf(settled(getImageOutput({ name: pulumi.secret("canary two") })))).not.toContain(
    "two",
  );
  expect(readFileSync(log, "utf8")).toContain("/v2/cloudimages");
  expect(readFileSync(log, "utf8")).not.toMatch(/canary/i);
});

test("hidden images of OpenStack are skipped, unless one is looked up by its id", async () => {
  const add = (more: object) =>
    cloud.addImage({ profile: "openstack", name: "web", tags: ["team=lab"], ...more });
  const { id } = add({});
  const hidden = add({ os_hidden: true });
  const on = entry("openstack");
  for (const by of [{}, { name: "web" }, { namePattern: "w*" }, { tags: { team: "lab" } }])
    expect(await getImages({ ...by, ...on })).toMatchObject([{ imageId: id, hidden: false }]);
  expect(cloud.requests().filter(({ query }) => "os_hidden" in query)).toEqual([]);
  expect(await getImage({ name: "web", ...on })).toMatchObject({ imageId: id });
  expect(await getImage({ imageId: hidden.id, ...on })).toMatchObject({ imageId: hidden.id, hidden: true });
});

describe.each(["otc", "huaweicloud", "openstack"] as const)("on %s", (profile) => {
  const add = (more: object) => cloud.addImage({ profile, ...more });
  const on = entry(profile);

  test("images are found by name, pattern and all of their tags, the newest first", async () => {
    add({ name: "web-1", tags: ["team=lab", "tier=front"] });
    await pause();
    add({ name: "web-2", tags: ["team=lab"] });
    add({ name: "db", tags: ["team=lab"] });
    add({ name: "web-3", status: "saving", tags: ["team=lab"] });
    add({ name: `creating-ffffffff-${"0".repeat(20)}` });
    const names = async (args: object) => (await getImages({ ...args, ...on })).map(({ name }) => name);
    expect(await names({ namePattern: "web-*" })).toEqual(["web-2", "web-1"]);
    expect(await names({ namePattern: "web-*", limit: 1 })).toEqual(["web-2"]);
    expect(await names({ name: "db" })).toEqual(["db"]);
    expect(await names({ name: "db", tags: { team: "other" } })).toEqual([]);
    expect(await names({ tags: { team: "lab", tier: "front" } })).toEqual(["web-1"]);
    expect((await names({})).sort()).toEqual(["db", "web-1", "web-2"]);
    expect(cloud.requests().every(({ method, route }) => method === "GET" || /oken/.test(`${route}`))).toBe(
      true,
    );
  });

  test("one image is found by its id, or by what is known of it, as plain values without our tag", async () => {
    const { id } = add({
      name: "golden",
      tags: ["team=lab", `pulumi-cloud-images=ffffffff-${"0".repeat(20)}-aaaabbbbcccc`],
    });
    const found = await getImage({ name: "golden", ...on });
    expect(found).toMatchObject({ imageId: id, name: "golden", status: "active", tags: { team: "lab" } });
    expect(found.tags).not.toHaveProperty("pulumi-cloud-images");
    expect(await getImage({ imageId: id, ...on })).toEqual(found);
    expect(JSON.parse(JSON.stringify(found))).toEqual({ ...found, ...JSON.parse(JSON.stringify(found)) });
  });

  test("none and several are errors with the look-up and what to do; the newest can be chosen", async () => {
    add({ name: "golden" });
    await pause();
    const newest = add({ name: "golden" });
    expect(await messageOf(getImage({ name: "silver", ...on }))).toContain(
      `getImage: cloud "${profile}" has no usable image with {"name":"silver"}`,
    );
    const several = await messageOf(getImage({ name: "golden", ...on }));
    expect(several).toContain(`has 2 images with {"name":"golden"}: ${newest.id}`);
    expect(several).toContain("newest: true");
    expect((await getImage({ name: "golden", newest: true, ...on })).imageId).toBe(newest.id);
    expect(await messageOf(getImage({ imageId: "16369c5d-384d-4e64-b37a-56d898769362", ...on }))).toContain(
      "has no image",
    );
  });
});

test("the source of an image is compared if the cloud shows it, and refused as an argument if it does not", async () => {
  const server = "16369c5d-384d-4e64-b37a-56d898769362";
  cloud.addImage({ profile: "otc", name: "erp", __data_origin: `instance,${server}` });
  cloud.addImage({ profile: "otc", name: "data", __data_origin: "file,exports:data.qcow2" });
  const from = async (source: ImageOrigin) =>
    (await getImages({ source, cloud: "otc" })).map(({ name }) => name);
  expect(await from({ instanceId: server })).toEqual(["erp"]);
  expect(await from({ bucket: "exports", object: "data.qcow2" })).toEqual(["data"]);
  expect(await from({ volumeId: server })).toEqual([]);
  expect(await messageOf(getImages({ source: { instanceId: server }, cloud: "openstack" }))).toContain(
    'source: cloud "openstack" (openstack) does not tell',
  );
});

test("on ZStack templates have their user tags, and every session that was opened is ended", async () => {
  const { uuid, url } = cloud.addTemplate({
    name: "tmpl",
    userTags: ["team=lab", "plain"],
    backupStorageRefs: [{ backupStorageUuid: cloud.addBackupStorage().uuid }],
  });
  const on = { cloud: "zstack" };
  const snapshotUuid = String(url).replace("volumeSnapshot://", "");
  const [found, byTag, bySource] = await Promise.all([
    getImage({ name: "tmpl", ...on }),
    getImages({ tags: { team: "lab" }, ...on }),
    getImages({ source: { snapshotUuid }, ...on }),
  ]);
  expect(found).toMatchObject({ imageId: uuid, userTags: ["plain", "team=lab"], tags: {} });
  expect([...byTag, ...bySource].map(({ imageId }) => imageId)).toEqual([uuid, uuid]);
  expect(cloud.zstackSessions().length).toBe(0);
});

test.each(["in:secret", "web:1", "a,b"])(
  "on OpenStack the name %s is a name, whatever Glance reads in it",
  async (name) => {
    const { id } = cloud.addImage({ profile: "openstack", name });
    cloud.addImage({ profile: "openstack", name: "secret" });
    expect(await getImage({ name, cloud: "openstack" })).toMatchObject({ imageId: id });
  },
);

test("outputs may stand anywhere in the arguments", async () => {
  const volume = "16369c5d-384d-4e64-b37a-56d898769362";
  const tags = { team: pulumi.output("lab") };
  const { id } = cloud.addImage({
    profile: "otc",
    name: "golden",
    tags: ["team=lab"],
    __data_origin: `volume,${volume}`,
  });
  const bySource = getImageOutput({ source: { volumeId: pulumi.output(volume) }, cloud: "otc" });
  expect(await settled(bySource)).toMatchObject({ imageId: id });
  expect(await settled(getImagesOutput({ tags, cloud: "otc" }))).toMatchObject([{ imageId: id }]);
  // An unknown field is refused at any depth.
  // @ts-expect-error: the field is `volumeId`
  const wrong: Parameters<typeof getImageOutput>[0] = { source: { volume: pulumi.output(volume) } };
  expect(await messageOf(settled(getImageOutput(wrong)))).toContain("source: must be one of { volumeId }");
});

test("an error names the arguments that come from a secret, and shows none of their values", async () => {
  cloud.addImage({ profile: "otc", name: "topsecretname" });
  cloud.addImage({ profile: "otc", name: "topsecretname" });
  const errors = [
    { name: pulumi.secret('quite"secret') },
    { namePattern: "web-*", tags: { team: pulumi.secret("topsecretname") } },
    { name: pulumi.secret("topsecretname") },
    { imageId: pulumi.secret("topsecretname") },
    { name: "x", cloud: pulumi.secret("topsecretname") },
  ].map((args) => messageOf(settled(getImageOutput(args))));
  const messages = await Promise.all(errors);
  expect(messages.join("\n")).not.toMatch(/topsecretname|quite/);
  expect(messages[0]).toContain('cloud "otc" has no usable image with {"name":"[secret]"}');
  expect(messages[1]).toContain('no usable image with {"namePattern":"web-*","tags":"[secret]"}');
  expect(messages[2]).toContain('has 2 images with {"name":"[secret]"}');
  expect(messages[3]).toContain("has no image [secret]");
});

test("stacks that one process runs read the cloud of their own configuration", async () => {
  const names = async (configuration: Record<string, string>) => {
    pulumi.runtime.setAllConfig(configuration);
    return (await getImages()).map(({ name }) => name);
  };
  cloud.addImage({ profile: "otc", name: "of one" });
  cloud.addImage({ profile: "openstack", name: "of two" });
  delete process.env.OS_CLOUD;
  const one = names({ "cloudimages:cloud": "otc" });
  const two = names({ "cloudimages:cloud": "openstack" });
  expect([await one, await two]).toEqual([["of one"], ["of two"]]);
  expect(await names({ "cloudimages:cloud": "otc" })).toEqual(["of one"]);
  expect(cloud.requests().filter(({ route }) => /oken/.test(`${route}`))).toHaveLength(2);
});

test("outputs may be given, and an output is what comes", async () => {
  const { id } = cloud.addImage({ profile: "otc", name: "golden" });
  const found = getImageOutput({ name: pulumi.output("golden"), cloud: "otc" });
  expect(await settled(found)).toMatchObject({ imageId: id });
});

test.each([
  [{}, "say which image"],
  [{ newest: true }, "say which image"],
  [{ tags: {}, newest: true }, "say which image"],
  [{ imageId: "x", name: "y" }, "an id needs no other argument"],
  [
    { nmae: "x" },
    "nmae: there is no such argument: is it misspelt? Did you mean name? (getImage takes name, ",
  ],
  [{ name_pattern: "x" }, "Did you mean namePattern?"],
  [{ mostRecent: true }, "Did you mean newest?"],
  [{ id: "x" }, "Did you mean imageId?"],
  [{ limit: 1 }, "limit: there is no such argument here: limit is an argument of getImages"],
  [{ volumeId: "v" }, "volumeId: there is no such argument here: did you mean source.volumeId?"],
  [
    { source: { volume: "v" } },
    "source.volume: there is no such argument: is it misspelt? Did you mean volumeId?",
  ],
  [
    { source: { server_id: "v" } },
    "Did you mean instanceId?; source: must be one of { volumeId }, { instanceId }",
  ],
  [{ source: { cbrBackupId: "v" } }, "Did you mean backupId?"],
  [{ source: "v" }, "source: must be one of { volumeId }"],
  [{ tags: { a: 1 } }, "tags.a:"],
  [{ source: { volumeId: "v", object: "o" } }, "source: must be one of { volumeId }"],
] as const)("wrong arguments %j are reported before anything is sent", async (args, messages) => {
  expect(await messageOf(getImage(args as object))).toContain(messages);
  expect(cloud.requests()).toEqual([]);
});

test("a cloud that does not exist, and one that refuses, are errors in words", async () => {
  expect(await messageOf(getImages({ cloud: "nowhere" }))).toContain('"nowhere"');
  process.env.OS_CLOUD = "wrong";
  writeFileSync(
    join(folder, "clouds.yaml"),
    JSON.stringify({
      clouds: {
        wrong: { ...cloud.credentials.otc, auth: { ...cloud.credentials.otc.auth, password: "canary" } },
      },
    }),
  );
  const refused = await messageOf(getImages({ cloud: "wrong" }));
  expect(refused).toMatch(/^getImages: /);
  expect(refused).not.toContain("canary");
});
