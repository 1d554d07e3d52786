import { mayLeaveAnImage, openstackFailures } from "../../../provider/clouds/openstack/failures";
import { failureOf } from "../../../provider/http/failures/failureOf";

const refused = (message: string) =>
  failureOf(
    "export",
    {
      status: 400,
      headers: {},
      text: JSON.stringify({ badRequest: { code: 400, message } }),
      requestId: undefined,
    },
    openstackFailures,
    0,
  );

describe("a 400 of Cinder", () => {
  test.each(["Connection to glance failed: refused", "HTTP 503 Service Unavailable"])(
    "that reports a failure of Glance (%s) may have left an image behind",
    (message) => {
      expect(refused(message)).toMatchObject({ name: "UnavailableError", outcome: "unknown" });
    },
  );

  test("that refuses the volume's state has had no effect", () => {
    const error = refused(
      "Invalid volume: Volume v status must be available, but current status is: in-use.",
    );
    expect(error).toMatchObject({ name: "ConflictError", outcome: "rejected" });
  });

  test.each([
    [true, "Image compression upload disallowed, but container_format is compressed"],
    [true, "HTTP 503 Service Unavailable"],
    [true, ""],
    [false, "Invalid input for field/attribute disk_format. Value: zzz."],
    [false, "Invalid volume: Volume v status must be available or in-use"],
    [false, "Malformed request url"],
  ])("may (%s) have created an image before it answers: %s", (may, message) => {
    expect(mayLeaveAnImage(refused(message))).toBe(may);
  });
});
