import { zstackFailures } from "../../../provider/clouds/zstack/failures";
import { failureOf } from "../../../provider/http/failures/failureOf";

const fails = (status: number, body: unknown) => {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return failureOf("x", { status, headers: {}, text, requestId: undefined }, zstackFailures, 0);
};
const coded = (code: string, details = "no") => fails(503, { error: { code, description: "d", details } });

test.each([
  ["SYS.1000", "UnavailableError", "unknown"],
  ["SYS.1001", "UnavailableError", "unknown"],
  ["SYS.1003", "NotFoundError", "rejected"],
  ["SYS.1004", "ConflictError", "rejected"],
  ["SYS.1006", "ConflictError", "rejected"],
  ["SYS.1007", "InvalidRequestError", "rejected"],
  ["SYS.1012", "UnavailableError", "rejected"],
  ["ID.1001", "CredentialsError", "rejected"],
  ["ID.1002", "PermissionError", "rejected"],
  ["ID.1003", "QuotaError", "rejected"],
  ["BS.1003", "ConflictError", "rejected"],
  ["VOLUME_SNAPSHOT.1000", "ConflictError", "rejected"],
  ["NEVER.HEARD", "ConflictError", "rejected"],
])("%s is a %s, %s", (code, name, outcome) => {
  expect(coded(code)).toMatchObject({ name, outcome, code, status: 503 });
});

test.each([
  [503, "<html>Service Unavailable</html>", "UnavailableError", undefined],
  [500, "", "UnavailableError", undefined],
  [403, "requestTimeTooSkewed", "CredentialsError", "time_zone"],
  [403, "wrong accessKey signature", "CredentialsError", "access_key"],
  [403, "access key id: k does not existed or disabled", "CredentialsError", "access_key"],
  [400, "missing header 'Authorization'", "CredentialsError", ""],
  [400, "Invalid query parameter. 'limit' must be an integer", "InvalidRequestError", undefined],
  [404, "no api mapping to /v1/x", "InvalidRequestError", "auth_url"],
  [404, "the job has been expired", "NotFoundError", undefined],
  [405, "only GET method is allowed", "InvalidRequestError", undefined],
])("%d %p is a %s", (status, text, name, hint) => {
  const error = fails(status, text);
  expect(error).toMatchObject({ name, code: undefined });
  if (hint === undefined) expect(error.hint).toBeUndefined();
  else expect(error.hint).toContain(hint);
});
