import type { Cloud } from "../../provider/clouds/cloud";
import { sameLocation } from "../../provider/lifecycle/find/location";
import { read } from "../../provider/pulumi/dynamic/provider/verbs";
import { type Lab, openLab } from "./harness/lab";
import type { ProviderProcess } from "./harness/providerProcess";
import { failureOf, Stack } from "./harness/stack";
import { jobImage, template } from "./harness/subjects";

/** The recorded address of an image under another name: the state is rewritten, the cloud stays. */
function madeAt(stack: Stack, change: (endpoint: string) => string, more: object = {}): string {
  const { recorded } = stack;
  if (recorded === undefined) throw new Error("nothing is recorded");
  const endpoint = change(String(recorded.outputs.endpoint));
  stack.recorded = { ...recorded, outputs: { ...recorded.outputs, endpoint, ...more } };
  return endpoint;
}

const elsewhere = {
  "another path of the catalogue": (endpoint: string) => endpoint.replace(/\/\w+$/, "/image"),
  "its public face": (endpoint: string) => endpoint.replace("127.0.0.1", "public.example"),
  "a number instead of a name": (endpoint: string) => endpoint.replace("127.0.0.1", "10.0.0.7"),
  "plain http, or https": (endpoint: string) => endpoint.replace(/^http:/, "https:"),
  "another port": (endpoint: string) => endpoint.replace(/:\d+/, ":9292"),
};
const respelt = {
  "upper case": (endpoint: string) => endpoint.replace("http:", "HTTP:"),
  "slashes at the end": (endpoint: string) => `${endpoint}//`,
};

interface Scene {
  readonly lab: Lab;
  readonly stack: Stack;
  readonly golden: (more?: object) => Record<string, unknown>;
  /** Ids of the images that the cloud has. */
  readonly left: () => string[];
  readonly remove: (id: string) => void;
  readonly tag: (id: string, tag: string | undefined) => void;
}

const scenes: Record<string, () => Promise<Scene>> = {
  otc: () => volumeScene("otc"),
  openstack: () => volumeScene("openstack"),
  zstack: async () => {
    const lab = await openLab(template);
    const { cloud } = lab;
    return {
      lab,
      stack: lab.stack(),
      golden: (more = {}) => lab.args({ ...more }),
      left: () => lab.templates().map(({ uuid }) => uuid),
      remove: (uuid) => cloud.removeTemplate(uuid),
      tag: (uuid, tag) => cloud.patchTemplate(uuid, { userTags: tag === undefined ? [] : [tag] }),
    };
  },
};

async function volumeScene(profile: "otc" | "openstack"): Promise<Scene> {
  const lab = await openLab(profile);
  const { cloud } = lab;
  return {
    lab,
    stack: new Stack(),
    golden: (more = {}) => ({ name: "golden", volumeId: lab.volume.id, ...more }),
    left: () => cloud.images().map(({ id }) => id),
    remove: (id) => cloud.removeImage(id),
    tag: (id, tag) => cloud.patchImage(id, { tags: tag === undefined ? [] : [tag] }),
  };
}

const operations: Record<string, (scene: Scene, process: ProviderProcess) => Promise<void>> = {
  "a refresh": ({ stack }, process) => stack.refresh(process),
  "an update": ({ stack, golden }, process) => stack.up(process, golden({ name: "silver" })),
  "a destroy": ({ stack }, process) => stack.destroy(process),
};

