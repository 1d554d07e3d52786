import type { NewFault } from "../../local-cloud";
import { read } from "../../provider/pulumi/dynamic/provider/verbs";
import { kinds, type Opened } from "./absentKinds";
import { failureOf, type Stack } from "./harness/stack";

/** What an ingress answers that has lost the way to the service. */
const ingress = { kind: "status", status: 404, body: "default backend - 404" } as const;
/** What an API gateway answers for a path that it does not have. */
const gateway = {
  kind: "status",
  status: 404,
  body: { error_code: "APIGW.0101", error_msg: "The API does not exist", request_id: "r-1" },
} as const;
const always = { times: 1_000 };

describe.each(kinds)("whether it is there: $name", (kind) => {
  let at: Opened;
  let stack: Stack;
  let id: string;
  beforeEach(async () => {
    at = await kind.open();
    stack = at.stack();
    await stack.up(at.lab.process(), at.args);
    id = stack.recorded?.id ?? "";
    await at.lab.clock.sleep(10_000); // what lags has arrived
    await stack.refresh(at.lab.process());
    at.lab.forget();
  });
  afterEach(() => at.lab.close());

  const shows = (fault: object) => at.lab.cloud.addFault({ ...at.show, ...fault } as NewFault);
  const lists = (fault: object) => at.lab.cloud.addFault({ ...at.list, ...fault } as NewFault);
  const absent = () => ({ kind: "status", ...at.absent });
  const empty = () => ({ kind: "status", status: 200, body: at.emptyList });
  const refreshed = async () => {
    const process = at.lab.process();
    await stack.refresh(process);
    return process.warnings;
  };
  const removes = () => at.lab.wire().filter((route) => route === at.remove).length;
  const deletedAfterAll = async () => {
    at.lab.cloud.clearFaults();
    await stack.destroy(at.lab.process());
    expect(at.there()).toEqual([]);
  };

  const once: readonly (readonly [string, () => void])[] = [
    ["an ingress answers once in its place", () => shows(ingress)],
    ["a gateway answers once that there is no such path", () => shows(gateway)],
    ["one answer of the cloud does not show it", () => shows(absent())],
    [
      "neither the look nor the list shows it, less than five seconds apart",
      () => [shows(absent()), lists(empty())],
    ],
    ["… nor through an ingress", () => [shows(ingress), lists(ingress)]],
  ];

  test.each(once)("%s: refresh and up keep it, and no second one is made", async (_, lies) => {
    const before = stack.recorded;
    lies();
    const warnings = await refreshed();
    expect(stack.recorded).toEqual(before);
    expect(warnings).toEqual([
      expect.stringMatching(new RegExp(`${id} is there, but it was said not to be: .+`)),
    ]);
    await stack.up(at.lab.process(), at.args);
    expect(at.there()).toEqual([id]);
    expect(at.lab.creates()).toBe(0);
  });

  test.each(once)("%s: destroy deletes it", async (_, lies) => {
    lies();
    await stack.destroy(at.lab.process());
    expect(at.there()).toEqual([]);
    expect(removes()).toBe(1);
  });

  const doubts: readonly (readonly [string, () => void, RegExp])[] = [
    [
      "an ingress answers every look in its place, and the list has it",
      () => shows({ ...ingress, ...always }),
      /default backend - 404 \(HTTP 404.*\); the list of images has it/,
    ],
    [
      "the cloud never shows it, and the list has it",
      () => shows({ ...absent(), ...always }),
      /show image .*; the list of images has it/,
    ],
    [
      "an ingress answers every call",
      () => [shows({ ...ingress, ...always }), lists({ ...ingress, ...always })],
      /show image .*: default backend - 404.*; list images: default backend - 404/,
    ],
    [
      "a gateway answers every call",
      () => [shows({ ...gateway, ...always }), lists({ ...gateway, ...always })],
      /APIGW\.0101/,
    ],
  ];

  test.each(doubts)("%s: refresh keeps it and warns", async (_, lies, words) => {
    const before = stack.recorded;
    lies();
    const warnings = await refreshed();
    expect(stack.recorded).toEqual(before);
    expect(warnings).toEqual([expect.stringMatching(words)]);
    expect(warnings[0]).toMatch(/^kept in the state as it was/);
    await deletedAfterAll();
  });

  test.each(doubts)(
    "%s: destroy fails with what was answered, and deletes nothing",
    async (_, lies, words) => {
      lies();
      const error = await failureOf(stack.destroy(at.lab.process()));
      expect(error.message).toMatch(words);
      expect(error).toMatchObject({ hint: expect.stringContaining("in the cloud's place") });
      expect(removes()).toBe(0);
      expect(stack.recorded?.id).toBe(id);
      await deletedAfterAll();
    },
  );

  test.each(doubts)(
    "%s: update fails with what was answered, and makes no second one",
    async (_, lies, words) => {
      lies();
      const error = await failureOf(stack.up(at.lab.process(), { ...at.args, name: "silver" }));
      expect(error.message).toMatch(words);
      expect(at.lab.creates()).toBe(0);
      at.lab.cloud.clearFaults();
      await stack.up(at.lab.process(), { ...at.args, name: "silver" });
      expect(at.there()).toEqual([id]);
    },
  );

  const gone: readonly (readonly [string, () => void])[] = [
    ["it is gone", () => {}],
    [
      "it is gone, and an ingress answers for looks that find nothing",
      () => shows({ ...ingress, ...always }),
    ],
  ];

  test.each(gone)("%s: refresh takes it out after five seconds, and up makes a new one", async (_, lies) => {
    at.lose(id);
    lies();
    const before = at.lab.clock.elapsed();
    expect(await refreshed()).toEqual([]);
    expect(stack.recorded).toBeUndefined();
    expect(at.lab.clock.elapsed() - before).toBeGreaterThanOrEqual(5_000);
    expect(at.lab.clock.elapsed() - before).toBeLessThan(7_000);
    at.lab.cloud.clearFaults();
    await stack.up(at.lab.process(), at.args);
    expect(at.there()).toEqual([stack.recorded?.id]);
    expect(stack.recorded?.id).not.toBe(id);
  });

  test.each(gone)("%s: destroy is success, and sends no delete", async (_, lies) => {
    at.lose(id);
    lies();
    await stack.destroy(at.lab.process());
    expect(removes()).toBe(0);
  });

  test("it is gone: an update says so", async () => {
    at.lose(id);
    const error = await failureOf(stack.up(at.lab.process(), { ...at.args, name: "silver" }));
    expect(error.message).toContain("no longer exists");
    expect(error).toMatchObject({ hint: expect.stringContaining("pulumi refresh") });
  });

  test.each([
    ["an ingress", ingress],
    ["a gateway", gateway],
  ])("%s answers the delete: it fails, says so, and the next one deletes", async (_, answer) => {
    at.lab.cloud.addFault({ route: at.remove, ...answer });
    const error = await failureOf(stack.destroy(at.lab.process()));
    expect(error.message).toMatch(/delete image .*: (default backend - 404|The API does not exist)/);
    expect(error).toMatchObject({ hint: expect.any(String) });
    expect(at.there()).toEqual([id]);
    await deletedAfterAll();
  });

  test.each([
    ["an ingress", ingress],
    ["a gateway", gateway],
  ])("%s answers for its own tags: the owner is unknown, so nothing is deleted", async (_, answer) => {
    const [route] = at.lab.routes.exactTags;
    if (route === undefined || kind.name === "a DataVolumeTemplate") return; // the image itself shows its tags
    at.lab.cloud.addFault({ route, ...answer, ...always });
    const error = await failureOf(stack.destroy(at.lab.process()));
    expect(error.message).toContain("list tags of image");
    expect(error).toMatchObject({ hint: expect.any(String) });
    expect(removes()).toBe(0);
    await deletedAfterAll();
  });

  test("the service answers the delete that it has no such image, but it has: it is read once more, and deleted", async () => {
    at.lab.cloud.addFault({ route: at.remove, kind: "status", ...at.unknown });
    await stack.destroy(at.lab.process());
    expect(at.there()).toEqual([]);
    expect(removes()).toBe(2);
  });

  test("… and goes on answering so: destroy fails, and keeps it", async () => {
    at.lab.cloud.addFault({ route: at.remove, kind: "status", ...at.unknown, ...always });
    await failureOf(stack.destroy(at.lab.process()));
    expect(at.there()).toEqual([id]);
    expect(removes()).toBe(2);
    await deletedAfterAll();
  });

  test("it was read by `get`: the same holds for its refresh", async () => {
    const got = await read(stack.resource, id, {}, at.lab.process());
    shows({ ...ingress, ...always });
    const process = at.lab.process();
    expect(await read(stack.resource, id, got.props ?? {}, process)).toEqual({ id, props: got.props });
    expect(process.warnings).toEqual([expect.stringMatching(/^kept in the state as it was/)]);
    expect((await failureOf(read(stack.resource, id, {}, at.lab.process()))).message).toContain(
      "default backend",
    );
    at.lab.cloud.clearFaults();
    shows(absent());
    expect(await read(stack.resource, id, got.props ?? {}, at.lab.process())).toMatchObject({ id });
    at.lose(id);
    expect(await read(stack.resource, id, got.props ?? {}, at.lab.process())).toEqual({});
  });

  test("a list of before that did not show it counts for nothing, where a later one has it", async () => {
    const process = at.lab.process();
    const { listings } = process.connect(undefined);
    lists(empty());
    await listings.newest();
    await at.lab.clock.sleep(6_000);
    await listings.since(at.lab.clock.now());
    await at.lab.clock.sleep(6_000);
    shows(absent());
    await stack.refresh(process);
    expect(stack.recorded?.id).toBe(id);
    expect(process.warnings).toEqual([expect.stringContaining("the list of images has it")]);
  });

  test("a refresh of one that is there is one call, and no list", async () => {
    await refreshed();
    const looks = at.lab.cloud.requests().filter(({ route }) => route === at.show.route);
    expect(looks).toHaveLength(1);
  });
});
