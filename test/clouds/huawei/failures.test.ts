import { huaweiFailures } from "../../../provider/clouds/huawei/failures";
import { failureOf } from "../../../provider/http/failure";

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

  test.each(["APIGW.0613", "APIG.0613", "EVS.5503"])("has had no effect for sure as a 503 of %s", (code) => {
    expect(coded(503, code)).toMatchObject({ name: "UnavailableError", outcome: "rejected" });
  });

  test("may have had one as a 503 that nothing is known of", () => {
    expect(coded(503, "IMG.0014")).toMatchObject({ name: "UnavailableError", outcome: "unknown" });
  });
});
