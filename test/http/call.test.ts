import type { ServerResponse } from "node:http";
import fc from "fast-check";
import { z } from "zod";
import { type Authorizer, anonymous, type Call, type Caller, openCaller } from "../../provider/http/call";
import {
  CloudError,
  CredentialsError,
  InterruptedError,
  ProtocolError,
  ThrottledError,
  UnavailableError,
} from "../../provider/http/errors";
import { openTransport } from "../../provider/http/openTransport";
import type { Transport } from "../../provider/http/transport";
import { type VirtualClock, virtualClock } from "../virtualClock";
import { type Answer, bodyOf, httpServer, resets, says, type Wire } from "./wire";

/** A cloud that plays its answers one after the other, and the last one for ever. */
let cloud: Wire;
let script: Answer[];
let seen: { line: string; headers: Record<string, unknown>; body: string }[];
let transport: Transport;
let clock: VirtualClock;

beforeEach(async () => {
  script = [];
  seen = [];
  clock = virtualClock();
  transport = openTransport({ answerTimeoutMs: 500 });
  cloud = await httpServer(async (request, response) => {
    const body = await bodyOf(request);
    seen.push({ line: `${request.method} ${request.url}`, headers: request.headers, body });
    (script.length > 1 ? script.shift() : script[0])?.(response);
  });
});
afterEach(async () => {
  await transport.close();
  await cloud.close();
});

const Thing = z.object({ id: z.string(), size: z.number() });
const show = (): Call<z.output<typeof Thing>> => ({
  what: "show thing",
  method: "GET",
  url: new URL("thing", cloud.url),
  answer: Thing,
});
const create = (): Call<z.output<typeof Thing>> => ({
  ...show(),
  what: "make thing",
  method: "POST",
  body: { size: 1 },
});

function caller(authorizer: Authorizer = anonymous): Caller {
  return openCaller(transport, authorizer, () => undefined, clock);
}

async function failure(sent: Promise<unknown>): Promise<CloudError> {
  const error = await sent.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(CloudError);
  return error as CloudError;
}

describe("a call", () => {
  it("sends JSON, asks for JSON, and returns what was parsed", async () => {
    script = [says(200, { id: "a", size: 3, more: true }, { "x-subject-token": "t" })];
    const { data, headers } = await caller().exchange({ ...create(), headers: { "x-own": "1" } });
    expect(data).toEqual({ id: "a", size: 3 });
    expect(headers["x-subject-token"]).toBe("t");
    expect(seen).toMatchObject([
      {
        line: "POST /thing",
        body: '{"size":1}',
        headers: { accept: "application/json", "content-type": "application/json", "x-own": "1" },
      },
    ]);
  });

  it("without a schema does not parse its answer", async () => {
    script = [says(204, "")];
    expect(await caller().call({ what: "delete thing", method: "DELETE", url: cloud.url })).toBeUndefined();
  });

  it("that is sent again has the same bytes", async () => {
    script = [says(503), resets, says(200, { id: "a", size: 3 })];
    await caller().call({ ...create(), idempotent: true });
    expect(seen.map(({ body }) => body)).toEqual(['{"size":1}', '{"size":1}', '{"size":1}']);
  });

  it("ends with the interruption while it waits for its next attempt", async () => {
    script = [says(429, {}, { "retry-after": "30" })];
    const abort = new AbortController();
    const reason = new InterruptedError("Ctrl-C", { outcome: "unknown" });
    void clock.sleep(10_000).then(() => abort.abort(reason));
    expect(await failure(caller().call(show(), { signal: abort.signal }))).toBe(reason);
    expect(seen).toHaveLength(1);
  });
});

describe("a create", () => {
  it.each([
    ["a reset", resets],
    ["a gateway that gave up", says(504)],
    [
      "an answer that is cut off",
      (response: ServerResponse) =>
        void response.writeHead(200, { "content-length": "50" }).write("{", () => response.destroy()),
    ],
    ["a 503 that does not say when to come back", says(503)],
    ["an answer that is not understood", says(200, "<html>")],
  ])("is sent once when its outcome is unknown: %s", async (_, answer) => {
    script = [answer, says(200, { id: "second", size: 1 })];
    expect((await failure(caller().call(create()))).outcome).toBe("unknown");
    expect(seen).toHaveLength(1);
  });

  it.each([
    ["throttled", says(429)],
    ["turned away", says(503, {}, { "retry-after": "1" })],
  ])("is sent again when it was %s", async (_, answer) => {
    script = [answer, answer, says(200, { id: "a", size: 1 })];
    expect((await caller().call(create())).id).toBe("a");
    expect(seen).toHaveLength(3);
  });
});

