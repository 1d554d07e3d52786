import { explain, ProtocolError } from "../../../provider/http/errors";
import { failureOf } from "../../../provider/http/failures/failureOf";

const requested = {
  url: new URL("http://ims.example:8774/v2/images"),
  howToCorrect: "set image_endpoint_override",
};

function messageFor(status: number, location: string | undefined, own: object = { requested }): string {
  const headers = location === undefined ? {} : { location };
  const answer = { status, headers, text: "<h1>Moved</h1>", requestId: undefined, ...own };
  const error = failureOf("list images", answer, () => undefined, 0);
  expect(error).toMatchObject({ name: ProtocolError.name, outcome: "rejected" });
  return explain(error);
}

describe("the error for a redirect says where it leads, and what to do", () => {
  test.each([301, 302, 303, 307, 308])("%i to https", (status) => {
    expect(messageFor(status, "https://ims.example:8774/v2/images?limit=1")).toBe(
      `list images: redirected to https://ims.example:8774/v2/images, which is not followed: it would carry the credentials away (HTTP ${status})\nWhat to do: the service wants https: write https://ims.example:8774 in place of http://ims.example:8774: set image_endpoint_override`,
    );
  });

  test("to another host: the cloud's, or a portal's", () => {
    const words = messageFor(302, "https://sso.example/login?return=x");
    expect(words).toContain("redirected to https://sso.example/login, which is not followed");
    expect(words).toContain("if sso.example is the cloud's, ask there: set image_endpoint_override");
    expect(words).toContain("a portal or a proxy on the way does not let this machine through");
  });

  test("to another port of the host", () => {
    expect(messageFor(301, "http://ims.example:80/")).toContain(
      "the service is at http://ims.example: set image_endpoint_override",
    );
  });

  test.each(["/image/v2/images", "//ims.example:8774/image/v2/images"])(
    "to another path of it: %s",
    (location) => {
      const words = messageFor(301, location);
      expect(words).toContain("redirected to http://ims.example:8774/image/v2/images");
      expect(words).toContain("the service has another path than the address says");
    },
  );

  test.each([undefined, "", "javascript:alert(1)", "http://"])("to nowhere: %s", (location) => {
    expect(messageFor(301, location)).toContain(
      "What to do: the address is not the service's own: set image_endpoint_override",
    );
  });

  test("without a query, a user or a token in the message", () => {
    for (const location of [
      "https://canary:canary@sso.example/in?token=canary",
      "?canary",
      `/in/gAAAAAB${"canary".repeat(9)}`,
    ])
      expect(messageFor(302, location)).not.toContain("canary");
  });

  test("if the requested URL is unknown", () => {
    expect(messageFor(301, "https://other.example/", {})).toContain(
      "ask there: correct the address of the service",
    );
  });
});

describe("a 403", () => {
  const refused = (text: string) =>
    explain(failureOf("x", { status: 403, headers: {}, text, requestId: undefined }, () => undefined, 0));

  test("that is an HTML page comes from something on the way", () => {
    for (const page of [
      "<html><body>Protected by Acme</body></html>",
      "\n<!DOCTYPE html><p>Access denied</p>",
    ])
      expect(refused(page)).toContain("a firewall, a proxy or a gateway on the way refuses the request");
  });

  test("that is JSON or empty comes from the cloud", () => {
    for (const own of ['{"error":{"code":403,"message":"<html>"}}', "", "Forbidden"])
      expect(refused(own)).not.toContain("firewall");
  });
});