describe.each(Object.keys(scenes))(
  "the image service has another address than when an image was made: %s",
  (name) => {
    let scene: Scene;
    let lab: Lab;
    let stack: Stack;
    let today: unknown;
    beforeEach(async () => {
      scene = await (scenes[name] as () => Promise<Scene>)();
      ({ lab, stack } = scene);
      await stack.up(lab.process(), scene.golden());
      today = stack.recorded?.outputs.endpoint;
    });
    afterEach(() => lab.close());

    const id = () => String(stack.recorded?.id);

    describe.each(Object.entries({ ...respelt, ...elsewhere }))("%s", (_, change) => {
      test.each(Object.entries(operations))(
        "%s finds the image and goes on as ever",
        async (doing, operate) => {
          expect(madeAt(stack, change)).not.toBe(today);
          const before = id();
          await operate(scene, lab.process());
          if (doing === "a destroy") {
            expect(stack.recorded).toBeUndefined();
            expect(scene.left()).toEqual([]);
            return;
          }
          expect(stack.recorded).toMatchObject({ id: before, outputs: { endpoint: today } });
          expect(scene.left()).toEqual([before]);
          expect(lab.creates()).toBe(1);
          expect(stack.plan(scene.golden(doing === "an update" ? { name: "silver" } : {}))).toBe("same");
        },
      );
    });

    describe.each(Object.entries(operations))(
      "%s is refused, and the resource stays as it is",
      (_, operate) => {
        async function refused(why: string): Promise<void> {
          const before = stack.recorded;
          const error = await failureOf(operate(scene, lab.process()));
          expect(error).toMatchObject({
            message: expect.stringContaining(`image ${id()} was made at ${before?.outputs.endpoint}, but`),
            hint: expect.stringContaining("npx pulumi-cloud-images import"),
          });
          expect(error).toMatchObject({ message: expect.stringContaining(why) });
          expect((error as { hint?: string }).hint).not.toContain("pulumi state delete");
          expect((error as { hint?: string }).hint).toMatch(
            /its argument `cloud`, else `cloudimages:cloud`, else OS_CLOUD; or its address: set (image_endpoint_override|auth\.auth_url) in the entry "\w+" of clouds\.yaml /,
          );
          expect(stack.recorded).toEqual(before);
        }

        test("where the image is not found there: it may be where it always was", async () => {
          madeAt(stack, elsewhere["its public face"]);
          scene.remove(id());
          await refused("it is not found there");
        });

        test("where one of its id has another claim", async () => {
          madeAt(stack, elsewhere["its public face"]);
          scene.tag(id(), `pulumi-cloud-images=${"0".repeat(8)}-${"0".repeat(20)}-${"0".repeat(12)}`);
          await refused("not with our claim");
          expect(scene.left()).toEqual([id()]);
        });

        test("without our tag the id counts if project and region are certain; else not", async () => {
          madeAt(stack, elsewhere["another path of the catalogue"]);
          scene.tag(id(), undefined);
          if (name === "zstack") return refused("not with our claim");
          return operate(scene, lab.process());
        });

        test("if project and region are unknown, and our tag is gone", async () => {
          madeAt(stack, elsewhere["another path of the catalogue"], { region: "", projectId: "" });
          scene.tag(id(), undefined);
          await refused("not with our claim");
        });
      },
    );

    test("what the cloud no longer shows stays on record", async () => {
      const { region, projectId } = stack.recorded?.outputs ?? {};
      const { location, ...cloud } = lab.process().connect(undefined);
      const blind = {
        ...cloud,
        location: async () => ({ ...(await location()), region: "", projectId: "" }),
      };
      await stack.refresh({ ...lab.process(), connect: () => blind });
      expect(stack.recorded?.outputs).toMatchObject({ region, projectId });
    });

    test("an image that `get` has read is refreshed there, and is not gone where it is not found", async () => {
      const { resource } = stack;
      const { endpoint, region, projectId, ...found } =
        (await read(resource, id(), {}, lab.process())).props ?? {};
      const before = { ...found, endpoint: "https://old.example/image", region, projectId };
      expect(await read(resource, id(), before, lab.process())).toMatchObject({
        id: id(),
        props: { endpoint },
      });
      scene.remove(id());
      expect(await failureOf(read(resource, id(), before, lab.process()))).toMatchObject({
        message: expect.stringContaining("was made at https://old.example/image"),
      });
      expect(await read(resource, id(), { ...before, endpoint }, lab.process())).toEqual({});
    });
  },
);

test("at the same address an image that is gone is gone, however that is written", async () => {
  const { lab, stack, remove } = await volumeScene("otc");
  await stack.up(lab.process(), { name: "golden", volumeId: lab.volume.id });
  madeAt(stack, respelt["upper case"]);
  remove(String(stack.recorded?.id));
  await stack.refresh(lab.process());
  expect(stack.recorded).toBeUndefined();
  await lab.close();
});