describe("retrying", () => {
  it("with a throttling cloud lasts until the deadline, and no longer", async () => {
    script = [says(429, {}, { "retry-after": "5" })];
    const error = await failure(caller().call(create(), { deadline: clock.now() + 60_000 }));
    expect(error).toBeInstanceOf(ThrottledError);
    expect(clock.elapsed()).toBeLessThanOrEqual(60_000);
    expect(clock.elapsed()).toBeGreaterThan(40_000);
    expect(clock.asked.every((ms) => ms >= 5000)).toBe(true);
  });

  it("waits for its turn before each request if its caller limits the pace, which then gets a throttling error at once", async () => {
    const turns: number[] = [];
    const awaitTurn = async () => {
      await clock.sleep(10_000);
      turns.push(seen.length);
    };
    script = [says(503), says(200, { id: "a", size: 1 })];
    await caller().call(show(), { awaitTurn, deadline: clock.now() + 60_000 });
    expect(turns).toEqual([0, 1]);
    script = [says(429, {}, { "retry-after": "1" }), says(200, { id: "a", size: 1 })];
    const error = await failure(caller().call(show(), { awaitTurn, deadline: clock.now() + 60_000 }));
    expect(error).toBeInstanceOf(ThrottledError);
    expect(seen).toHaveLength(3);
  });

  it("ends after two minutes if the caller sets no deadline", async () => {
    script = [says(429)];
    await failure(caller().call(show()));
    expect(clock.elapsed()).toBeGreaterThan(90_000);
    expect(clock.elapsed()).toBeLessThanOrEqual(120_000);
  });

  it.each(["86400", "9".repeat(300), "Fri, 31 Dec 9999 23:59:59 GMT", "-1", "NaN"])(
    "is not to be moved by a Retry-After of %s",
    async (header) => {
      script = [says(429, {}, { "retry-after": header }), says(200, { id: "a", size: 1 })];
      await caller().call(show());
      expect(clock.elapsed()).toBeLessThanOrEqual(60_000);
    },
  );

  it("with a broken cloud ends after five attempts", async () => {
    script = [says(500)];
    expect(await failure(caller().call(show()))).toBeInstanceOf(UnavailableError);
    expect(seen).toHaveLength(5);
  });

  it("with a broken cloud has a shared budget: a hundred calls are retried a few times, not four hundred times", async () => {
    script = [says(500)];
    const { call } = caller();
    await Promise.allSettled(Array.from({ length: 100 }, () => call(show())));
    expect(seen).toHaveLength(135);
  });
});

describe("credentials that the cloud refuses", () => {
  /** Hands out `token-1`, then `token-2`, … */
  function tokens(): Authorizer & { renewals: number } {
    const authorizer = {
      renewals: 0,
      authorize: async (request: Parameters<Authorizer["authorize"]>[0]) => ({
        ...request,
        headers: { ...request.headers, "x-auth-token": `token-${authorizer.renewals + 1}` },
      }),
      renew: async () => {
        authorizer.renewals += 1;
        return true;
      },
    };
    return authorizer;
  }

  it("are renewed once, and the call is sent again at once with the new ones, a create too", async () => {
    script = [says(401), says(200, { id: "a", size: 1 })];
    expect((await caller(tokens()).call(create())).id).toBe("a");
    expect(seen.map(({ headers }) => headers["x-auth-token"])).toEqual(["token-1", "token-2"]);
    expect(clock.elapsed()).toBe(0);
  });

  it("a second time are wrong", async () => {
    script = [says(401, { error: { code: 401, message: "no" } })];
    const authorizer = tokens();
    expect(await failure(caller(authorizer).call(show()))).toBeInstanceOf(CredentialsError);
    expect(authorizer.renewals).toBe(1);
    expect(seen).toHaveLength(2);
  });

  it("are renewed with the refused request and the refusal at hand", async () => {
    script = [says(401, { error_code: "APIGW.0301", error_msg: "verify aksk signature fail" })];
    const told: unknown[] = [];
    const renew: Authorizer["renew"] = async ({ method }, { code, answeredAt }) => {
      told.push(method, code, typeof answeredAt);
      return false;
    };
    await failure(caller({ ...anonymous, renew }).call(show()));
    expect(told).toEqual(["GET", "APIGW.0301", "number"]);
  });

  it("are not tried again if renewing cannot help", async () => {
    script = [says(401)];
    await failure(caller({ ...anonymous, renew: async () => false }).call(show()));
    expect(seen).toHaveLength(1);
  });

  it("that cannot be obtained end the call with the reason, before anything is sent", async () => {
    const reason = new CredentialsError("log in: wrong password", { outcome: "rejected" });
    const error = await failure(
      caller({
        ...anonymous,
        authorize: () => Promise.reject(reason),
      }).call(show()),
    );
    expect(error).toBe(reason);
    expect(seen).toEqual([]);
  });
});

