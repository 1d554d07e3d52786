import {
  CloudError,
  ConflictError,
  CredentialsError,
  explain,
  InvalidRequestError,
  NotFoundError,
  PermissionError,
  ProtocolError,
  QuotaError,
  ThrottledError,
  UnavailableError,
} from "../../../provider/http/errors";
import { type FailureTable, failureOf } from "../../../provider/http/failures/failureOf";

const silent: FailureTable = () => undefined;

function answer(status: number, text = "", headers: Record<string, string> = {}) {
  return { status, headers, text, requestId: undefined };
}

describe("an answer that is no success", () => {
  it("has the time of the cloud's clock, for signatures that the cloud found too old", () => {
    const at = (date: string) => failureOf("x", answer(401, "", { date }), silent, 0).answeredAt;
    expect(at("Sat, 21 Nov 2026 09:00:00 GMT")).toBe(Date.UTC(2026, 10, 21, 9));
    expect([at("yesterday"), failureOf("x", answer(401), silent, 0).answeredAt]).toEqual([
      undefined,
      undefined,
    ]);
  });

  it.each([
    [302, ProtocolError, "rejected"],
    [400, InvalidRequestError, "rejected"],
    [401, CredentialsError, "rejected"],
    [403, PermissionError, "rejected"],
    [404, NotFoundError, "rejected"],
    [405, InvalidRequestError, "rejected"],
    [408, UnavailableError, "rejected"],
    [409, ConflictError, "rejected"],
    [410, NotFoundError, "rejected"],
    [413, InvalidRequestError, "rejected"],
    [422, InvalidRequestError, "rejected"],
    [429, ThrottledError, "rejected"],
    [500, UnavailableError, "unknown"],
    [502, UnavailableError, "unknown"],
    [503, UnavailableError, "unknown"],
    [504, UnavailableError, "unknown"],
  ])("%i is a %p, %s", (status, kind, outcome) => {
    const error = failureOf("show image", answer(status), silent, 0);
    expect(error.constructor).toBe(kind);
    expect(error).toMatchObject({ outcome, status, name: kind.name });
    const reason = status === 302 ? "redirected, without a word where to" : `the cloud answered ${status}`;
    expect(error.message).toContain(`show image: ${reason}`);
  });

  it("is what the cloud's own table of codes says, whatever the status", () => {
    const table: FailureTable = ({ status, code, message }) =>
      code === "IMG.0015" && status === 400 && message === "full"
        ? { kind: "quota", hint: "delete some" }
        : undefined;
    const error = failureOf(
      "export",
      answer(400, '{"error":{"code":"IMG.0015","message":"full"}}'),
      table,
      0,
    );
    expect(error).toBeInstanceOf(QuotaError);
    expect(error).toMatchObject({ code: "IMG.0015", hint: "delete some", message: "export: full" });
  });

  it.each(["throttled", "credentials"] as const)(
    "is certainly refused when the table says %s, even with status 500",
    (kind) => {
      expect(failureOf("export", answer(500), () => ({ kind }), 0).outcome).toBe("rejected");
    },
  );

  it("is certainly rejected by a 503 with Retry-After", () => {
    const later = (wait: string) => failureOf("export", answer(503, "", { "retry-after": wait }), silent, 0);
    expect(later("7")).toMatchObject({ outcome: "rejected", retryAfterMs: 7000 });
    expect(later("soon").outcome).toBe("unknown");
  });

  it.each(["rejected", "unknown"] as const)("has the outcome that the table gives: %s", (outcome) => {
    for (const status of [400, 503])
      expect(failureOf("export", answer(status), () => ({ kind: "unavailable", outcome }), 0).outcome).toBe(
        outcome,
      );
  });

  it("keeps the unknown outcome of a 500 to which the table gives another kind", () => {
    expect(failureOf("export", answer(500), () => ({ kind: "conflict" }), 0).outcome).toBe("unknown");
  });

  it("has the request id of the header or else of the body, and the wait that the cloud asks for", () => {
    const body = '{"error_code":"X","error_msg":"no","request_id":"from-body"}';
    expect(failureOf("list", answer(400, body), silent, 0).requestId).toBe("from-body");
    const both = failureOf(
      "list",
      { ...answer(503, body, { "retry-after": "7" }), requestId: "from-header" },
      silent,
      0,
    );
    expect(both).toMatchObject({ requestId: "from-header", retryAfterMs: 7000 });
  });
});

describe("the words for people", () => {
  it("say what failed, what the cloud said, which request, and what to do", () => {
    const error = new ConflictError("export: volume is in use", {
      outcome: "rejected",
      status: 400,
      code: "EVS.1031",
      requestId: "req-1",
      hint: "detach it",
    });
    expect(explain(error)).toBe(
      "export: volume is in use (HTTP 400, EVS.1031, request req-1)\nWhat to do: detach it",
    );
  });

  it("are only the message if nothing else is known", () => {
    expect(explain(new CloudError("no", { outcome: "unknown" }))).toBe("no");
    expect(explain(new TypeError("a bug"))).toBe("a bug");
    expect(explain("text")).toBe("text");
  });
});
