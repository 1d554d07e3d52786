import { obsSignature, signedForObs, stringToSign } from "../../../../provider/clouds/huawei/auth/obsSigner";
import { obsUrl, resourceOf } from "../../../../provider/clouds/huawei/obs/obsAddress";
import { Secret } from "../../../../provider/clouds/settings";
import type { HttpRequest } from "../../../../provider/http/transport";

describe("the string to sign of OBS, as in the examples of its page (obs_04_0010)", () => {
  test("of an object that is got (table 2)", () => {
    const headers = { date: "Sat, 12 Oct 2015 08:12:38 GMT" };
    expect(stringToSign({ method: "GET", headers, resource: "/bucket/object.txt" })).toBe(
      "GET\n\n\nSat, 12 Oct 2015 08:12:38 GMT\n/bucket/object.txt",
    );
  });

  test("of temporary keys: x-obs-date takes the place of the date (table 3)", () => {
    const headers = {
      "x-obs-security-token": " YwkaRTbdY8g7q....",
      "content-type": "text/plain",
      "x-obs-date": "Tue, 15 Oct 2015 07:20:09 GMT",
      date: "Tue, 15 Oct 2015 07:20:10 GMT",
    };
    expect(stringToSign({ method: "PUT", headers, resource: "/bucket/object.txt" })).toBe(
      "PUT\n\ntext/plain\n\nx-obs-date:Tue, 15 Oct 2015 07:20:09 GMT\nx-obs-security-token:YwkaRTbdY8g7q....\n/bucket/object.txt",
    );
  });

  test("of other headers of OBS (table 4)", () => {
    const headers = {
      "content-type": "text/plain",
      "x-obs-acl": "public-read",
      date: "Mon, 14 Oct 2015 12:08:34 GMT",
    };
    expect(stringToSign({ method: "PUT", headers, resource: "/bucket/object.txt" })).toBe(
      "PUT\n\ntext/plain\nMon, 14 Oct 2015 12:08:34 GMT\nx-obs-acl:public-read\n/bucket/object.txt",
    );
  });
});

/** OBS publishes no example with its secret key. It is Amazon's signature of version 2, whose examples have theirs. */
describe("the signature, as in the examples of the Amazon S3 Developer Guide, Signing and Authenticating REST Requests", () => {
  const secretKey = new Secret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");

  test.each([
    [
      "GET",
      "",
      "Tue, 27 Mar 2007 19:36:42 +0000",
      "/johnsmith/photos/puppy.jpg",
      "bWq2s1WEIj+Ydj0vQ697zp+IXMU=",
    ],
    [
      "PUT",
      "image/jpeg",
      "Tue, 27 Mar 2007 21:15:45 +0000",
      "/johnsmith/photos/puppy.jpg",
      "MyyxeRY7whkBe+bq8fHCL/2kKUg=",
    ],
    ["GET", "", "Tue, 27 Mar 2007 19:42:41 +0000", "/johnsmith/", "htDYFYduRNen8P9ZfE/s9SuKy0U="],
  ])("%s %s %s %s", (method, type, date, resource, signature) => {
    const headers = { date, ...(type && { "content-type": type }) };
    expect(obsSignature(stringToSign({ method, headers, resource }), { secretKey })).toBe(signature);
  });
});

test("a signed request shows the key's id, the time and the security token, and keeps what it had", () => {
  const request: HttpRequest = {
    method: "HEAD",
    url: new URL("https://b.obs.example/k"),
    headers: { accept: "application/json" },
  };
  const keys = { accessKey: "AK", secretKey: new Secret("sk"), securityToken: new Secret("st") };
  const { headers } = signedForObs(request, "/b/k", keys, Date.parse("2026-11-21T08:00:00Z"));
  expect(headers).toEqual({
    accept: "application/json",
    "x-obs-date": "Sat, 21 Nov 2026 08:00:00 GMT",
    "x-obs-security-token": "st",
    authorization: expect.stringMatching(/^OBS AK:[A-Za-z0-9+/]{27}=$/),
  });
});

describe("a bucket", () => {
  const at = (base: string, object: string, bucket = "lab", isOverride = false) => {
    const address = obsUrl(base, { bucket, object, isOverride });
    return [`${address.url.origin}${address.path}`, resourceOf(address, new URL(base))];
  };
  const otc = "https://obs.eu-de.otc.t-systems.com";

  test("has a host of its own at the vendors'", () => {
    expect(at(otc, "")).toEqual(["https://lab.obs.eu-de.otc.t-systems.com/", "/lab/"]);
    expect(at(otc, "a b/ü+(1).raw")).toEqual([
      "https://lab.obs.eu-de.otc.t-systems.com/a%20b/%C3%BC%2B%281%29.raw",
      "/lab/a%20b/%C3%BC%2B%281%29.raw",
    ]);
  });

  test.each(["http://127.0.0.1:4567/obs", "http://localhost:4567/obs/", "http://[::1]:4567/obs"])(
    "stands in the path at %s",
    (base) => {
      const root = base.replace(/\/$/, "");
      expect(at(base, "")).toEqual([`${root}/lab/`, "/lab/"]);
      expect(at(base, "a/b.raw")).toEqual([`${root}/lab/a/b.raw`, "/lab/a/b.raw"]);
    },
  );

  test("keeps the segments of a key that a URL would fold, in what is sent and in what is signed", () => {
    for (const key of ["a/../b.raw", "./b.raw", "..", ".", "a/./b", "a//b", "../../other/b.raw"]) {
      expect(at(otc, key)).toEqual([`https://lab.obs.eu-de.otc.t-systems.com/${key}`, `/lab/${key}`]);
      expect(at("http://127.0.0.1:4567/obs", key)).toEqual([
        `http://127.0.0.1:4567/obs/lab/${key}`,
        `/lab/${key}`,
      ]);
    }
  });

  test("stands in the path at an address that was set by hand, and where its name has dots", () => {
    expect(at("https://obs.example", "k", "lab", true)).toEqual(["https://obs.example/lab/k", "/lab/k"]);
    expect(at(otc, "k", "lab.images")).toEqual([`${otc}/lab.images/k`, "/lab.images/k"]);
  });
});