describe("an answer that is not what the API documents", () => {
  it.each([
    [{ size: 1 }, '"id": it is missing'],
    [{ id: "i", size: "large" }, '"size": it is no number'],
    [[], "the answer: it is no object"],
  ])("tells in words what is odd in %j", async (body, words) => {
    script = [says(200, body)];
    const error = await failure(caller().call(show(), { deadline: clock.now() }));
    expect(error.message).toBe(`show thing: unexpected answer at ${words}`);
  });

  it("is an error that names the field, but not its value", async () => {
    script = [says(200, { id: { password: "canary" }, size: 1 })];
    const error = await failure(caller().call(show(), { deadline: clock.now() }));
    expect(error).toBeInstanceOf(ProtocolError);
    expect(error.message).toBe('show thing: unexpected answer at "id": it is no text');
    expect(error.message).not.toContain("canary");
    expect(error.status).toBe(200);
  });

  it("is quoted in part if it is not JSON, without its secrets", async () => {
    script = [says(200, `token: canary ${"and so on ".repeat(1000)}`, { "x-request-id": "req-1" })];
    const error = await failure(caller().call(show(), { deadline: clock.now() }));
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
    "that is %s under a status of success is told in the cloud's words, and settles nothing",
    async (_, body) => {
      const { answer: __, ...unread } = create();
      for (const call of [create(), unread]) {
        script = [says(202, body, { "x-request-id": "req-1" })];
        seen = [];
        const error = await failure(caller().call<unknown>(call, { deadline: clock.now() }));
        expect(error).toBeInstanceOf(ProtocolError);
        expect(error).toMatchObject({
          outcome: "unknown",
          status: 202,
          code: "EVS.2089",
          requestId: "req-1",
        });
        expect(error.message).toMatch(/^make thing: The disk is locked; /);
        expect(seen).toHaveLength(1);
      }
    },
  );

  it.each<[string, unknown]>([
    ["nothing", ""],
    ["an error that is null", { id: 7, error: null, errors: null }],
    ["another thing with a message", { id: 7, message: "done", volume: { message: "x" } }],
    ["a text", "OK"],
  ])("that is %s is no complaint", async (_, body) => {
    script = [says(200, body as object)];
    const { answer: __, ...unread } = create();
    expect(await caller().call<unknown>(unread, { deadline: clock.now() })).toBeUndefined();
    const error = await failure(caller().call(create(), { deadline: clock.now() }));
    expect(error.message).toMatch(/^make thing: (unexpected answer at|the answer is not JSON)/);
    expect(error.code).toBeUndefined();
  });

  it.each([
    "<!DOCTYPE html><html><body>Welcome to the hotel, please sign in</body></html>",
    "\n<html lang=en><p>Welcome to the hotel, please sign in</p></html>",
  ])("that is a page for people under a status of success settles nothing: %s", async (page) => {
    const { answer: _, ...unread } = create();
    script = [says(200, page as unknown as object)];
    const error = await failure(caller().call(unread, { deadline: clock.now() }));
    expect(error).toMatchObject({ outcome: "unknown", status: 200 });
    expect(error.message).toMatch(/^make thing: the answer is a page for people: "Welcome to the hotel/);
  });

  it("may hold names of any length, which do not fill the screen", async () => {
    const Names = z.object({ tags: z.record(z.string(), z.string()) });
    script = [says(200, { tags: { ["n".repeat(100_000)]: 1 } })];
    const error = await failure(caller().call({ ...show(), answer: Names }, { deadline: clock.now() }));
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
        script = [says(status, body)];
        const result = await call(show(), { deadline: clock.now() }).catch((error: unknown) => error);
        if (!(result instanceof CloudError)) expect(Thing.safeParse(result).success).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
