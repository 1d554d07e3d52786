import * as pulumi from "@pulumi/pulumi";
import { dataImage, dataVolumeTemplate, fullEcsImage, volumeImage } from "../../../provider/dynamic";
import { DataImage, DataVolumeTemplate, FullEcsImage, VolumeImage } from "../../../provider/index";
import { DataImageOutputs, dataImage as dataImageResource } from "../../../provider/resources/dataImage";
import {
  DataVolumeTemplateOutputs,
  dataVolumeTemplate as dataVolumeTemplateResource,
} from "../../../provider/resources/dataVolumeTemplate";
import {
  FullEcsImageOutputs,
  fullEcsImage as fullEcsImageResource,
} from "../../../provider/resources/fullEcsImage";
import { mockEngine, registeredAs } from "../registered";

const uuid = "16369c5d-384d-4e64-b37a-56d898769362";
const secret = <Value>(value: Value) => pulumi.secret(value);
beforeEach(() => mockEngine());

/** What the engine has to encrypt, and the names in `__secret`. */
async function registered(register: () => pulumi.CustomResource) {
  let all: string[] = [];
  const { getMonitor } = pulumi.runtime as unknown as { getMonitor(): Monitor };
  const monitor = getMonitor();
  const registerResource = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, answer) => {
    if (request.getType().includes("cloudimages:")) all = request.getAdditionalsecretoutputsList();
    return registerResource(request, answer);
  };
  const { inputs } = await registeredAs(register());
  return { names: inputs.__secret, outputs: all.filter((name) => !name.startsWith("__")), all };
}

interface Monitor {
  registerResource(
    request: { getType(): string; getAdditionalsecretoutputsList(): string[] },
    answer: unknown,
  ): unknown;
}

it("nothing is recorded if nothing is secret, so that old and new inputs are the same", async () => {
  const { names, outputs, all } = await registered(
    () => new VolumeImage("base", { volumeId: uuid, tags: { a: "b" } }),
  );
  expect(names).toBeUndefined();
  expect(outputs).toEqual([]);
  expect(all).toEqual(["__args", "__facts"]);
});

it("the names of secret arguments are recorded, nested ones by the argument's own, and the user's list is kept", async () => {
  const args = { volumeId: uuid, name: secret("hush"), tags: { team: secret("x") }, description: "plain" };
  const image = () => new VolumeImage("base", args, { additionalSecretOutputs: ["checksum"] });
  expect(await registered(image)).toMatchObject({ names: ["name", "tags"], outputs: ["checksum"] });
});

it("a name that is a secret itself hides nothing else, and depends on nothing", async () => {
  const { names } = await registered(() => new VolumeImage("base", { volumeId: secret(uuid) }));
  expect(names).toEqual(["volumeId"]);
});

it("outputs of other names that reveal a secret argument are secret", async () => {
  expect((await registered(() => new VolumeImage("v", { volumeId: secret(uuid) }))).outputs).toEqual([
    "dataOrigin",
  ]);
  await mockEngine();
  const full = () => new FullEcsImage("f", { source: { cbrBackupId: secret(uuid) } });
  expect((await registered(full)).outputs).toEqual(["dataOrigin", "backupId"]);
  await mockEngine();
  const source = secret({ bucket: "b", object: "o" });
  const data = () => new DataImage("d", { source, minDiskGiB: 40, cmkId: secret(uuid) });
  expect((await registered(data)).outputs).toEqual(["dataOrigin", "encryptionKeyId"]);
  await mockEngine();
  const snapshotUuid = secret(uuid.replaceAll("-", ""));
  const template = () => new DataVolumeTemplate("t", { snapshotUuid, backupStorageUuids: [secret(uuid)] });
  expect((await registered(template)).outputs).toEqual(["url", "backupStorageRefs"]);
});

it("each output that reveals an argument exists", () => {
  const pairs = [
    [fullEcsImageResource, FullEcsImageOutputs],
    [dataImageResource, DataImageOutputs],
    [dataVolumeTemplateResource, DataVolumeTemplateOutputs],
  ] as const;
  for (const [{ revealingOutputs, fields }, { shape }] of pairs) {
    for (const [argument, outputs] of Object.entries(revealingOutputs ?? {})) {
      expect(Object.keys(fields)).toContain(argument);
      for (const output of outputs) expect(Object.keys(shape)).toContain(output);
    }
  }
});

describe("the provider", () => {
  const canary = "canary<secret>";
  const base = { __urn: "urn:x", __owner: "0a1b2c3d", __secret: ["name", "source", "tags"] };

  it.each([
    ["VolumeImage", volumeImage, { volumeId: canary }, ["volumeId"]],
    ["FullEcsImage", fullEcsImage, { source: { csbsBackupId: uuid, [canary]: "x" } }, ["source"]],
    ["DataImage", dataImage, { source: { bucket: canary, object: ` ${canary}` } }, ["source"]],
    ["DataVolumeTemplate", dataVolumeTemplate, { userTags: [canary, canary] }, ["userTags"]],
  ] as const)(
    "of a %s leaves secrets out of its errors about wrong arguments",
    async (_, provider, args, more) => {
      const inputs = { ...base, ...args, name: `${canary}/`, tags: { [canary]: canary } };
      const { failures = [] } = await provider.check(
        {},
        { ...inputs, __secret: [...base.__secret, ...more] },
      );
      expect(failures.length).toBeGreaterThan(0);
      expect(JSON.stringify(failures)).not.toContain("canary");
      // The engine prints the value of a property that a failure names, even a secret one.
      expect(failures.map(({ property }) => property.split(".")[0])).not.toContain("name");
      const plain = await provider.check({}, { ...inputs, __secret: undefined });
      expect(JSON.stringify(plain.failures)).toContain("canary");
    },
  );

  it("reports errors without characters that a terminal obeys", async () => {
    const inputs = {
      name: "golden",
      minDiskGiB: 40,
      source: { bucket: "a\u202eb\u009b31m", object: "o\u2066 " },
    };
    const { failures = [] } = await dataImage.check({}, { __urn: "urn:x", __owner: "0a1b2c3d", ...inputs });
    const reasons = failures.map(({ reason }) => reason).join("\n");
    expect(reasons).toContain(String.raw`got "a\u202eb\u009b31m"`);
    expect(reasons).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
  });

  it("passes the list on, and sees no difference in it", async () => {
    const inputs = { ...base, volumeId: uuid, name: "golden" };
    expect((await volumeImage.check({}, inputs)).inputs).toMatchObject({ __secret: base.__secret });
    const record = {
      endpoint: "e",
      region: "r",
      projectId: "p",
      profile: "otc",
      claim: "c",
      stateVersion: 1,
    };
    const outputs = {
      ...record,
      status: "active",
      name: "golden",
      __facts: {},
      __args: { volumeId: uuid, name: "golden" },
    };
    const of = (news: object) => volumeImage.diff("id", outputs, { ...inputs, ...news });
    expect(await of({ __secret: ["volumeId"] })).toEqual(await of({ __secret: undefined }));
  });
});
