/** The names of the program's resources that are made from a volume; each has its own. */
export const volumes = [
  "one",
  "two",
  "consumer",
  "child",
  "aliased",
  "secret",
  "timed",
  "first",
  "after",
  "ignored",
  "protected",
  "explicit",
  "described",
  "tagged",
  "any",
  "hidden",
  "triggered",
  "retained",
  "leaving",
  "along",
  "together",
  "versioned",
  "transformed",
  "hooked",
] as const;

/**
 * A resource for each option that Pulumi has, in two phases, and a component with two images, a template, an image that is only
 * read, and a consumer.
 */
export const program = `import * as pulumi from "@pulumi/pulumi";
import { DataVolumeTemplate, VolumeImage, type VolumeImageArgs } from "pulumi-cloud-images";

const config = new pulumi.Config();
const later = config.requireNumber("phase") === 2;
const volumeIds = config.requireObject<Record<string, string>>("volumes");
const image = (name: string, args: Partial<VolumeImageArgs> = {}, opts?: pulumi.CustomResourceOptions) =>
  new VolumeImage(name, { volumeId: volumeIds[args.name ? String(args.name) : name], ...args }, opts);

class Images extends pulumi.ComponentResource {
  readonly one: VolumeImage;
  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("e2e:index:Images", name, {}, opts);
    const parent = this;
    this.one = image("one", {}, { parent });
    image("two", {}, { parent, replaceOnChanges: ["*"] });
    const snapshotUuid = config.require("snapshotUuid");
    const backupStorageUuids = [config.require("storageUuid")];
    new DataVolumeTemplate("template", { snapshotUuid, backupStorageUuids, cloud: "zstack" }, { parent });
    VolumeImage.get("known", config.require("knownId"), {}, { parent });
    image("consumer", { description: pulumi.interpolate\`beside \${this.one.imageId}\` }, { parent });
    this.registerOutputs();
  }
}
class Outer extends pulumi.ComponentResource {
  constructor() {
    super("e2e:index:Outer", "outer");
    const { one } = new Images("images", { parent: this });
    image("child", {}, { parent: one });
    this.registerOutputs();
  }
}
new Outer();

class Clouds extends pulumi.ProviderResource {
  constructor() {
    super("pulumi-nodejs", "clouds", {});
  }
}

image(later ? "new-name" : "old-name", { name: "aliased" }, { aliases: later ? [{ name: "old-name" }] : [] });
export const { imageId: secretId } = image("secret", {}, { additionalSecretOutputs: ["imageId", "name"] });
const everything = ["*"];
const timeouts = { create: later ? "46m" : "45m" };
image("timed", {}, { customTimeouts: timeouts, replaceOnChanges: everything });
const first = image("first", { triggers: [later] }, { deleteBeforeReplace: true });
image("after", {}, { dependsOn: [first] });
image("ignored", { description: later ? "new" : "old" }, { ignoreChanges: ["description"] });
image("protected", {}, { protect: true });
image("explicit", {}, { provider: new Clouds() });
image("described", { description: later ? "new" : "old" }, { replaceOnChanges: ["description"] });
image("tagged", { tags: { team: later ? "new" : "old" }, minRamMiB: 512 }, { replaceOnChanges: ["tags.team"] });
image("any", { minRamMiB: later ? 1024 : 512 }, { replaceOnChanges: everything });
image("hidden", { description: later ? "new" : "old" }, { hideDiffs: ["description"], replaceOnChanges: ["name"] });
const triggered = image("triggered", {}, { replacementTrigger: later ? "new" : "old" });
image("together", {}, { replaceWith: [triggered] });
image("versioned", {}, { version: "3.0.0" });
if (!later) image("retained", {}, { retainOnDelete: true });
const leaving = later ? undefined : image("leaving");
if (!later) image("along", {}, { deletedWith: leaving });
image("transformed", {}, {
  transformations: [({ props, opts }) => ({ props: { ...props, minRamMiB: 256 }, opts })],
  transforms: [async ({ props, opts }) => ({ props: { ...props, description: "by a transform" }, opts })],
});
image("hooked", {}, { hooks: { afterCreate: [({ id }) => console.log("a hook saw " + id)] } });
`;
