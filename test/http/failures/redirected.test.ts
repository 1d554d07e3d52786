import { explain, ProtocolError } from "../../../provider/http/errors";
import { failureOf } from "../../../provider/http/failures/failureOf";

const asked = { url: new URL("http://ims.example:8774/v2/images"), correct: "set image_endpoint_override" };

function told(status: number, location: string | undefined, own: object = { asked }): string {
  const headers = location === undefined ? {} : { location };
  const answer = { status, headers, text: "<h1>Moved</h1>", requestId: undefined, ...own };
  const error = failureOf("list images", answer, () => undefined, 0);
  expect(error).toMatchObject({ name: ProtocolError.name, outcome: "rejected" });
  return explain(error);
}

describe("a redirect tells target and way out", () => {
  test.each([301, 302, 303, 307, 308])("%i to https", (status) => {
    expect(told(status, "https://ims.example:8774/v2/images?limit=1")).toBe(
      `list images: redirected to https://ims.example:8774/v2/images, which is not followed: it would carry the credentials away (HTTP ${status})\nWhat to do: the service wants https: write https://ims.example:8774 in place of http://ims.example:8774: set image_endpoint_override`,
    );
  });

  test("to another host: the cloud's, or a portal's", () => {
    const words = told(302, "https://sso.example/login?return=x");
    expect(words).toContain("redirected to https://sso.example/login, which is not followed");
    expect(words).toContain("if sso.example is the cloud's, ask there: set image_endpoint_override");
    expect(words).toContain("a portal or a proxy on the way does not let this machine through");
  });

  test("to another port of the host", () => {
    expect(told(301, "http://ims.example:80/")).toContain(
      "the service is at http://ims.example: set image_endpoint_override",
    );
  });

  test.each(["/image/v2/images", "//ims.example:8774/image/v2/images"])(
    "to another path of it: %s",
    (location) => {
      const words = told(301, location);
      expect(words).toContain("redirected to http://ims.example:8774/image/v2/images");
      expect(words).toContain("the service has another path than the address says");
    },
  );

  test.each([undefined, "", "javascript:alert(1)", "http://"])("to nowhere: %s", (location) => {
    expect(told(301, location)).toContain(
      "What to do: the address is not the service's own: set image_endpoint_override",
    );
  });

  test("of which no query, no user and no token is repeated", () => {
    for (const location of [
      "https://canary:canary@sso.example/in?token=canary",
      "?canary",
      `/in/gAAAAAB${"canary".repeat(9)}`,
    ])
      expect(told(302, location)).not.toContain("canary");
  });

  test("where nobody knows what was asked", () => {
    expect(told(301, "https://other.example/", {})).toContain(
      "ask there: correct the address of the service",
    );
  });
});

describe("a 403", () => {
  const refused = (text: string) =>
    explain(failureOf("x", { status: 403, headers: {}, text, requestId: undefined }, () => undefined, 0));

  test("that is a page for people is of somebody on the way", () => {
    for (const page of [
      "<html><body>Protected by Acme</body></html>",
      "\n<!DOCTYPE html><p>Access denied</p>",
    ])
      expect(refused(page)).toContain("a firewall, a proxy or a gateway on the way refuses the request");
  });

  test("in JSON, or without a word, is the cloud's own", () => {
    for (const own of ['{"error":{"code":403,"message":"<html>"}}', "", "Forbidden"])
      expect(refused(own)).not.toContain("firewall");
  });
});
