import { openStage, type Stage } from "./harness/cloud";
import { call } from "./harness/plugin";
import {
  createRequest,
  diffRequest,
  type Props,
  propsOf,
  readRequest,
  secret,
  updateRequest,
  urn,
} from "./harness/requests";

let stage: Stage;
/** Made by a create: as a state holds it. */
let image: { id: string; outputs: Props; inputs: Props };
beforeAll(async () => {
  stage = await openStage();
  const secrets = { description: secret("hush"), tags: { team: "blue", key: secret("k") } };
  const inputs = { name: "golden", volumeId: stage.volumeId, ...secrets };
  const response = await call(stage.plugin, "create", createRequest({ urn: urn(), inputs }));
  image = { id: response.getId(), outputs: propsOf(response.getProperties()), inputs };
});
afterAll(() => stage.close());

async function read(about: { id: string; outputs?: Props; inputs?: Props; type?: string }) {
  const { type, ...rest } = about;
  const response = await call(stage.plugin, "read", readRequest({ urn: urn(type), ...rest }));
  return {
    id: response.getId(),
    outputs: response.hasProperties() ? propsOf(response.getProperties()) : undefined,
    inputs: response.hasInputs() ? propsOf(response.getInputs()) : undefined,
  };
}

describe("a refresh", () => {
  test("brings what the image shows, with inputs that show its drift, and keeps secrets secret", async () => {
    stage.cloud.patchImage(image.id, { name: "by hand" });
    const { id, outputs, inputs } = await read(image);
    expect(id).toBe(image.id);
    expect(outputs).toMatchObject({
      name: "by hand",
      description: secret("hush"),
      __args: secret(expect.anything()),
    });
    expect(inputs).toEqual({ ...image.inputs, name: "by hand" });
  });

  test("never takes it for gone in another project: that is an error", async () => {
    const outputs = { ...image.outputs, projectId: "another", endpoint: "https://ims.example.org" };
    const refused = read({ ...image, outputs });
    await expect(refused).rejects.toMatchObject({
      details: expect.stringMatching(/is not the resource's[\s\S]*What to do: /),
    });
  });
});

describe("`get`, whose message is empty", () => {
  test("shows an image, manages nothing, and its refresh finds it again", async () => {
    const { id } = stage.cloud.addImage({ profile: "otc", name: "found", tags: ["team=blue"] });
    const got = await read({ id, outputs: {}, inputs: {} });
    expect(got).toMatchObject({ id, inputs: undefined });
    expect(got.outputs).toMatchObject({ imageId: id, name: "found", tags: { team: "blue" } });
    expect(got.outputs).not.toHaveProperty("__owner");
    expect(await read({ id, outputs: got.outputs ?? {}, inputs: {} })).toEqual(got);
    stage.cloud.removeImage(id);
    expect((await read({ id, outputs: got.outputs ?? {}, inputs: {} })).id).toBe("");
  });

  test("of an image that is not there is an error", async () => {
    await expect(read({ id: stage.volumeId, outputs: {} })).rejects.toMatchObject({
      details: expect.stringContaining(`has no image ${stage.volumeId}`),
    });
  });

  test("of another cloud says it behind the id, and is refreshed there", async () => {
    const existing = stage.cloud.addImage({ profile: "huaweicloud", name: "theirs" });
    await expect(read({ id: existing.id, outputs: {} })).rejects.toMatchObject({
      details: expect.any(String),
    });
    const got = await read({ id: `${existing.id}?cloud=huaweicloud`, outputs: {} });
    expect(got.outputs).toMatchObject({ imageId: existing.id, name: "theirs" });
    const again = await read({ id: got.id, outputs: got.outputs ?? {} });
    expect(again.outputs).toMatchObject({ imageId: existing.id });
  });
});

describe("an import, which has no message at all", () => {
  test("brings the arguments that a program has to say: then nothing differs, and the first change marks the image", async () => {
    const { plugin, cloud, volumeId } = stage;
    const existing = cloud.addImage({
      profile: "otc",
      name: "old",
      tags: ["team=blue"],
      __data_origin: `volume,${volumeId}`,
    });
    const { id, outputs = {}, inputs = {} } = await read({ id: existing.id });
    expect(id).toBe(existing.id);
    expect(inputs).toMatchObject({ name: "old", volumeId, tags: { team: "blue" } });
    expect(outputs).toMatchObject({
      stateVersion: 1,
      __owner: expect.any(String),
      __args: secret(expect.anything()),
    });

    const change = { urn: urn(), id, outputs, before: inputs, inputs };
    const same = await call(plugin, "diff", diffRequest(change));
    expect([same.getChanges(), same.getReplacesList()]).toEqual([1, []]);

    const next = { ...change, inputs: { ...inputs, tags: { team: "red" } } };
    await call(plugin, "update", updateRequest(next));
    expect(
      cloud
        .images()
        .find((one) => one.id === id)
        ?.tags.sort(),
    ).toEqual([expect.stringMatching(/^pulumi-cloud-images=/), "team=red"]);
  });

  test("takes from behind the id what the cloud does not tell, and without it says how", async () => {
    const existing = stage.cloud.addImage({ profile: "otc", name: "old" });
    await expect(read({ id: existing.id })).rejects.toMatchObject({
      details: expect.stringContaining("`<id>?source=…`"),
    });
    const { inputs } = await read({ id: `${existing.id}?source=${stage.volumeId}&cloud=otc` });
    expect(inputs).toMatchObject({ volumeId: stage.volumeId, cloud: "otc" });
    await expect(read({ id: `${existing.id}?sorce=${stage.volumeId}` })).rejects.toMatchObject({
      details: expect.stringContaining("Did you mean source?"),
    });
  });

  test("of an image that another resource has marked is refused, with the way to take it over", async () => {
    const other = readRequest({ urn: urn("VolumeImage", "other"), id: image.id });
    await expect(call(stage.plugin, "read", other)).rejects.toMatchObject({
      details: expect.stringContaining("--take-over"),
    });
  });
});

describe("a refresh at last", () => {
  test("of an image that is gone takes it out of the state", async () => {
    stage.cloud.removeImage(image.id);
    expect(await read(image)).toEqual({ id: "", outputs: undefined, inputs: undefined });
  });
});
