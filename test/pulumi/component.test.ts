import * as pulumi from "@pulumi/pulumi";
import { DataImage, DataVolumeTemplate, VolumeImage } from "../../provider/index";
import { imageId, known, mockEngine, registrations } from "./registered";

/** Images inside components: in the SDK, a dependency on a component is one on everything inside it. */

const volumeId = "16369c5d-384d-4e64-b37a-56d898769362";
const uuid = "0123456789abcdef0123456789abcdef";
beforeEach(() => mockEngine());

class Consumer extends pulumi.CustomResource {
  constructor(name: string, image: pulumi.Input<string>, opts: pulumi.CustomResourceOptions) {
    super("test:index:Server", name, { image }, opts);
  }
}

class Images extends pulumi.ComponentResource {
  readonly all: pulumi.CustomResource[];

  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("test:index:Images", name, {}, opts);
    const one = new VolumeImage(`${name}-one`, { volumeId }, { parent: this });
    const object = { bucket: "b", object: "o.qcow2" };
    const two = new DataImage(`${name}-two`, { source: object, minDiskGiB: 40 }, { parent: this });
    const template = { snapshotUuid: uuid, backupStorageUuids: [uuid] };
    this.all = [
      one,
      two,
      new DataVolumeTemplate(`${name}-template`, template, { parent: this }),
      VolumeImage.get(`${name}-known`, imageId, {}, { parent: this }),
      VolumeImage.get(`${name}-other`, one.imageId, {}, { parent: this }),
      new Consumer(`${name}-consumer`, one.imageId, { parent: this }),
      new VolumeImage(`${name}-child`, { volumeId, name: two.imageId }, { parent: one }),
    ];
    this.registerOutputs({ imageId: one.imageId });
  }
}

/** The dependencies of each resource as the engine gets them: for each property, and for the resource as a whole. */
function dependencies(): () => Record<string, readonly string[]> {
  const registerResource = jest.spyOn(pulumi.runtime.getMonitor() as unknown as Monitor, "registerResource");
  const names = (urns: readonly string[]) => urns.map((urn) => urn.split("::").at(-1) ?? "");
  const of = ([request]: [Request, unknown]): [string, string[]][] => [
    [request.getName(), names(request.getDependenciesList())],
    ...[...request.getPropertydependenciesMap().entries()].map(([property, on]): [string, string[]] => [
      `${request.getName()}.${property}`,
      names(on.getUrnsList()),
    ]),
  ];
  return () => Object.fromEntries(registerResource.mock.calls.flatMap(of).filter(([, on]) => on.length > 0));
}

interface Request {
  getName(): string;
  getDependenciesList(): string[];
  getPropertydependenciesMap(): Map<string, { getUrnsList(): string[] }>;
}
interface Monitor {
  registerResource(request: Request, answer: unknown): Promise<void>;
}

it("holds several images, a template, images that are only read, and a consumer", async () => {
  const { all } = new Images("set");
  await Promise.all(all.map(({ id }) => known(id)));
  expect(registrations().map(({ name }) => name)).toEqual(
    expect.arrayContaining(all.map((resource) => (resource as unknown as { __name: string }).__name)),
  );
});

it("registers no dependency that the program does not have", async () => {
  const depends = dependencies();
  const { all } = new Images("set");
  await Promise.all(all.map(({ id }) => known(id)));
  expect(depends()).toEqual({
    "set-consumer": ["set-one"],
    "set-consumer.image": ["set-one"],
    "set-child": ["set-two"],
    "set-child.name": ["set-two"],
  });
});

it("may be a parent from outside, also one that ended before, and be waited for", async () => {
  const depends = dependencies();
  const set = new pulumi.ComponentResource("test:index:Set", "set");
  const first = new VolumeImage("first", { volumeId }, { parent: set });
  await known(set.urn);
  await known(first.imageId);
  const second = new VolumeImage("second", { volumeId }, { parent: set });
  await known(second.imageId);
  const after = new VolumeImage("after", { volumeId }, { dependsOn: set });
  await known(after.imageId);
  expect(depends()).toEqual({ after: ["first", "second"] });
});
