import fc from "fast-check";
import {
  accessKeyOf,
  authorization,
  canonicalRequest,
  type Message,
  sdkDate,
  signed,
  signedAt,
} from "../../../../provider/clouds/huawei/auth/signer";
import { Secret } from "../../../../provider/clouds/settings";
import type { HttpRequest } from "../../../../provider/http/transport";

const sdkTest = { accessKey: "AccessKey", secretKey: new Secret("SecretKey") };
const own = {
  accessKey: "AKEXAMPLE1234567890A",
  secretKey: new Secret("skExample0123456789abcdefghijABCDEFGHIJ01"),
};
const projectId = "0123456789abcdef0123456789abcdef";
const at = Date.UTC(2026, 10, 21, 8);

const signatureOf = (message: Message, keys: typeof own) =>
  /Signature=(.*)$/.exec(authorization(message, keys))?.[1];

describe("published vectors (docs/vendors/open-telekom-and-huawei.md#signature-test-vectors)", () => {
  test("A: the vendor's signing guide", () => {
    const message: Message = {
      method: "GET",
      url: new URL(
        "https://service.region.example.com/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs?limit=2&marker=13551d6b-755d-4757-b956-536f674975c0",
      ),
      headers: {
        "Content-Type": "application/json",
        Host: "service.region.example.com",
        "X-Sdk-Date": "20191115T033655Z",
      },
      body: "",
    };
    const keys = { accessKey: "any", secretKey: new Secret("MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc") };
    expect(authorization(message, keys)).toBe(
      "SDK-HMAC-SHA256 Access=any, SignedHeaders=content-type;host;x-sdk-date, " +
        "Signature=7be6668032f70418fcc22abc52071e57aff61b84a1d2381bb430d6870f4f6ebe",
    );
  });

  const headers = { "x-sdk-date": "20060102T150405Z" };

  test("B: the Go SDK's test without a body", () => {
    const message = { method: "GET", url: new URL("https://example.com/path?limit=1"), headers, body: "" };
    expect(signatureOf(message, sdkTest)).toBe(
      "5a2ce64c865e0e6046321c6f3d5a77ba8413eeaf355c3166c03d58d02ac79624",
    );
  });

  test("C: the Go SDK's test with a body, given as text or as bytes", () => {
    const url = new URL("https://example.com/path?key=value");
    const text = '{"Name":"test","Id":1}\n';
    for (const body of [text, Buffer.from(text)])
      expect(signatureOf({ method: "POST", url, headers, body }, sdkTest)).toBe(
        "cecc2af119b18ab70b4d094c0750f3b42c02f254903179a0fc2cc72fc9db4f59",
      );
  });

  test("D: a create with temporary keys, as it is sent", () => {
    const request: HttpRequest = {
      method: "POST",
      url: new URL("https://ims.eu-de.otc.t-systems.com/v1/cloudimages/dataimages/action"),
      headers: { "content-type": "application/json" },
      body: '{"name":"fedora-data1","image_url":"image-test:fedora_data1.qcow2","min_disk":40}',
    };
    const keys = { ...own, securityToken: new Secret("gQpjbi1ub3J0aC00token") };
    const { headers, url, body } = signed(request, keys, at, { "x-project-id": projectId });
    expect(headers).toEqual({
      "content-type": "application/json",
      "x-project-id": projectId,
      "x-sdk-date": "20261121T080000Z",
      "x-security-token": "gQpjbi1ub3J0aC00token",
      authorization:
        "SDK-HMAC-SHA256 Access=AKEXAMPLE1234567890A, SignedHeaders=host;x-project-id;x-sdk-date;x-security-token, " +
        "Signature=173c05b756ad4ea2562f4e0acd826fe1f929fc7a733dc1ee8db3f506deaf4e79",
    });
    expect([url.href, body]).toEqual([request.url.href, request.body]);
  });

  test("E: a list of images, as it is sent", () => {
    const url = new URL(
      "https://ims.cn-north-4.myhuaweicloud.com/v2/cloudimages?tag=aaa%3D111&limit=2&__imagetype=private",
    );
    const { headers, url: sent } = signed({ method: "GET", url, headers: {} }, own, at, {
      "x-project-id": projectId,
    });
    expect(headers.authorization).toContain(
      "Signature=41423943abf2544deb2f671afadf9ed2d666b62c369c405665fe519c3861323d",
    );
    expect(sent.search).toBe("?__imagetype=private&limit=2&tag=aaa%3D111");
  });
});

