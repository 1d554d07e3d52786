import fc from "fast-check";
import { readComplaint } from "../../../provider/http/failures/complaint";

describe("the cloud's message about a failure is found in", () => {
  it.each([
    [
      "Keystone's error",
      '{"error":{"code":401,"message":"wrong password given","title":"Unauthorized"}}',
      { code: undefined, message: "wrong password given" },
    ],
    [
      "Cinder's named fault",
      '{"badRequest":{"code":400,"message":"status must be available"}}',
      { code: "badRequest", message: "status must be available" },
    ],
    [
      "EVS's coded fault",
      '{"error":{"code":"EVS.5400","message":"Invalid volume"}}',
      { code: "EVS.5400", message: "Invalid volume" },
    ],
    [
      "the gateway's pair",
      '{"error_code":"APIGW.0301","error_msg":"Incorrect IAM authentication information","request_id":"r-1"}',
      { code: "APIGW.0301", message: "Incorrect IAM authentication information", requestId: "r-1" },
    ],
    [
      "a flat code and message",
      '{"code":"IMG.0015","message":"quota"}',
      { code: "IMG.0015", message: "quota" },
    ],
    [
      "Glance's fault",
      '{"message":"Image x is protected<br /><br />\\n\\n","code":"403 Forbidden","title":"Forbidden"}',
      { code: undefined, message: "Image x is protected" },
    ],
    [
      "a list of errors",
      '{"errors":[{"code":"IMG.0009","message":"name taken"}]}',
      { code: "IMG.0009", message: "name taken" },
    ],
    ["a gateway's HTML page", "<html><h1>502 Bad Gateway</h1></html>", { message: "502 Bad Gateway" }],
    ["plain text", "no healthy upstream\n", { message: "no healthy upstream" }],
    ["nothing", "", { message: "" }],
    [
      "Cinder's overLimit",
      '{"overLimit":{"code":413,"message":"quota","retryAfter":"0"}}',
      { code: "overLimit", message: "quota" },
    ],
    [
      "ZStack's error code: the details, not the description",
      '{"error":{"code":"SYS.1003","description":"A resource can not be found","details":"invalid field[snapshotUuid]"}}',
      { code: "SYS.1003", message: "invalid field[snapshotUuid]" },
    ],
    [
      "ZStack's error code without details",
      '{"error":{"code":"SYS.1000","description":"An internal error happened in system","cost":"3ms"}}',
      { code: "SYS.1000", message: "An internal error happened in system" },
    ],
    [
      "ZStack's causes, in a list and nested, each told once",
      '{"error":{"code":"SYS.1006","description":"An operation failed","details":"failed on all","causes":[{"code":"BS.1003","description":"no store","cause":{"code":"SYS.1006","description":"x","details":"no room"}},{"code":"BS.1003","description":"no store"}]}}',
      { code: "SYS.1006", message: "failed on all; no store; no room" },
    ],
    [
      "ZStack's single cause",
      '{"error":{"code":"SYS.1006","description":"See cause","cause":{"code":"BS.1000","description":"d","details":"disk full"}}}',
      { code: "SYS.1006", message: "See cause; disk full" },
    ],
    ["JSON that says nothing we know", '{"fault":true}', { message: '{"fault":true}' }],
    ["a list", '[{"message":"no"}]', { message: '[{"message":"no"}]' }],
  ])("%s", (_, text, complaint) => {
    expect(readComplaint(text)).toMatchObject(complaint);
  });
});

it("keeps secrets that a cloud echoes to itself, in the message and in the code", () => {
  const { message, code } = readComplaint(
    '{"error":{"code":"token=canary1","message":"got {\\"password\\":\\"canary2\\"}"}}',
  );
  expect(`${message} ${code}`).not.toContain("canary");
});

it("bounds every part, however long or deep the answer", () => {
  const long = readComplaint(
    JSON.stringify({ error_code: "c".repeat(1e6), error_msg: "m".repeat(1e6), request_id: "r".repeat(1e6) }),
  );
  expect(Object.values(long).join("").length).toBeLessThan(500);
  const deep = `${'{"a":'.repeat(100_000)}{"message":"x"}${"}".repeat(100_000)}`;
  expect(readComplaint(deep).message.length).toBeLessThan(400);
});

it("never throws, and always answers with a message", () => {
  const envelope = fc.letrec((tie) => ({
    value: fc.oneof(
      fc.string(),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      tie("object"),
      fc.array(tie("value"), { maxLength: 3 }),
    ),
    object: fc.dictionary(
      fc.constantFrom(
        "error",
        "errors",
        "code",
        "message",
        "error_code",
        "error_msg",
        "badRequest",
        "request_id",
        "__proto__",
        "constructor",
        "x",
      ),
      tie("value"),
      { maxKeys: 4 },
    ),
  }));
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.json(),
    envelope.object.map((object) => JSON.stringify(object)),
  );
  fc.assert(
    fc.property(text, (answer) => {
      const { message, code, requestId } = readComplaint(answer);
      expect(typeof message).toBe("string");
      for (const word of [code, requestId]) expect(["string", "undefined"]).toContain(typeof word);
    }),
    { numRuns: 1000 },
  );
});
