import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { VolumeImage, type VolumeImageArgs } from "../../../provider/index";
import { resourceOptions } from "../../../provider/resources/misspelt/whyStray";
import { VolumeImageOutputs } from "../../../provider/resources/volumeImage";
import { imageId, known, lacking, mockEngine, registeredAs, registrations } from "../registered";

const volumeId = "16369c5d-384d-4e64-b37a-56d898769362";
beforeEach(() => mockEngine());

async function register(args: Partial<VolumeImageArgs> = {}, opts?: pulumi.CustomResourceOptions) {
  const image = new VolumeImage("base", { volumeId, ...args }, opts);
  const { inputs } = await registeredAs(image);
  return { image, inputs };
}

describe("the resource class", () => {
  it("registers under its type token, which policies find on the class too", async () => {
    await register();
    expect(registrations()).toMatchObject([
      { type: "pulumi-nodejs:dynamic/cloudimages:VolumeImage", name: "base" },
    ]);
    expect(VolumeImage.__pulumiType).toBe("pulumi-nodejs:dynamic/cloudimages:VolumeImage");
  });

  it("is recognized as a dynamic resource", async () => {
    const { image } = await register();
    expect(image).toBeInstanceOf(pulumi.dynamic.Resource);
    expect(image).toBeInstanceOf(pulumi.CustomResource);
    expect(pulumi.Resource.isInstance(image)).toBe(true);
  });

  it.each([
    [{ retainOnDelet: true }, "retainOnDelet: did you mean retainOnDelete?"],
    [{ depends_on: [] }, "depends_on: did you mean dependsOn?"],
    [{ customTimeouts: { craete: "1h" } }, "customTimeouts.craete: did you mean create?"],
  ])("refuses the misspelt option %j, which Pulumi would ignore", (opts, words) => {
    expect(() => new VolumeImage("base", { volumeId }, opts as pulumi.CustomResourceOptions)).toThrow(
      `VolumeImage base: there is no option ${words}`,
    );
    expect(registrations()).toEqual([]);
  });

  it("takes every option that the installed SDK has, and what may be one of a later version", async () => {
    const declared = readFileSync(require.resolve("@pulumi/pulumi/resource.d.ts"), "utf8");
    const options = [
      ...declared.matchAll(/export interface (?:Custom)?ResourceOptions\b[^{]*\{([\s\S]*?)\n\}/g),
    ];
    const names = options.flatMap(([, text = ""]) =>
      [...text.matchAll(/^ {4}(\w+)\??:/gm)].map(([, name]) => name),
    );
    expect(names.length).toBeGreaterThan(20);
    expect(names.filter((name) => !resourceOptions.includes(name ?? ""))).toEqual([]);
    await register({}, { somethingNew: true } as pulumi.CustomResourceOptions);
  });

  it.each([
    ["a key named toString", { toString: "x" } as unknown as Record<string, string>],
    ["an object without a prototype", Object.assign(Object.create(null), { team: "x" })],
    ["such a key within a list", [{ toString: "x" }] as unknown as Record<string, string>],
  ])("refuses %s, on which Pulumi's SDK would wait for ever", (_, tags) => {
    expect(() => new VolumeImage("base", { volumeId, tags })).toThrow(
      /^VolumeImage base: Pulumi cannot pass on `tags`[\s\S]*What to do: /,
    );
    expect(registrations()).toEqual([]);
  });

  it("takes keys that every object has otherwise", async () => {
    const tags = { constructor: "a", valueOf: "b", hasOwnProperty: "c" } as unknown as Record<string, string>;
    const { inputs } = await register({ tags });
    expect(inputs.tags).toEqual(tags);
  });

  it("brings the one line of provider and what the engine does not pass on", async () => {
    const { image, inputs } = await register({}, { customTimeouts: { create: "2h" } });
    expect(inputs).toEqual({
      name: "base",
      volumeId,
      __provider: 'exports.handler=()=>require("pulumi-cloud-images/dynamic").volumeImage;',
      __urn: await known(image.urn),
      __owner: expect.stringMatching(/^[0-9a-f]{8}$/),
      __timeouts: { create: "2h" },
    });
  });

  it("knows its URN within a component as well", async () => {
    const parent = new pulumi.ComponentResource("my:images:Set", "set");
    const { image, inputs } = await register({}, { parent });
    expect(inputs.__urn).toBe(await known(image.urn));
    expect(inputs.__urn).toContain("my:images:Set$");
  });

  it("takes the resource's name for the image's where none is given", async () => {
    expect((await register()).inputs.name).toBe("base");
    await mockEngine();
    expect((await register({ name: "other" })).inputs.name).toBe("other");
  });

  it("derives imageId from the id, so that dependents know it in the preview of an update", async () => {
    const { image } = await register();
    expect(await known(image.imageId)).toBe(imageId);
  });

  it("has a property for every output that the schema promises", async () => {
    const { image } = await register();
    expect(lacking(image, VolumeImageOutputs)).toEqual([]);
    expect(await known(image.status)).toBe("active");
    expect(await known(image.sizeBytes)).toBe(42);
  });

  it("keeps arguments that are secret secret", async () => {
    const { image } = await register({ description: pulumi.secret("hush") });
    expect(await pulumi.isSecret(image.description)).toBe(true);
    expect(await pulumi.isSecret(image.status)).toBe(false);
  });

  it("keeps secret what the program declares secret, and the id that is derived from it", async () => {
    const { image } = await register({}, { additionalSecretOutputs: ["imageId"] });
    expect(await pulumi.isSecret(image.imageId)).toBe(true);
    expect(await known(image.imageId)).toBe(imageId);
    await mockEngine();
    expect(await pulumi.isSecret((await register()).image.imageId)).toBe(false);
  });

  it("refuses a credential in plain configuration before anything is registered", () => {
    pulumi.runtime.setAllConfig({ "cloudimages:password": "canary" });
    try {
      expect(() => new VolumeImage("base", { volumeId })).toThrow("--secret cloudimages:password");
      expect(registrations()).toEqual([]);
    } finally {
      pulumi.runtime.setAllConfig({});
    }
  });
});

describe("VolumeImage.get", () => {
  it("reads an image by its id, without arguments of its own", async () => {
    const image = VolumeImage.get("found", imageId, { cloud: "prod" });
    expect(await known(image.imageId)).toBe(imageId);
    expect(registrations()).toMatchObject([{ id: imageId, name: "found", inputs: { cloud: "prod" } }]);
    expect(registrations()[0]?.inputs).not.toHaveProperty("name");
  });
});

it("the option `import` is refused with the command to use, whatever the name is", () => {
  const named = (name: string) => () => new VolumeImage(name, { volumeId: "v" }, { import: "i" });
  expect(named("golden")).toThrow(" npx pulumi-cloud-images import VolumeImage golden '<id>'\n");
  expect(named("it's mine")).toThrow(" import VolumeImage 'it'\\''s mine' '<id>'\n");
  expect(named("-golden")).toThrow(" import -- VolumeImage -golden '<id>'\n");
});