const get = (url: string): Message => ({
  method: "GET",
  url: new URL(url),
  headers: { "x-sdk-date": "d" },
  body: "",
});
const lines = (message: Message) => canonicalRequest(message).split("\n");

describe("what is signed", () => {
  test.each([
    ["https://h/", "/"],
    ["https://h", "/"],
    ["https://h/v2/cloudimages", "/v2/cloudimages/"],
    ["https://h/v2/cloudimages/", "/v2/cloudimages/"],
    ["https://h/v2/p/images/i/tags/a%2Fb", "/v2/p/images/i/tags/a%2Fb/"],
    ["https://h/a b/ä/!'()*~", "/a%20b/%C3%A4/%21%27%28%29%2A~/"],
    ["https://h/100%", "/100%25/"],
  ])("the path of %s is %s, with a slash at the end", (url, path) => {
    expect(lines(get(url))[1]).toBe(path);
  });

  test.each([
    ["", ""],
    ["?b=2&a=1", "a=1&b=2"],
    ["?a=2&a=10&a=1", "a=1&a=10&a=2"],
    ["?flag&z=", "flag=&z="],
    ["?tag=a%20b+c*", "tag=a%20b%20c%2A"],
    ["?name=ü&Name=x", "Name=x&name=%C3%BC"],
  ])("the query %s becomes %s", (query, canonical) => {
    expect(lines(get(`https://h/p${query}`))[2]).toBe(canonical);
  });

  test("the host has its port, unless it is the scheme's own", () => {
    const hostIn = (url: string) => {
      const { headers } = signed({ method: "GET", url: new URL(url), headers: {} }, own, at, {});
      const hosts = ["h", "h:443", "h:8443"].filter((host) => {
        const message = {
          method: "GET",
          url: new URL(url),
          headers: { host, "x-sdk-date": sdkDate(at) },
          body: "",
        };
        return authorization(message, own) === headers.authorization;
      });
      return hosts;
    };
    expect(hostIn("https://h:443/p")).toEqual(["h"]);
    expect(hostIn("https://h:8443/p")).toEqual(["h:8443"]);
  });

  test("every part of a request changes its signature", () => {
    const base: HttpRequest = { method: "POST", url: new URL("https://h/p?a=1"), headers: {}, body: "{}" };
    const sign = (request: Partial<HttpRequest>, keys = own, when = at, scope = {}) =>
      signed({ ...base, ...request }, keys, when, scope).headers.authorization;
    const all = [
      sign({}),
      sign({ method: "PUT" }),
      sign({ url: new URL("https://h2/p?a=1") }),
      sign({ url: new URL("https://h/q?a=1") }),
      sign({ url: new URL("https://h/p?a=2") }),
      sign({ body: "{} " }),
      sign({}, own, at + 1000),
      sign({}, { ...own, secretKey: new Secret("other") }),
      sign({}, own, at, { "x-project-id": projectId }),
      sign({}, own, at, { "x-domain-id": projectId }),
    ];
    expect(new Set(all).size).toBe(all.length);
    expect(sign({ headers: { "content-type": "text/plain" } })).toBe(sign({}));
  });
});

test("the form that is sent is the form that is signed: signing it again changes nothing", () => {
  const url = fc.webUrl({ withQueryParameters: true }).map((text) => new URL(text));
  fc.assert(
    fc.property(url, fc.string(), (given, body) => {
      const once = signed({ method: "POST", url: given, headers: {}, body }, own, at, {});
      const twice = signed({ ...once, headers: {} }, own, at, {});
      expect([twice.url.href, twice.headers]).toEqual([once.url.href, once.headers]);
      expect([...once.url.searchParams].sort()).toEqual([...given.searchParams].sort());
      expect(once.body).toBe(body);
    }),
    { seed: 7, numRuns: 500 },
  );
});

test("key and time are read back from a signed request", () => {
  const request = signed({ method: "GET", url: new URL("https://h/p"), headers: {} }, own, at + 999, {});
  expect([accessKeyOf(request), signedAt(request)]).toEqual([own.accessKey, at]);
  const plain: HttpRequest = { method: "GET", url: new URL("https://h/p"), headers: {} };
  expect([accessKeyOf(plain), signedAt(plain)]).toEqual([undefined, undefined]);
});
