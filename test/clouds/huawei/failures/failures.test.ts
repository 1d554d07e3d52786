import { huaweiFailures } from "../../../../provider/clouds/huawei/failures/huaweiFailures";
import { BusyError, ConflictError } from "../../../../provider/http/errors";
import { failureOf } from "../../../../provider/http/failures/failureOf";

const failure = (status: number, body: object) =>
  failureOf(
    "export",
    { status, headers: {}, text: JSON.stringify(body), requestId: undefined },
    huaweiFailures,
    0,
  );
const coded = (status: number, code: string, message = "no") => failure(status, { error: { code, message } });

describe("a failure of EVS or IMS", () => {
  test("is about the credentials when the token in the header is invalid, although it is a 400", () => {
    const error = coded(400, "Common.0013", "Invalid token in the header");
    expect(error).toMatchObject({ name: "CredentialsError", outcome: "rejected" });
  });

  test("is throttling when Cinder's rate limit is handed on, and a matter of quota by its code", () => {
    const overLimit = {
      overLimit: { code: 413, message: "This request was rate-limited.", retryAfter: "0" },
    };
    expect(failure(413, overLimit)).toMatchObject({ name: "ThrottledError", outcome: "rejected" });
    expect(coded(413, "EVS.5413")).toMatchObject({ name: "QuotaError" });
  });

  test.each(["APIGW.0613", "APIG.0613", "EVS.5503"])(
    "certainly had no effect if it is a 503 of %s",
    (code) => {
      expect(coded(503, code)).toMatchObject({ name: "UnavailableError", outcome: "rejected" });
    },
  );

  test("may have had one as a 503 that nothing is known of", () => {
    expect(coded(503, "IMG.0014")).toMatchObject({ name: "UnavailableError", outcome: "unknown" });
  });
});

describe("a failure of an image that a job makes", () => {
  test.each([
    ["IMG.0010", "BusyError"],
    ["IMG.0136", "BusyError"],
    ["BackupService.6125", "BusyError"],
    ["IMG.0029", "ConflictError"],
    ["IMG.0134", "ConflictError"],
    ["IMG.0095", "ConflictError"],
    ["IMG.0176", "ConflictError"],
    ["IMG.0005", "NotFoundError"],
    ["IMG.0057", "InvalidRequestError"],
    ["IMG.0060", "ThrottledError"],
    ["IMG.0015", "QuotaError"],
    ["IMG.0165", "PermissionError"],
  ])("%s is a %s, of no effect, with a hint where people can do something", (code, name) => {
    const error = coded(400, code);
    expect(error).toMatchObject({ name, outcome: "rejected" });
    if (name !== "ThrottledError") expect(error.hint?.length).toBeGreaterThan(10);
  });

  test("is transient only if its code says so: a busy source is a conflict as well", () => {
    expect(coded(400, "IMG.0010")).toBeInstanceOf(ConflictError);
    expect(coded(400, "IMG.0126")).not.toBeInstanceOf(BusyError);
  });

  test("has a hint for a used backup: a replacement must delete the old image first", () => {
    expect(coded(400, "IMG.0029").hint).toContain("deleteBeforeReplace");
  });

  test.each([
    [404, { error: { code: "Ecs.0114", message: "no" } }],
    [400, { error_code: "BackupService.6105", error_msg: "The vault does not exist." }],
    [400, { error_code: "BackupService.1", error_msg: "Backup Not Found" }],
    [400, { error_code: "CSBS.6000", error_msg: "server do not exist" }],
  ])("is a thing that does not exist: %s %j", (status, body) => {
    expect(failure(status, body)).toMatchObject({ name: "NotFoundError" });
  });
});
