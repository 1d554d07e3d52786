import { CloudError } from "../../../provider/http/errors";
import { PartialFailureError } from "../../../provider/lifecycle/claim/partialFailureError";
import { errorWords } from "../../../provider/pulumi/errorWords";
import { rpcError } from "../../../provider/pulumi/native/wire/rpcError";
import { toStruct } from "../../../provider/pulumi/native/wire/toStruct";
import { keptIn } from "./harness/kept";

const mask = (text: string) => text.replaceAll("hunter", "[secret]");
const told = (error: unknown) => rpcError(errorWords(error, mask), toStruct);
const UNKNOWN = 2;

it("an image that is kept is told with its id, properties and reasons, and without secrets in the words", () => {
  const properties = { imageId: "image-1", tags: { team: "lab" } };
  const error = new PartialFailureError("image hunter is late", { id: "image-1", properties, cause: null });
  const rpc = told(error);
  expect(rpc).toMatchObject({ code: UNKNOWN, details: "image [secret] is late" });
  const message = "image [secret] is late";
  expect(keptIn(rpc)).toEqual({ message, id: "image-1", reasons: [message], properties });
});

it("an error for people has its words and what to do, and no stack trace", () => {
  const error = new CloudError("no such volume", { outcome: "rejected", hint: "check the id" });
  const { code, details, metadata } = told(error);
  expect([code, metadata]).toEqual([UNKNOWN, undefined]);
  expect(details).toContain("no such volume");
  expect(details).toContain("What to do: check the id");
  expect(details).not.toContain("    at ");
});

it("our own bug has its stack trace, without secrets", () => {
  const { details } = told(new TypeError("no size of hunter"));
  expect(details).toMatch(/TypeError: no size of \[secret\]\n {4}at /);
});

it("no message is longer than the engine takes", () => {
  expect(told(new CloudError("x".repeat(60_000), { outcome: "rejected" })).details).toHaveLength(4_001);
  expect(told("a text").details).toBe("a text");
});
