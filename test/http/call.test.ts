import type { ServerResponse } from "node:http";
import { type Authorizer, anonymous } from "../../provider/http/call";
import {
  CredentialsError,
  InterruptedError,
  ThrottledError,
  UnavailableError,
} from "../../provider/http/errors";
import { failureOf, scriptedCloud } from "./scriptedCloud";
import { resets, says } from "./wire";

const lab = scriptedCloud();
const { show, create, caller } = lab;

describe("a call", () => {
  it("sends JSON, asks for JSON, and returns what was parsed", async () => {
    lab.script = [says(200, { id: "a", size: 3, more: true }, { "x-subject-token": "t" })];
    const { data, headers } = await caller().exchange({ ...create(), headers: { "x-own": "1" } });
    expect(data).toEqual({ id: "a", size: 3 });
    expect(headers["x-subject-token"]).toBe("t");
    expect(lab.seen).toMatchObject([
      {
        line: "POST /thing",
        body: '{"size":1}',
        headers: { accept: "application/json", "content-type": "application/json", "x-own": "1" },
      },
    ]);
  });

  it("without a schema does not parse its answer", async () => {
    lab.script = [says(204, "")];
    expect(await caller().call({ what: "delete thing", method: "DELETE", url: lab.url() })).toBeUndefined();
  });

  it("that is sent again has the same bytes", async () => {
    lab.script = [says(503), resets, says(200, { id: "a", size: 3 })];
    await caller().call({ ...create(), idempotent: true });
    expect(lab.seen.map(({ body }) => body)).toEqual(['{"size":1}', '{"size":1}', '{"size":1}']);
  });

  it("ends with the interruption while it waits for its next attempt", async () => {
    lab.script = [says(429, {}, { "retry-after": "30" })];
    const abort = new AbortController();
    const reason = new InterruptedError("Ctrl-C", { outcome: "unknown" });
    void lab.clock.sleep(10_000).then(() => abort.abort(reason));
    expect(await failureOf(caller().call(show(), { signal: abort.signal }))).toBe(reason);
    expect(lab.seen).toHaveLength(1);
  });
});

describe("a log-in", () => {
  const secret = "opaque-0123-token";
  const login = () => ({
    ...create(),
    idempotent: true,
    confidential: true,
    headers: { authorization: `Bearer ${secret}` },
    body: { auth: { id_token: { id: "opaque-id-4567" }, password: 'pa"ss-word 1' } },
  });
  const echo = `no ${secret}, opaque-id-4567, pa"ss-word 1 and ${Buffer.from(secret).toString("base64")}`;

  it.each([
    ["a refusal", says(401, { error: { message: echo } })],
    ["a broken gateway", says(500, `<html>${echo}</html>`)],
    ["a page with a status of success", says(200, `<html>${echo}</html>`)],
    ["a failure within a success", says(200, { error: { message: echo, code: "X.1" } })],
    ["a redirect", says(302, "", { location: `https://elsewhere.example/?token=${secret}` })],
  ])("that is echoed by %s leaves no secret in the message", async (_, answer) => {
    lab.script = [answer];
    const { message, hint } = await failureOf(caller().call(login()));
    expect(`${message} ${hint}`).not.toMatch(/0123|4567|pa.+word 1|b3BhcXVl/);
  });

  it("whose answer is cut off shows none of it: it may hold half a token", async () => {
    lab.script = [says(200, '{"value": "opaque-an')];
    const { message } = await failureOf(caller().call(login()));
    expect(message).toBe("make thing: the answer is not JSON, and may hold secrets");
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
    lab.script = [answer, says(200, { id: "second", size: 1 })];
    expect((await failureOf(caller().call(create()))).outcome).toBe("unknown");
    expect(lab.seen).toHaveLength(1);
  });

  it.each([
    ["throttled", says(429)],
    ["turned away", says(503, {}, { "retry-after": "1" })],
  ])("is sent again when it was %s", async (_, answer) => {
    lab.script = [answer, answer, says(200, { id: "a", size: 1 })];
    expect((await caller().call(create())).id).toBe("a");
    expect(lab.seen).toHaveLength(3);
  });
});

