import { CloudError, WaitTimeoutError } from "../../provider/http/errors";
import { type Deletion, notDeleted } from "../../provider/lifecycle/notDeleted";
import type { Call } from "../../provider/lifecycle/operation/call";

const timeIsUp = new WaitTimeoutError("not finished after 20 min", { outcome: "unknown" });
const hintOf = (stage: Deletion, timeouts: object, error: CloudError = timeIsUp) => {
  const deleting = { args: {}, call: { timeouts } as Call, stage };
  return (notDeleted(deleting, error) as CloudError).hint;
};

test.each<[string, Deletion, RegExp]>([
  ["that was not sent", {}, /^nothing is deleted yet, and the cloud has not been asked to\. /],
  [
    "without an answer",
    { asked: "i" },
    /^the cloud was asked to delete image i, and its answer did not come through\. /,
  ],
  [
    "that is accepted",
    { asked: "i", accepted: "i" },
    /^the cloud has accepted the deletion of image i, and goes on with it\. /,
  ],
])("a delete %s says so when its time is up, and what goes on with it", (_, stage, words) => {
  const hint = hintOf(stage, { delete: "5m" });
  expect(hint).toMatch(words);
  expect(hint).toMatch(/run the same again, .* `timeouts\.delete` .* \(5m\)$/);
});

test("what the cloud advises stands behind it", () => {
  expect(hintOf({}, {}, timeIsUp.with({ hint: "ask its support" }))).toMatch(
    /\(20m by default\)\. ask its support$/,
  );
});

test("a delete that the cloud refuses is left as it is", () => {
  const refused = new CloudError("no", { outcome: "rejected" });
  expect(notDeleted({ args: {}, call: { timeouts: {} } as Call, stage: {} }, refused)).toBe(refused);
});
