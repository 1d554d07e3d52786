import { InvalidSettingsError } from "../../provider/clouds/settings/invalidSettingsError";
import { CloudError, explain, ImageFailedError, NotFoundError } from "../../provider/http/errors";
import { BugError } from "../../provider/lifecycle/operation/bug";

const known = {
  outcome: "rejected",
  status: 409,
  code: "IMG.0060",
  requestId: "req-1",
  retryAfterMs: 1000,
  answeredAt: 5,
  hint: "look",
} as const;

describe("an error with other details", () => {
  it("keeps its class and all other details, and has the first error as its cause", () => {
    const error = new ImageFailedError("it failed", { ...known, imageStatus: "error" });
    const changed = error.with({ hint: "mend it" });
    expect(changed).toBeInstanceOf(ImageFailedError);
    expect({ ...changed }).toEqual({ ...error, hint: "mend it" });
    expect(changed.message).toBe("it failed");
    expect(changed.cause).toBe(error);
    expect(explain(error)).toContain("What to do: look");
    expect(explain(changed)).toContain("What to do: mend it");
  });

  it("may have another message, and lack details of the first one", () => {
    const changed = new CloudError("refused", known).with({ message: "not made: refused", code: undefined });
    expect(explain(changed)).toBe("not made: refused (HTTP 409, request req-1)\nWhat to do: look");
    expect(Object.keys(changed)).not.toContain("message");
  });

  it("keeps the details that only its class has, whatever the constructor of its class takes", () => {
    const absent = new NotFoundError("gone", { outcome: "rejected", fromService: true });
    absent.afterUnknown = true;
    expect(absent.with({ hint: "h" })).toMatchObject({ fromService: true, afterUnknown: true });
    const settings = new InvalidSettingsError("no such cloud", "cloud").with({ hint: "h" });
    expect(settings).toMatchObject({ name: "InvalidSettingsError", property: "cloud", hint: "h" });
    const bug = new BugError(new TypeError("x"));
    expect(bug.with({ hint: "h" }).message).toBe(bug.message);
    expect(bug.with({ hint: "h" })).toBeInstanceOf(BugError);
  });
});
