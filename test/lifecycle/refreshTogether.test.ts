import type { LocalCloud } from "../../local-cloud";
import { kinds, type Opened } from "./absentKinds";
import type { Lab } from "./harness/lab";
import type { Recorded, Stack } from "./harness/stack";

/** So many are read singly before a list is asked for. */
const FEW = 10;

const foreign = {
  id: "e6a1c5a0-27ae-4a4b-9a0a-2f3cf1b6f6f7",
  name: "golden",
  status: "active",
  owner: "other",
};

type Request = ReturnType<LocalCloud["requests"]>[number];

/** Reads of many images that begin together share a list, which confirms what is recorded and proves nothing else. */
describe.each(kinds)("many: $name", (kind) => {
  let at: Opened;
  let lab: Lab;
  let first: Stack;
  beforeEach(async () => {
    at = await kind.open();
    lab = at.lab;
    first = at.stack();
    await first.up(lab.process(), at.args);
  });
  afterEach(() => at.lab.close());

  const isTemplate = () => lab.subject.madeBy === "template";
  const recordOf = (stack: Stack) => stack.recorded as Recorded;
  const idOf = (stack: Stack) => recordOf(stack).id;

  /** Another image like the first one, and a stack that has it. */
  function another(nth: number, named = `golden-${nth}`): Stack {
    const known = recordOf(first);
    const stack = at.stack(named);
    const id = isTemplate() ? copyOfTemplate() : copyOfImage();
    stack.recorded = { ...known, id, outputs: { ...known.outputs, imageId: id, jobId: undefined } };
    return stack;
  }
  function copyOfImage(): string {
    const { id, project, volumeId, listed, created_at, updated_at, ...image } =
      lab.cloud.images()[0] ?? ({} as never);
    return lab.cloud.addImage(image).id;
  }
  function copyOfTemplate(): string {
    const { uuid, userTags, systemTags, backupStorageRefs, createDate, lastOpDate, ...template } =
      lab.cloud.templates()[0] ?? ({} as never);
    const copy = lab.cloud.addTemplate({
      name: template.name,
      userTags,
      url: template.url as string,
      backupStorageRefs,
    });
    return copy.uuid;
  }

  /** So many, as a refresh that reads each by itself has recorded them. */
  async function many(count: number): Promise<Stack[]> {
    const stacks = Array.from({ length: count }, (_, nth) => another(nth));
    for (let from = 0; from < count; from += FEW) {
      const process = lab.process();
      await Promise.all(stacks.slice(from, from + FEW).map((stack) => stack.refresh(process)));
    }
    await lab.clock.sleep(60_000);
    lab.forget();
    return stacks;
  }

  /** As the engine does it: so many at once. */
  async function refresh(stacks: readonly Stack[], most: number, process = lab.process()) {
    const left = [...stacks];
    const one = async () => {
      for (let stack = left.shift(); stack !== undefined; stack = left.shift()) await stack.refresh(process);
    };
    await Promise.all(Array.from({ length: most }, one));
    return process;
  }

  const sent = () =>
    lab.cloud.requests().filter(({ method, route }) => method === "GET" && !/oken/.test(route ?? ""));
  /** Ids that were asked for by themselves. */
  const singly = (requests: readonly Request[] = sent()) =>
    new Set(
      requests.flatMap(({ route, path, query }) => {
        if (route === "glance.showImage") return [path.split("/").at(-1) ?? ""];
        const asked = isTemplate() ? /^uuid\?=([^,]+)$/.exec(String(query.q))?.[1] : query.id;
        return route === at.show.route && asked !== undefined ? [String(asked)] : [];
      }),
    );
  const lists = () =>
    sent().filter((request) => singly([request]).size === 0 && !/ofImage|tags$/.test(request.path));
  const states = (stacks: readonly Stack[]) => stacks.map(({ recorded }) => recorded);
  /**
   * Every list of the cloud's images gets this in its place. ZStack has one call for the tags of one image, for the list of our
   * marks and for the tags of many: there it is the list (the first call after the single ones), or the one after that.
   */
  function lie(fault: object, nth = 1): number {
    const call = isTemplate()
      ? { route: "zstack.queryUserTags", nth: FEW + nth, times: 1 }
      : { ...at.list, times: 1e6 };
    lab.cloud.addFault({ ...call, ...fault } as never);
    return isTemplate() ? 1 : 8;
  }

  test.each([1, 8, 60])("unchanged, %i at a time: a list, and ten single calls", async (most) => {
    const stacks = await many(60);
    const before = states(stacks);
    const { warnings } = await refresh(stacks, most);
    expect(states(stacks)).toEqual(before);
    expect(warnings).toEqual([]);
    expect(singly().size).toBe(FEW);
    expect(sent().length).toBeLessThanOrEqual(isTemplate() ? 2 * FEW + 3 : FEW + 1);
  });

  test("ten are read singly, and no list is asked for", async () => {
    const stacks = await many(FEW);
    await refresh(stacks, 8);
    expect(singly().size).toBe(FEW);
    expect(sent()).toHaveLength(isTemplate() ? 2 * FEW : FEW);
  });

  test("those that somebody changed or deleted are read singly, and what is recorded is as if all were", async () => {
    const stacks = await many(30);
    const [changed, lost] = [stacks[20] as Stack, stacks[25] as Stack];
    const { id } = recordOf(changed);
    if (isTemplate()) lab.cloud.patchTemplate(id, { description: "by hand" });
    else
      lab.cloud.patchImage(
        id,
        lab.profile === "openstack" ? { min_ram: 4096 } : { __description: "by hand" },
      );
    at.lose(idOf(lost));
    const before = states(stacks);
    await refresh(stacks, 8);
    expect(lost.recorded).toBeUndefined();
    expect(singly()).toContain(id);
    const after = states(stacks);
    expect(after.filter((state, nth) => JSON.stringify(state) !== JSON.stringify(before[nth]))).toHaveLength(
      2,
    );
    await changed.refresh(lab.process());
    expect(changed.recorded).toEqual(after[20]);
  });

  test.each([
    ["nothing", { kind: "status", status: 200, body: { images: [], inventories: [] } }],
    ["a refusal", { kind: "status", status: 403 }],
    ["of another project", { kind: "status", status: 200, body: { images: [foreign], inventories: [] } }],
    ["a refusal of a gateway", { kind: "status", status: 404, body: "not found" }],
  ])(
    "a list that is %s leaves all to single calls: nothing is gone, nothing has drifted",
    async (_, fault) => {
      const stacks = await many(20);
      const before = states(stacks);
      const { warnings } = await refresh(stacks, lie(fault));
      expect(states(stacks)).toEqual(before);
      expect(warnings).toEqual([]);
      expect(singly().size).toBe(20);
    },
  );

  test("a list that shows other values than the images have makes no drift of them", async () => {
    const stacks = await many(20);
    const before = states(stacks);
    const images = lab.cloud.images().map((image) => ({ ...image, name: "other" }));
    const inventories = stacks.map((stack) => ({
      uuid: idOf(stack),
      resourceUuid: idOf(stack),
      resourceType: "ImageVO",
      tag: "other",
    }));
    await refresh(stacks, lie({ kind: "status", status: 200, body: { images, inventories } }, 2));
    expect(states(stacks)).toEqual(before);
    expect(singly().size).toBe(20);
  });

  test("a list from before our own change does not confirm what comes after it", async () => {
    const stacks = await many(20);
    const process = await refresh(stacks, 8);
    const last = stacks[19] as Stack;
    await last.up(process, { ...at.args, name: "renamed" });
    expect(last.recorded?.outputs.name).toBe("renamed");
    lab.forget();
    await last.refresh(process);
    expect([...singly()]).toEqual([idOf(last)]);
    expect(last.recorded?.outputs.name).toBe("renamed");
  });

  test("a list serves for half a minute: then the next one is asked for", async () => {
    const stacks = await many(30);
    const process = await refresh(stacks.slice(0, 20), 8);
    const before = lists().length;
    await lab.clock.sleep(20_000); // the list itself has queued for one
    await refresh(stacks.slice(20, 25), 8, process);
    expect(lists()).toHaveLength(before);
    expect(singly().size).toBe(FEW);
    await lab.clock.sleep(15_000);
    await refresh(stacks, 8, process);
    expect(lists().length).toBeGreaterThan(before);
  });

  test("an unfinished image is not confirmed by a list", async () => {
    const stacks = await many(20);
    const unfinished = stacks[19] as Stack;
    const { outputs } = recordOf(unfinished);
    unfinished.recorded = { ...recordOf(unfinished), outputs: { ...outputs, __tag: "", status: "saving" } };
    await refresh(stacks, 8);
    expect(singly()).toContain(idOf(unfinished));
  });
});