describe("retrying", () => {
  it("with a throttling cloud lasts until the deadline, and no longer", async () => {
    lab.script = [says(429, {}, { "retry-after": "5" })];
    const error = await failureOf(caller().call(create(), { deadline: lab.clock.now() + 60_000 }));
    expect(error).toBeInstanceOf(ThrottledError);
    expect(lab.clock.elapsed()).toBeLessThanOrEqual(60_000);
    expect(lab.clock.elapsed()).toBeGreaterThan(40_000);
    expect(lab.clock.asked.every((ms) => ms >= 5000)).toBe(true);
  });

  it("waits for its turn before each request if its caller limits the pace, which then gets a throttling error at once", async () => {
    const turns: number[] = [];
    const awaitTurn = async () => {
      await lab.clock.sleep(10_000);
      turns.push(lab.seen.length);
    };
    lab.script = [says(503), says(200, { id: "a", size: 1 })];
    await caller().call(show(), { awaitTurn, deadline: lab.clock.now() + 60_000 });
    expect(turns).toEqual([0, 1]);
    lab.script = [says(429, {}, { "retry-after": "1" }), says(200, { id: "a", size: 1 })];
    const error = await failureOf(caller().call(show(), { awaitTurn, deadline: lab.clock.now() + 60_000 }));
    expect(error).toBeInstanceOf(ThrottledError);
    expect(lab.seen).toHaveLength(3);
  });

  it("ends after two minutes if the caller sets no deadline", async () => {
    lab.script = [says(429)];
    await failureOf(caller().call(show()));
    expect(lab.clock.elapsed()).toBeGreaterThan(90_000);
    expect(lab.clock.elapsed()).toBeLessThanOrEqual(120_000);
  });

  it.each(["86400", "9".repeat(300), "Fri, 31 Dec 9999 23:59:59 GMT", "-1", "NaN"])(
    "is not to be moved by a Retry-After of %s",
    async (header) => {
      lab.script = [says(429, {}, { "retry-after": header }), says(200, { id: "a", size: 1 })];
      await caller().call(show());
      expect(lab.clock.elapsed()).toBeLessThanOrEqual(60_000);
    },
  );

  it("with a broken cloud ends after five attempts", async () => {
    lab.script = [says(500)];
    expect(await failureOf(caller().call(show()))).toBeInstanceOf(UnavailableError);
    expect(lab.seen).toHaveLength(5);
  });

  it("with a broken cloud has a shared budget: a hundred calls are retried a few times, not four hundred times", async () => {
    lab.script = [says(500)];
    const { call } = caller();
    await Promise.allSettled(Array.from({ length: 100 }, () => call(show())));
    expect(lab.seen).toHaveLength(135);
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
    lab.script = [says(401), says(200, { id: "a", size: 1 })];
    expect((await caller(tokens()).call(create())).id).toBe("a");
    expect(lab.seen.map(({ headers }) => headers["x-auth-token"])).toEqual(["token-1", "token-2"]);
    expect(lab.clock.elapsed()).toBe(0);
  });

  it("a second time are wrong", async () => {
    lab.script = [says(401, { error: { code: 401, message: "no" } })];
    const authorizer = tokens();
    expect(await failureOf(caller(authorizer).call(show()))).toBeInstanceOf(CredentialsError);
    expect(authorizer.renewals).toBe(1);
    expect(lab.seen).toHaveLength(2);
  });

  it("are renewed with the refused request and the refusal at hand", async () => {
    lab.script = [says(401, { error_code: "APIGW.0301", error_msg: "verify aksk signature fail" })];
    const answers: unknown[] = [];
    const renew: Authorizer["renew"] = async ({ method }, { code, answeredAt }) => {
      answers.push(method, code, typeof answeredAt);
      return false;
    };
    await failureOf(caller({ ...anonymous, renew }).call(show()));
    expect(answers).toEqual(["GET", "APIGW.0301", "number"]);
  });

  it("are not tried again if renewing cannot help", async () => {
    lab.script = [says(401)];
    await failureOf(caller({ ...anonymous, renew: async () => false }).call(show()));
    expect(lab.seen).toHaveLength(1);
  });

  it("that cannot be obtained end the call with the reason, before anything is sent", async () => {
    const reason = new CredentialsError("log in: wrong password", { outcome: "rejected" });
    const error = await failureOf(
      caller({
        ...anonymous,
        authorize: () => Promise.reject(reason),
      }).call(show()),
    );
    expect(error).toBe(reason);
    expect(lab.seen).toEqual([]);
  });
});
