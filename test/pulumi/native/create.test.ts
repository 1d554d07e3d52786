import { UNKNOWN } from "../../../provider/lifecycle/state/unknowns";
import { openStage, type Stage } from "./harness/cloud";
import { call, type Plugin, startPlugin } from "./harness/plugin";
import { createRequest, type Props, propsOf, secret, urn } from "./harness/requests";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());
afterEach(() => {
  for (const { id } of stage.cloud.images()) stage.cloud.removeImage(id);
  stage.cloud.clearRequests();
  stage.engine.told.length = 0;
});

const args = (more: Props = {}) => ({ name: "golden", volumeId: stage.volumeId, ...more });

async function create(inputs: Props, more: { preview?: boolean; timeout?: number; plugin?: Plugin } = {}) {
  const { plugin = stage.plugin, ...about } = more;
  const response = await call(plugin, "create", createRequest({ urn: urn(), inputs, ...about }));
  return { id: response.getId(), outputs: propsOf(response.getProperties()) };
}
const preview = (inputs: Props, plugin?: Plugin) =>
  create(inputs, { preview: true, ...(plugin === undefined ? {} : { plugin }) });
const refusal = async (created: Promise<unknown>) => {
  const { details } = await created.then(
    () => ({ details: "it was not refused" }),
    (error) => error,
  );
  return String(details);
};

describe("in a preview", () => {
  test("outputs are known that the image shows as they are set, and nothing is made", async () => {
    const { id, outputs } = await preview(args({ tags: { team: "blue" }, description: secret("d") }));
    expect(id).toBe("");
    expect(outputs).toMatchObject({
      name: "golden",
      volumeId: stage.volumeId,
      tags: { team: "blue" },
      description: secret("d"),
      imageId: UNKNOWN,
      status: UNKNOWN,
    });
    expect(stage.calls()).not.toContain("evs.uploadImage");
    expect(stage.engine.told).toEqual([]);
  });

  test("what is not known yet asks the cloud nothing", async () => {
    const { outputs } = await preview(args({ volumeId: UNKNOWN }));
    expect(outputs).toMatchObject({ name: "golden", volumeId: UNKNOWN });
    expect(stage.calls()).toEqual([]);
  });

  test("what the cloud would refuse is a warning at the resource, without secrets", async () => {
    const gone = stage.volumeId.replace(/^./, (digit) => (digit === "0" ? "1" : "0"));
    await preview(args({ volumeId: secret(gone) }));
    while (stage.engine.told.length === 0) await new Promise((look) => setTimeout(look, 10));
    expect(stage.engine.told).toEqual([["WARNING", urn(), expect.stringContaining("[secret]")]]);
    expect(JSON.stringify(stage.engine.told)).not.toContain(gone);
  });

  test("or refused, where the setting preflight says so", async () => {
    const { engine, cloud } = stage;
    const strict = await startPlugin({
      engine: engine.address,
      clouds: cloud.credentials,
      settings: { cloud: "otc", preflight: "error" },
    });
    try {
      const gone = stage.volumeId.replace(/^./, (digit) => (digit === "0" ? "1" : "0"));
      const details = await refusal(preview(args({ volumeId: gone }), strict));
      expect(details).toContain(gone);
      expect(details).toContain("What to do: ");
      expect(details).not.toMatch(/\n\s+at /);
    } finally {
      await strict.close();
    }
  });
});

test("an image is made, named and marked, and what is secret is so among its outputs", async () => {
  const { id, outputs } = await create(
    args({ volumeId: secret(stage.volumeId), tags: { key: secret("k") } }),
  );
  const [image] = stage.cloud.images();
  expect(image).toMatchObject({ id, name: "golden", status: "active" });
  expect(image?.tags).toContainEqual(expect.stringMatching(/^pulumi-cloud-images=/));
  expect(outputs).toMatchObject({
    imageId: id,
    status: "active",
    volumeSizeGiB: 5,
    region: "eu-de",
    volumeId: secret(stage.volumeId),
    tags: secret({ key: "k" }),
    __args: secret(expect.objectContaining({ volumeId: stage.volumeId })),
    __owner: expect.stringMatching(/^[0-9a-f]+$/),
    __urn: "urn:pulumi:dev::images::pulumi-nodejs:dynamic/cloudimages:VolumeImage::golden",
  });
  expect(stage.calls().filter((route) => route === "evs.uploadImage")).toHaveLength(1);
});

test("whose images they are must be told: else nothing is made, and the setting is named", async () => {
  const { engine, cloud } = stage;
  const clouds = cloud.credentials;
  const plugin = await startPlugin({
    engine: engine.address,
    clouds,
    stackFile: "",
    settings: { cloud: "otc" },
  });
  try {
    for (const about of [{}, { preview: true }]) {
      const details = await refusal(create(args(), { ...about, plugin }));
      expect(details).toContain("whose images these are cannot be told");
      expect(details).toContain("pulumi config set cloudimages:owner <organization>/images/dev");
    }
    expect(stage.calls()).toEqual([]);
  } finally {
    await plugin.close();
  }
});

test("arguments that a policy has changed to wrong ones are refused before anything is sent", async () => {
  const details = await refusal(create(args({ minRamMiB: -1 })));
  expect(details).toContain("wrong arguments: minRamMiB");
  expect(stage.calls()).not.toContain("evs.uploadImage");
});
