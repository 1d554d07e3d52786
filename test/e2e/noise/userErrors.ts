import type { LocalCloud } from "../../../local-cloud";

/** A program with a mistake of its user, and what is said of it, once each. */
export interface UserError {
  readonly program: string;
  readonly config?: Readonly<Record<string, string>>;
  /** The settings file in place of the local cloud's. */
  readonly cloudsYaml?: string;
  readonly says: readonly string[];
}

const missing = "00000000-0000-4000-8000-000000000000";
const component = `class Both extends pulumi.ComponentResource {
  constructor(name: string) {
    super("test:index:Both", name, {}, {});
    const image = new VolumeImage(name, { volumeId }, { parent: this });
    this.registerOutputs({ id: image.imageId });
  }
}`;

/** Every way in which a program comes to an error of ours, at least once in every place: the main part, async functions, apply, components, exports. */
export const userErrors = (cloud: LocalCloud): Readonly<Record<string, UserError>> => ({
  "a word that is no mode of the preflight, in an async function, in apply and in a component": {
    program: `${component}
const soon = async () => new VolumeImage("a", { volumeId });
void soon();
pulumi.output(1).apply(() => new VolumeImage("b", { volumeId }));
new Both("c");`,
    config: { "cloudimages:preflight": "loud" },
    says: ['cloudimages:preflight is "loud", but there are only off, warn, error'],
  },
  "a credential in plain text, for a look-up and for a resource": {
    program: `export const found = getImages();\nconst soon = async () => new VolumeImage("a", { volumeId });\nvoid soon();`,
    config: { "cloudimages:password": "hunter2" },
    says: ["cloudimages:password is a credential, but stands in plain text"],
  },
  "a misspelt setting": {
    program: `new VolumeImage("a", { volumeId });`,
    config: { "cloudimages:preflght": "error" },
    says: ["there is no cloudimages:preflght: did you mean cloudimages:preflight?"],
  },
  "a volume that is not there, which nobody waits for": {
    program: `new VolumeImage("a", { volumeId: "${missing}" });`,
    config: { "cloudimages:preflight": "error" },
    says: ["VolumeImage a: the preflight found what the cloud would refuse"],
  },
  "a volume that is not there, in components, in a dependent and in an export that is read late": {
    program: `${component.replace("{ volumeId }", `{ volumeId: "${missing}" }`)}
new Both("a");
const image = new VolumeImage("b", { volumeId: "${missing}" });
new VolumeImage("c", { volumeId, name: image.name, description: image.status });
export = async () => {
  await new Promise((resolve) => setTimeout(resolve, 400));
  return { id: image.imageId, status: image.status };
};`,
    config: { "cloudimages:preflight": "error" },
    says: ["a: the preflight found", "b: the preflight found"],
  },
  "look-ups that fail: awaited by nobody, by an export, by several, late, by a resource, and the same one again":
    {
      program: `const late = getImage({ name: "late" });
getImage({ name: "nobody" });
getImageOutput({ name: "unread" }).imageId;
const shared = getImageOutput({ name: "shared" });
new VolumeImage("a", { volumeId: getImage({ name: "passed" }).then((image) => image.imageId) });
new VolumeImage("b", { volumeId: shared.imageId, name: shared.name });
const again = () => getImage({ name: "again" }).then((image) => image.imageId);
export = async () => {
  await new Promise((resolve) => setTimeout(resolve, 400));
  const late2 = getImages({ cloud: "prod" });
  return { shared, again: [again(), again()], late, late2, misspelt: getImage({ nmae: "x" } as object) };
};`,
      says: [
        ...["late", "nobody", "unread", "shared", "passed", "again"].map(
          (name) => `getImage: cloud "otc" has no usable image with {"name":"${name}"}`,
        ),
        'getImages: There is no cloud "prod"',
        "getImage: nmae",
      ],
    },
  "a misspelt look-up in the main part of an async program": {
    program: `export = async () => ({ found: await getImage({ nmae: "x" } as object) });`,
    says: ["getImage: nmae"],
  },
  "arguments from JavaScript that are misspelt, missing and of another type": {
    program: `new VolumeImage("a", { descripton: "typo", minRamMiB: "many" } as any);`,
    says: [
      "descripton: there is no such argument",
      "volumeId: this argument is required",
      "minRamMiB: must be a whole",
    ],
  },
  "an option and an argument that cannot work": {
    program: `const soon = async () => new VolumeImage("a", { volumeId }, { import: "x" });
void soon();
new VolumeImage("b", { volumeId, tags: Object.create(null) });`,
    says: ["VolumeImage a: the option `import` cannot work", "VolumeImage b: Pulumi cannot pass on `tags`"],
  },
  "a file of settings that is no YAML": {
    program: `new VolumeImage("a", { volumeId });`,
    cloudsYaml: "clouds:\n  otc: {profile: [\n",
    says: ["is not valid YAML"],
  },
  "a cloud that cannot be reached, for a look-up": {
    program: `export const found = getImages();`,
    cloudsYaml: JSON.stringify({
      clouds: {
        otc: { ...cloud.credentials.otc, auth: { ...authOf(cloud), auth_url: "http://127.0.0.1:9/v3" } },
      },
    }),
    says: ["getImages: POST 127.0.0.1:9: nothing listens there"],
  },
  "a misspelt key in the file of settings, for a look-up and for a resource": {
    program: `export const found = getImages();\nnew VolumeImage("a", { volumeId });\nnew VolumeImage("b", {} as any);`,
    cloudsYaml: JSON.stringify({ clouds: { otc: { ...cloud.credentials.otc, regoin_name: "eu-nl" } } }),
    says: ['"regoin_name" is not read: did you mean region_name?', "this argument is required"],
  },
  "one for a look-up alone, and an image that is not found": {
    program: `export const found = getImage({ name: "nobody" });`,
    cloudsYaml: JSON.stringify({ clouds: { otc: { ...cloud.credentials.otc, regoin_name: "eu-nl" } } }),
    says: ['"regoin_name" is not read: did you mean region_name?', "getImage: cloud"],
  },
  "an image that is not there, to be read": {
    program: `export const { status } = VolumeImage.get("a", "${missing}");`,
    says: [`cloud "otc" has no image ${missing}`],
  },
});

function authOf(cloud: LocalCloud): object {
  return (cloud.credentials.otc as { auth: object }).auth;
}