test("another project stays another cloud, at a new address too", async () => {
  const { lab, stack } = await volumeScene("openstack");
  await stack.up(lab.process(), { name: "golden", volumeId: lab.volume.id });
  madeAt(stack, elsewhere["its public face"]);
  for (const operation of [
    stack.refresh(lab.process({ auth: { project_name: "other" } })),
    stack.destroy(lab.process({ auth: { project_name: "other" } })),
  ])
    expect(await failureOf(operation)).toMatchObject({
      message: expect.stringMatching(/is not the resource's: projectId is/),
      hint: expect.stringMatching(
        /; or its project: set auth\.project_name in the entry "\w+" of .*npx pulumi-cloud-images import/,
      ),
    });
  expect(lab.images()).toMatchObject([{ name: "golden" }]);
  await lab.close();
});

describe("an image that is known by its job alone", () => {
  let lab: Lab;
  let stack: Stack;
  beforeEach(async () => {
    lab = await openLab(jobImage("otc", "a server"), { settings: { jobImageListedAfterSeconds: 100 } });
    stack = lab.stack();
    await failureOf(stack.up(lab.process(), lab.args({ timeouts: { create: "40s" } })));
    expect(stack.recorded?.id).toMatch(/^job:/);
    madeAt(stack, elsewhere["its public face"]);
  });
  afterEach(() => lab.close());

  test("is found by the job at the new address", async () => {
    await stack.up(lab.process(), lab.args());
    await stack.refresh(lab.process());
    expect(stack.recorded).toMatchObject({
      id: lab.image().id,
      outputs: { endpoint: lab.cloud.endpoints.ims },
    });
    expect(lab.creates()).toBe(1);
  });

  test.each(["refresh", "destroy"] as const)(
    "is kept by %s where the job is not known",
    async (operation) => {
      const before = stack.recorded;
      for (const { id } of lab.cloud.jobs()) lab.cloud.removeJob(id);
      expect(await failureOf(stack[operation](lab.process()))).toMatchObject({
        message: expect.stringMatching(/^the image of job \S+ was made at /),
      });
      expect(stack.recorded).toEqual(before);
    },
  );
});

test("imported, without a claim of ours yet, it is found by its id", async () => {
  const { lab, stack } = await volumeScene("openstack");
  await stack.up(lab.process(), { name: "golden", volumeId: lab.volume.id });
  const id = String(stack.recorded?.id);
  lab.cloud.patchImage(id, { tags: [] });
  madeAt(stack, elsewhere["its public face"], { __tag: "", __imported: "" });
  await stack.refresh(lab.process());
  expect(stack.recorded).toMatchObject({ id, outputs: { endpoint: lab.cloud.endpoints.glance } });
  await stack.destroy(lab.process());
  expect(lab.images()).toEqual([]);
  await lab.close();
});

describe("whether two addresses are one", () => {
  const moved = async (recorded: string, endpoint: string) => {
    const rest = { region: "r", projectId: "p" };
    const cloud = { name: "c", location: async () => ({ endpoint, ...rest }) } as unknown as Cloud;
    return (await sameLocation(cloud, { endpoint: recorded, ...rest })).moved;
  };
  test.each([
    ["https://image.example:443/v", "https://image.example/v"],
    ["http://image.example:80", "http://image.example"],
    ["HTTPS://IMAGE.example/v", "https://image.EXAMPLE/v"],
    ["https://image.example/", "https://image.example"],
    ["https://image.example./image//", "https://image.example/image"],
    ["https://image.example//image", "https://image.example/image"],
    ["https://[2001:DB8:0::1]/", "https://[2001:db8::1]"],
  ])("%s is %s", async (one, other) => {
    expect(await moved(one, other)).toBe(false);
    expect(await moved(other, one)).toBe(false);
  });
  test.each([
    ["https://image.example/image", "https://image.example/Image"],
    ["http://image.example", "https://image.example"],
    ["https://image.example:9292", "https://image.example"],
    ["https://image.example", "https://image.other"],
    ["", "https://image.example"],
  ])("%s is not %s", async (one, other) => {
    expect(await moved(one, other)).toBe(true);
    expect(await moved(other, one)).toBe(true);
  });
});
