import * as pulumi from "@pulumi/pulumi";
import * as handlers from "../../provider/dynamic";
import { DataImage, DataVolumeTemplate, FullEcsImage } from "../../provider/index";
import { DataImageOutputs } from "../../provider/resources/dataImage";
import { DataVolumeTemplateOutputs } from "../../provider/resources/dataVolumeTemplate";
import { FullEcsImageOutputs } from "../../provider/resources/fullEcsImage";
import { imageId, known, lacking, mockEngine, registeredAs } from "./registered";

/** The resources that jobs create. VolumeImage has its own file, volumeImage.test.ts. */

const uuid = "16369c5d-384d-4e64-b37a-56d898769362";
const zstackUuid = "6c8c6b0ea9844ff3bc58cc46b2fde6ce";

interface Told {
  readonly name?: string;
  readonly description?: pulumi.Input<string>;
}

const fullEcs = { source: { cbrBackupId: uuid } };
const data = { source: { bucket: "files", object: "data.qcow2" }, minDiskGiB: 40 };
const template = { snapshotUuid: zstackUuid, backupStorageUuids: [zstackUuid] };
type Options = pulumi.CustomResourceOptions;

/** Each class: its handler, its arguments, and how it is created and read. */
const classes = [
  {
    type: "FullEcsImage",
    of: FullEcsImage,
    provider: 'exports.handler=()=>require("pulumi-cloud-images/dynamic").fullEcsImage;',
    args: fullEcs,
    make: (more: Told, opts?: Options) => new FullEcsImage("base", { ...fullEcs, ...more }, opts),
    get: (cloud: string) => FullEcsImage.get("found", imageId, { cloud }),
    outputs: FullEcsImageOutputs,
  },
  {
    type: "DataImage",
    of: DataImage,
    provider: 'exports.handler=()=>require("pulumi-cloud-images/dynamic").dataImage;',
    args: data,
    make: (more: Told, opts?: Options) => new DataImage("base", { ...data, ...more }, opts),
    get: (cloud: string) => DataImage.get("found", imageId, { cloud }),
    outputs: DataImageOutputs,
  },
  {
    type: "DataVolumeTemplate",
    of: DataVolumeTemplate,
    provider: 'exports.handler=()=>require("pulumi-cloud-images/dynamic").dataVolumeTemplate;',
    args: template,
    make: (more: Told, opts?: Options) => new DataVolumeTemplate("base", { ...template, ...more }, opts),
    get: (cloud: string) => DataVolumeTemplate.get("found", imageId, { cloud }),
    outputs: DataVolumeTemplateOutputs,
  },
] as const;

beforeEach(() => mockEngine());

describe.each(classes.map((one) => [one.type, one] as const))("the class %s", (type, one) => {
  const { make, get, of, outputs, args, provider } = one;
  const token = `pulumi-nodejs:dynamic/cloudimages:${type}`;

  it("registers under its type token, which policies find on the class too", async () => {
    expect(await registeredAs(make({}))).toMatchObject({ type: token, name: "base" });
    expect(of.__pulumiType).toBe(token);
  });

  it("is recognized as a dynamic resource", async () => {
    const image = make({});
    await registeredAs(image);
    expect(image).toBeInstanceOf(pulumi.dynamic.Resource);
    expect(image).toBeInstanceOf(pulumi.CustomResource);
    expect(pulumi.Resource.isInstance(image)).toBe(true);
  });

  it("brings the one line of provider, which stands in states for ever, and what the engine does not pass on", async () => {
    const image = make({}, { customTimeouts: { create: "2h" } });
    expect((await registeredAs(image)).inputs).toEqual({
      name: "base",
      ...args,
      __provider: provider,
      __urn: await known(image.urn),
      __owner: expect.stringMatching(/^[0-9a-f]{8}$/),
      __timeouts: { create: "2h" },
    });
  });

  it("takes the resource's name for the image's where none is given", async () => {
    expect((await registeredAs(make({}))).inputs.name).toBe("base");
    await mockEngine();
    expect((await registeredAs(make({ name: "other" }))).inputs.name).toBe("other");
  });

  it("derives imageId from the id, so that dependents know it in the preview of an update", async () => {
    await mockEngine(imageId, { imageId: undefined });
    expect(await known(make({}).imageId)).toBe(imageId);
  });

  it("takes imageId from the outputs where the id is that of the job that made it", async () => {
    await mockEngine("job:ff8080814dbd65d7014dbe0d84db0013", { imageId });
    const image = make({});
    expect(await known(image.imageId)).toBe(imageId);
    expect(await known(image.id)).toBe("job:ff8080814dbd65d7014dbe0d84db0013");
  });

  it("has no imageId while nothing but the job is known: never the job's", async () => {
    await mockEngine("job:ff8080814dbd65d7014dbe0d84db0013", { imageId: undefined });
    expect(await known(make({}).imageId)).toBeUndefined();
  });

  it("has a property for every output that the schema promises", async () => {
    const image = make({});
    expect(lacking(image, outputs)).toEqual([]);
    expect(await known(image.status)).toBe("active");
    expect(await known(image.sizeBytes)).toBe(42);
  });

  it("keeps arguments that are secret secret", async () => {
    const image = make({ description: pulumi.secret("hush") });
    expect(await pulumi.isSecret(image.description)).toBe(true);
    expect(await pulumi.isSecret(image.status)).toBe(false);
  });

  it("reads an image by its id, without arguments of its own", async () => {
    const image = get("prod");
    const { id, name, inputs } = await registeredAs(image);
    expect({ id, name }).toEqual({ id: imageId, name: "found" });
    expect(inputs).toMatchObject({ cloud: "prod" });
    expect(inputs).not.toHaveProperty("name");
    expect(await known(image.imageId)).toBe(imageId);
  });
});

it("every handler of the package is that of a class", () => {
  const named = classes.map(({ provider }) => /\.(\w+);$/.exec(provider)?.[1]);
  expect(Object.keys(handlers).sort()).toEqual([...named, "volumeImage"].sort());
});
