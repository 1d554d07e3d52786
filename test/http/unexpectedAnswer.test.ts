import fc from "fast-check";
import { z } from "zod";
import { CloudError, ProtocolError } from "../../provider/http/errors";
import { failureOf, scriptedCloud, Thing } from "./scriptedCloud";
import { says } from "./wire";

const lab = scriptedCloud();
const { show, create, caller } = lab;

describe("an answer that is not what the API documents", () => {
  it.each([
    [{ size: 1 }, '"id": it is missing'],
    [{ id: "i", size: "large" }, '"size": it is no number'],
    [[], "the answer: it is no object"],
  ])("states in words what is invalid in %j", async (body, words) => {
    lab.script = [says(200, body)];
    const error = await failureOf(caller().call(show(), { deadline: lab.clock.now() }));
    expect(error.message).toBe(`show thing: unexpected answer at ${words}`);
  });

  it("is an error that names the field, but not its value", async () => {
    lab.script = [says(200, { id: { password: "canary" }, size: 1 })];
    const error = await failureOf(caller().call(show(), { deadline: lab.clock.now() }));
    expect(error).toBeInstanceOf(ProtocolError);
    expect(error.message).toBe('show thing: unexpected answer at "id": it is no text');
    expect(error.message).not.toContain("canary");
    expect(error.status).toBe(200);
  });

  it("is quoted in part if it is not JSON, without its secrets", async () => {
    lab.script = [says(200, `token: canary ${"and so on ".repeat(1000)}`, { "x-request-id": "req-1" })];
    const error = await failureOf(caller().call(show(), { deadline: lab.clock.now() }));
    expect(error).toBeInstanceOf(ProtocolError);
    expect(error.message).toMatch(/^show thing: the answer is not JSON: "token: \[secret\] and so on/);
    expect(error.message.length).toBeLessThan(250);
    expect(error.requestId).toBe("req-1");
  });

  it.each<[string, object]>([
    ["EVS's error", { error: { message: "The disk is locked", code: "EVS.2089", request_id: "req-2" } }],
    ["the gateway's pair", { error_code: "EVS.2089", error_msg: "The disk is locked", request_id: "req-2" }],
    ["a flat one", { code: "EVS.2089", message: "The disk is locked", request_id: "req-2" }],
    [
      "an error beside what is expected",
      { id: null, error: { code: "EVS.2089", message: "The disk is locked" } },
    ],
    ["a fault", { badRequest: { code: "EVS.2089", message: "The disk is locked" } }],
    ["a list of errors", { errors: [{ code: "EVS.2089", message: "The disk is locked" }] }],
  ])(
    "that is %s under a status of success is reported in the cloud's words, and proves no outcome",
    async (_, body) => {
      const { answer: __, ...unread } = create();
      for (const call of [create(), unread]) {
        lab.script = [says(202, body, { "x-request-id": "req-1" })];
        lab.seen = [];
        const error = await failureOf(caller().call<unknown>(call, { deadline: lab.clock.now() }));
        expect(error).toBeInstanceOf(ProtocolError);
        expect(error).toMatchObject({
          outcome: "unknown",
          status: 202,
          code: "EVS.2089",
          requestId: "req-1",
        });
        expect(error.message).toMatch(/^make thing: The disk is locked; /);
        expect(lab.seen).toHaveLength(1);
      }
    },
  );

  it.each<[string, unknown]>([
    ["nothing", ""],
    ["an error that is null", { id: 7, error: null, errors: null }],
    ["another thing with a message", { id: 7, message: "done", volume: { message: "x" } }],
    ["a text", "OK"],
  ])("that is %s is no complaint", async (_, body) => {
    lab.script = [says(200, body as object)];
    const { answer: __, ...unread } = create();
    expect(await caller().call<unknown>(unread, { deadline: lab.clock.now() })).toBeUndefined();
    const error = await failureOf(caller().call(create(), { deadline: lab.clock.now() }));
    expect(error.message).toMatch(/^make thing: (unexpected answer at|the answer is not JSON)/);
    expect(error.code).toBeUndefined();
  });

  it.each([
    "<!DOCTYPE html><html><body>Welcome to the hotel, please sign in</body></html>",
    "\n<html lang=en><p>Welcome to the hotel, please sign in</p></html>",
  ])("that is a page for people under a status of success settles nothing: %s", async (page) => {
    const { answer: _, ...unread } = create();
    lab.script = [says(200, page as unknown as object)];
    const error = await failureOf(caller().call(unread, { deadline: lab.clock.now() }));
    expect(error).toMatchObject({ outcome: "unknown", status: 200 });
    expect(error.message).toMatch(/^make thing: the answer is a page for people: "Welcome to the hotel/);
  });

  it("may hold names of any length, which do not fill the screen", async () => {
    const Names = z.object({ tags: z.record(z.string(), z.string()) });
    lab.script = [says(200, { tags: { ["n".repeat(100_000)]: 1 } })];
    const error = await failureOf(caller().call({ ...show(), answer: Names }, { deadline: lab.clock.now() }));
    expect(error.message.length).toBeLessThan(500);
  });

  it("always becomes a CloudError, whatever it is", async () => {
    const hostile = fc.oneof(
      fc.json({ maxDepth: 4 }),
      fc.string(),
      fc.record({ id: fc.jsonValue(), size: fc.jsonValue() }).map((value) => JSON.stringify(value)),
      fc.constantFrom(
        "",
        "null",
        "[]",
        '{"__proto__":{"id":"x"}}',
        "[".repeat(50_000),
        `${'{"id":'.repeat(20_000)}1${"}".repeat(20_000)}`,
      ),
    );
    const { call } = caller();
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(200, 202, 400, 404, 500), hostile, async (status, body) => {
        lab.script = [says(status, body)];
        const result = await call(show(), { deadline: lab.clock.now() }).catch((error: unknown) => error);
        if (!(result instanceof CloudError)) expect(Thing.safeParse(result).success).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
