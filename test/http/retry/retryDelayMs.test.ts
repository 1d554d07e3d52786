import fc from "fast-check";
import {
  CloudError,
  ConflictError,
  CredentialsError,
  InvalidRequestError,
  NotFoundError,
  type Outcome,
  PermissionError,
  ProtocolError,
  QuotaError,
  ThrottledError,
  UnavailableError,
} from "../../../provider/http/errors";
import { retryAfterMs } from "../../../provider/http/failures/retryAfterMs";
import { RetryBudget } from "../../../provider/http/retry/retryBudget";
import { cloudAnswered, retryDelayMs } from "../../../provider/http/retry/retryDelayMs";
import { randomFrom } from "../../random";

const kinds = [
  InvalidRequestError,
  CredentialsError,
  PermissionError,
  NotFoundError,
  ConflictError,
  QuotaError,
  ThrottledError,
  UnavailableError,
  ProtocolError,
] as const;
const outcomes: readonly Outcome[] = ["not-sent", "rejected", "unknown"];

function again(error: CloudError, idempotent: boolean): boolean {
  return retryDelayMs(error, { number: 1, idempotent, random: 0.5 }) !== undefined;
}

describe("whether a call is sent again", () => {
  const yes = true;
  const no = false;
  it.each([
    ["nothing listens", new UnavailableError("", { outcome: "not-sent" }), yes, yes],
    ["503 with Retry-After", new UnavailableError("", { outcome: "rejected", status: 503 }), yes, yes],
    ["500, 502, 503, 504, a reset, no answer", new UnavailableError("", { outcome: "unknown" }), yes, no],
    ["429", new ThrottledError("", { outcome: "rejected" }), yes, yes],
    ["an answer that is not understood", new ProtocolError("", { outcome: "unknown" }), yes, no],
    [
      "an answer beyond all size",
      new ProtocolError("", { outcome: "unknown", code: "UND_ERR_RES_EXCEEDED_MAX_SIZE" }),
      no,
      no,
    ],
    ["a redirect", new ProtocolError("", { outcome: "rejected" }), no, no],
    ["wrong arguments", new InvalidRequestError("", { outcome: "rejected" }), no, no],
    ["wrong credentials", new CredentialsError("", { outcome: "rejected" }), no, no],
    ["no permission", new PermissionError("", { outcome: "rejected" }), no, no],
    ["gone", new NotFoundError("", { outcome: "rejected" }), no, no],
    ["in use", new ConflictError("", { outcome: "rejected" }), no, no],
    ["no quota", new QuotaError("", { outcome: "rejected" }), no, no],
    ["another failure", new CloudError("", { outcome: "not-sent" }), no, no],
  ])("after: %s", (_, error, idempotent, create) => {
    expect([again(error, true), again(error, false)]).toEqual([idempotent, create]);
  });

  const anyError = fc
    .record({
      kind: fc.constantFrom(...kinds),
      outcome: fc.constantFrom(...outcomes),
      hint: fc.option(fc.integer({ min: 0, max: 1e12 }), { nil: undefined }),
    })
    .map(({ kind, outcome, hint }) => new kind("x", { outcome, retryAfterMs: hint }));
  const anyAttempt = fc.record({
    number: fc.integer({ min: 1, max: 1000 }),
    idempotent: fc.boolean(),
    random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  });

  it("is no for a create that may have been executed", () => {
    fc.assert(
      fc.property(anyError, anyAttempt, (error, attempt) => {
        // Throttling is always a refusal; failureOf says so (failure.test.ts).
        fc.pre(!(error instanceof ThrottledError));
        if (error.outcome === "unknown")
          expect(retryDelayMs(error, { ...attempt, idempotent: false })).toBeUndefined();
      }),
    );
  });

  it("takes at most a minute, and within that no less than the cloud asked for", () => {
    fc.assert(
      fc.property(anyError, anyAttempt, (error, attempt) => {
        const delay = retryDelayMs(error, attempt);
        if (delay === undefined) return;
        expect(delay).toBeLessThanOrEqual(60_000);
        expect(delay).toBeGreaterThanOrEqual(Math.min(error.retryAfterMs ?? 0, 60_000));
      }),
    );
  });

  it("is yes four times for transient failures, and always for throttling, with growing delays", () => {
    const delays = (error: CloudError) =>
      [1, 2, 3, 4, 5, 20].map((number) =>
        retryDelayMs(error, { number, idempotent: true, random: 0.999_999 }),
      );
    const rounded = (all: (number | undefined)[]) =>
      all.map((ms) => (ms === undefined ? undefined : Math.round(ms)));
    expect(rounded(delays(new UnavailableError("", { outcome: "unknown" })))).toEqual([
      200,
      400,
      800,
      1600,
      undefined,
      undefined,
    ]);
    expect(rounded(delays(new ThrottledError("", { outcome: "rejected" })))).toEqual([
      1000, 2000, 4000, 8000, 16_000, 20_000,
    ]);
  });
});

