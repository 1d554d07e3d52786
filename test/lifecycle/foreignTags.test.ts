import { importImage } from "../../provider/pulumi/dynamic/provider/verbs";
import { volumeImage } from "../../provider/resources/volumeImage";
import { type Lab, openLab } from "./harness/lab";
import { profiles } from "./harness/routes";
import { failureOf, owner, Stack, urnOf } from "./harness/stack";

const isForeign = (tag: string) => !tag.startsWith("pulumi-cloud-images=");

/** Glance's tags are plain texts: several may share a key, and none needs one. */
describe("tags that no map of keys can hold, on OpenStack", () => {
  const odd = ["eq=", "os=jammy", "os=ubuntu", "team=x", "team=y"];
  let lab: Lab;
  let stack: Stack;
  beforeEach(async () => {
    lab = await openLab("openstack");
    stack = new Stack();
  });
  afterEach(() => lab.close());

  const golden = (more: object = {}) => ({ name: "golden", volumeId: lab.volume.id, ...more });
  const foreign = () => lab.image().tags.filter(isForeign).sort();
  const tagged = (...tags: string[]) => lab.cloud.patchImage(lab.image().id, { tags });
  async function bringIn(tags: string[], takeOver = false) {
    const { id } = lab.cloud.addImage({ profile: "openstack", name: "by hand", tags });
    const cloud = lab.process().connect(undefined);
    const place = { cloud, location: await cloud.location(), urn: urnOf("golden"), owner };
    const given = { volumeId: lab.volume.id };
    const request = { ...place, id, given, takeOver, newClaim: () => "aaaabbbbcccc" };
    const options = { deadline: lab.clock.now() + 60_000 };
    const imported = await importImage(volumeImage, request, options);
    const outputs = takeOver ? await imported.mark(options) : imported.outputs;
    stack.recorded = JSON.parse(JSON.stringify({ id, inputs: imported.inputs, outputs, failed: false }));
    return imported;
  }

  test.each([false, true])("stay as they are, as import says (--take-over: %s)", async (takeOver) => {
    const { args, notes } = await bringIn([...odd, "flag", "line=web"], takeOver);
    expect(args.tags).toEqual({ flag: "", line: "web" });
    expect(notes).toEqual([
      'tags.eq is left out of the program and stays as it is: the image has it as "eq="',
      'tags.os is left out of the program and stays as it is: several tags share this key: "os=jammy", "os=ubuntu"',
      'tags.team is left out of the program and stays as it is: several tags share this key: "team=x", "team=y"',
    ]);
    expect(stack.plan(args)).toBe("same");
    for (const description of ["new", "newer"]) {
      const changed = { ...args, description };
      await stack.up(lab.process(), changed);
      expect(foreign()).toEqual([...odd, "flag", "line=web"].sort());
      expect(stack.plan(changed)).toBe("same");
      await stack.refresh(lab.process());
      expect(stack.plan(changed)).toBe("same");
    }
    for (const tags of [{ line: "db" }, {}, undefined]) {
      await stack.up(lab.process(), { ...args, tags });
      expect(foreign()).toEqual([...odd, ...(tags?.line === undefined ? [] : ["line=db"])].sort());
      await stack.refresh(lab.process());
      expect(stack.plan({ ...args, tags })).toBe("same");
    }
  });

  test("go where the program names their key, and only there", async () => {
    const { args } = await bringIn(odd);
    await stack.up(lab.process(), { ...args, tags: { team: "y", eq: "" } });
    expect(foreign()).toEqual(["eq", "os=jammy", "os=ubuntu", "team=y"]);
    expect(stack.plan({ ...args, tags: { team: "y", eq: "" } })).toBe("same");
  });

  test("beside one of the program's are drift, whatever their order, and corrected", async () => {
    const args = golden({ tags: { team: "y" } });
    await stack.up(lab.process(), args);
    for (const twins of [
      ["team=x", "team=y"],
      ["team=y", "team=x"],
    ]) {
      tagged(...lab.image().tags.filter((tag) => !isForeign(tag)), ...twins);
      await stack.refresh(lab.process());
      expect(stack.plan(args)).toBe("update");
      await stack.up(lab.process(), args);
      expect(foreign()).toEqual(["team=y"]);
    }
  });

  test("stay beside one that the program no longer has, and only what it had set is removed", async () => {
    await stack.up(lab.process(), golden({ tags: { team: "lab", line: "web" } }));
    tagged(...lab.image().tags, "team=theirs", "team");
    await stack.up(lab.process(), golden({ tags: { line: "web" } }));
    expect(foreign()).toEqual(["line=web", "team", "team=theirs"]);
    expect(stack.plan(golden({ tags: { line: "web" } }))).toBe("same");
  });

  test("are found by look-ups all the same", async () => {
    const { id } = lab.cloud.addImage({ profile: "openstack", name: "by hand", tags: odd });
    const cloud = lab.process().connect(undefined);
    for (const value of ["x", "y"])
      expect(await cloud.imagesTagged({ key: "team", value })).toMatchObject([{ id }]);
  });

  test("two marks of ours count as one and the same claim, in whatever order", async () => {
    await stack.up(lab.process(), golden());
    const [mine = ""] = lab.image().tags;
    const theirs = `pulumi-cloud-images=00000000-${"0".repeat(20)}-000000000000`;
    for (const marks of [
      [mine, theirs],
      [theirs, mine],
    ]) {
      tagged(...marks);
      const error = await failureOf(stack.up(lab.process(), golden({ description: "new" })));
      expect(error.message).toMatch(/claimed by another resource/);
    }
    expect(lab.image().tags).toHaveLength(2);
  });

  describe("a change of tags", () => {
    const calls = () =>
      lab.cloud
        .requests()
        .flatMap(({ route, method, path }) =>
          /(add|remove)Tag$/.test(route ?? "")
            ? [`${method} ${decodeURIComponent(path.split("/").at(-1) ?? "")}`]
            : [],
        );

    test("that leaves our own alone goes by single calls: what others tag meanwhile stays", async () => {
      await stack.up(lab.process(), golden({ tags: { team: "lab", line: "web", gone: "1" } }));
      lab.forget();
      await stack.up(lab.process(), golden({ tags: { team: "a b", line: "web" }, description: "new" }));
      expect(calls()).toEqual(["PUT team=a b", "DELETE gone=1", "DELETE team=lab"]);
      expect(lab.history().slice(-2)).toEqual(["glance.removeTag", "glance.updateImage"]);
      expect(foreign()).toEqual(["line=web", "team=a b"]);
      expect(stack.recorded?.outputs).toMatchObject({
        tags: { team: "a b", line: "web" },
        description: "new",
      });
    });

    test("makes room first where the image has as many as Glance takes", async () => {
      await stack.up(lab.process(), golden({ tags: { team: "lab" } }));
      tagged(...lab.image().tags, ...Array.from({ length: 126 }, (_, at) => `t${at}`));
      await stack.up(lab.process(), golden({ tags: { team: "web" } }));
      expect(lab.image().tags).toHaveLength(128);
      expect(lab.image().tags).toContain("team=web");
    });

    test("that takes the image over, or that no path can hold, is one patch", async () => {
      await stack.up(lab.process(), golden({ tags: { team: "lab" } }));
      expect(calls()).toEqual([]);
      lab.forget();
      await stack.up(lab.process(), golden({ tags: { team: "lab", path: "a/b" } }));
      expect(lab.wire()).toEqual([lab.routes.logIn, lab.routes.showImage, lab.routes.patch]);
      expect(foreign()).toEqual(["path=a/b", "team=lab"]);
    });

    test("whose tag is gone already is done; where it is still there, it has failed", async () => {
      const named = golden({ tags: { team: "lab" } });
      await stack.up(lab.process(), named);
      lab.cloud.addFault({ route: "glance.removeTag", kind: "status", status: 404, applied: true });
      await stack.up(lab.process(), golden({ tags: {} }));
      expect(foreign()).toEqual([]);
      await stack.up(lab.process(), named);
      lab.cloud.addFault({ route: "glance.removeTag", kind: "status", status: 404 });
      const error = await failureOf(stack.up(lab.process(), golden({ tags: {} })));
      expect(error.message).toMatch(/take a tag from image/);
      await stack.up(lab.process(), golden({ tags: {} }));
      expect(foreign()).toEqual([]);
    });
  });
});

