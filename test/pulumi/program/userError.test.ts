import * as pulumi from "@pulumi/pulumi";
import { CloudError } from "../../../provider/http/errors";
import { asUserError, userError } from "../../../provider/pulumi/program/userError";

it("is a RunError without a stack, whose text Pulumi cannot lengthen", () => {
  const error = userError("the reason");
  error.message = `error serializing property "name": ${error.message}`;
  expect(pulumi.RunError.isInstance(error)).toBe(true);
  expect([error.message, error.stack, String(error)]).toEqual([
    "the reason",
    "the reason",
    "Error: the reason",
  ]);
});

it("is one object for one text, because Pulumi prints every object once", () => {
  expect(userError("a")).toBe(userError("a"));
  expect(userError("a")).not.toBe(userError("b"));
});

it("an error about settings becomes one, and a bug stays what it is", () => {
  const refuse = (error: Error) => () =>
    asUserError(() => {
      throw error;
    });
  expect(refuse(new CloudError("wrong", { outcome: "not-sent", hint: "mend it" }))).toThrow(
    userError("wrong\nWhat to do: mend it"),
  );
  const bug = new TypeError("no such method");
  expect(refuse(bug)).toThrow(bug);
  expect(bug.stack).toContain("    at ");
});
