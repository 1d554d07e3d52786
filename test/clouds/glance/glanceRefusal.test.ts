import { huaweiFailures } from "../../../provider/clouds/huawei/failures/huaweiFailures";
import { openstackFailures } from "../../../provider/clouds/openstack/failures";
import { explain } from "../../../provider/http/errors";
import { failureOf } from "../../../provider/http/failures/failureOf";

const id = "16369c5d-384d-4e64-b37a-56d898769362";

describe.each([
  ["openstack", openstackFailures],
  ["huaweicloud", huaweiFailures],
])("a delete that is refused on %s", (_, failures) => {
  const refused = (status: number, body: unknown) => {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    return failureOf("delete image", { status, headers: {}, text, requestId: undefined }, failures, 0);
  };
  const glance = (status: number, title: string, message: string) =>
    refused(status, { message: `${message}<br /><br />\n\n\n`, code: `${status} ${title}`, title });

  test.each([
    `Image ${id} is protected and cannot be deleted.`,
    `Access was denied to this resource.<br /><br />\nImage ${id} is protected and cannot be deleted.`,
  ])("by Glance, for it is protected: %s", (message) => {
    const error = glance(403, "Forbidden", message);
    expect(error).toMatchObject({
      name: "ConflictError",
      hint: expect.stringContaining("take the protection off"),
    });
  });

  test.each<[string, unknown]>([
    ["a firewall's page", "<html><body>This site is protected by Acme WAF</body></html>"],
    ["a firewall's JSON", { message: "This resource is protected by Acme WAF", code: "WAF-403" }],
    ["a gateway's text", "protected area"],
    ["a page in Glance's own words", `<html><h1>403</h1>Image ${id} is protected</html>`],
    [
      "Glance, of a property",
      { message: "Property os_x is protected", code: "403 Forbidden", title: "Forbidden" },
    ],
  ])("by %s, which does not show the image as protected", (_name, body) => {
    const error = refused(403, body);
    expect(error.name).toBe("PermissionError");
    expect(explain(error)).not.toContain("the image is protected: ");
  });

  test.each([
    `Image ${id} could not be deleted because it is in use: The image cannot be deleted because it is in use through the backend store outside of Glance.`,
    `There was a conflict when trying to complete your request.<br /><br />\nImage ${id} could not be deleted because it is in use`,
    `Image ${id} could not be deleted because it has snapshot(s).`,
  ])("by Glance, for its data is in use: %s", (message) => {
    const error = glance(409, "Conflict", message);
    expect(error).toMatchObject({ name: "ConflictError", outcome: "rejected" });
    expect(explain(error)).toContain(
      "volumes or servers that were made from the image still stand on its data: delete them first",
    );
  });

  test("by another conflict, which gets no such hint", () => {
    expect(explain(glance(409, "Conflict", "There was a conflict"))).not.toContain("delete them first");
  });
});