describe.each(profiles)("a tag that somebody has set since the last read, on %s", (profile) => {
  let lab: Lab;
  let stack: Stack;
  beforeEach(async () => {
    lab = await openLab(profile);
    stack = new Stack();
  });
  afterEach(() => lab.close());

  const golden = (more: object = {}) => ({ name: "golden", volumeId: lab.volume.id, ...more });
  const foreign = () => lab.image().tags.filter(isForeign).sort();

  test.each([
    ["another description", { tags: { team: "lab" }, description: "new" }, ["by=hand", "team=lab"]],
    ["another tag", { tags: { team: "lab", line: "web" } }, ["by=hand", "line=web", "team=lab"]],
    ["fewer tags", { tags: {} }, ["by=hand"]],
    ["none any more", {}, ["by=hand"]],
    ["this very key", { tags: { team: "lab", by: "program" } }, ["by=program", "team=lab"]],
  ])(
    "stays through an update of the program to %s, of which no preview has shown its removal",
    async (_, more, left) => {
      await stack.up(lab.process(), golden({ tags: { team: "lab" } }));
      lab.cloud.patchImage(lab.image().id, { tags: [...lab.image().tags, "by=hand"] });
      await stack.up(lab.process(), golden(more));
      expect(foreign()).toEqual(left);
      expect(stack.plan(golden(more))).toBe("same");
      await stack.refresh(lab.process());
      expect(stack.plan(golden(more))).toBe("same");
    },
  );

  test("with another value stays, when the program drops its key", async () => {
    await stack.up(lab.process(), golden({ tags: { team: "lab" } }));
    lab.cloud.patchImage(lab.image().id, {
      tags: lab.image().tags.map((tag) => tag.replace("team=lab", "team=theirs")),
    });
    await stack.up(lab.process(), golden({ tags: {} }));
    expect(foreign()).toEqual(["team=theirs"]);
    expect(stack.plan(golden({ tags: {} }))).toBe("same");
  });
});