describe("Retry-After", () => {
  const now = Date.UTC(2026, 10, 21, 9);

  it.each([
    ["5", 5000],
    [" 120 ", 120_000],
    ["0", 0],
    ["Sat, 21 Nov 2026 09:00:30 GMT", 30_000],
    ["Sat, 21 Nov 2020 09:00:30 GMT", 0],
    [undefined, undefined],
    ["", undefined],
    ["-5", undefined],
    ["1.5", undefined],
    ["Infinity", undefined],
    ["NaN", undefined],
    ["soon", undefined],
    ["9".repeat(400), undefined],
  ])("%p is %p ms", (header, ms) => {
    expect(retryAfterMs(header, now)).toBe(ms);
  });

  it("is a duration or nothing, whatever is sent", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
          fc.integer().map(String),
        ),
        (header) => {
          const ms = retryAfterMs(header, now);
          expect(ms === undefined || (Number.isFinite(ms) && ms >= 0)).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe("the retry budget", () => {
  const down = new UnavailableError("", { outcome: "unknown" });
  const slow = new ThrottledError("", { outcome: "rejected" });

  it("holds 35 retries of a cloud that is down, and gives one more for every fourteen successes", () => {
    const budget = new RetryBudget();
    let paid = 0;
    while (budget.pay(down)) paid += 1;
    expect(paid).toBe(35);
    for (let i = 0; i < 4; i++) budget.succeed(); // ten tokens were left
    expect(budget.pay(down)).toBe(true);
    for (let i = 0; i < 13; i++) budget.succeed();
    expect(budget.pay(down)).toBe(false);
    budget.succeed();
    expect(budget.pay(down)).toBe(true);
  });

  it("never prevents a retry after throttling, which only slows down", () => {
    const budget = new RetryBudget();
    for (let i = 0; i < 1000; i++) expect(budget.pay(slow)).toBe(true);
    expect(budget.pay(down)).toBe(false);
  });

  it("is never used up while one answer in twenty is bad, and is while one in five is", () => {
    const refused = (share: number, seed: number) => {
      const [budget, random] = [new RetryBudget(), randomFrom(seed)];
      let refusals = 0;
      for (let call = 0; call < 50_000; call++) {
        if (random() >= share) budget.succeed();
        else if (!budget.pay(down)) refusals += 1;
      }
      return refusals;
    };
    for (let seed = 1; seed <= 20; seed++) expect(refused(0.05, seed)).toBe(0);
    expect(refused(0.2, 1)).toBeGreaterThan(5_000);
  });

  it("is given back by refusals, too: they are the cloud's own answers", () => {
    const details = { outcome: "rejected" } as const;
    const answers = [NotFoundError, ConflictError, PermissionError].map(
      (Answer) => new Answer("", { ...details, status: 404 }),
    );
    expect(answers.every(cloudAnswered)).toBe(true);
    const none = [
      new UnavailableError("", { ...details, status: 502 }),
      new ProtocolError("", { ...details, status: 200 }),
    ];
    const unsent = new ConflictError("", details);
    expect([...none, new ThrottledError("", { ...details, status: 429 }), unsent].some(cloudAnswered)).toBe(
      false,
    );
  });

  it("does not grow beyond its size", () => {
    const budget = new RetryBudget();
    for (let i = 0; i < 10_000; i++) budget.succeed();
    let paid = 0;
    while (budget.pay(down)) paid += 1;
    expect(paid).toBe(35);
  });
});
