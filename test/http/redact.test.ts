import fc from "fast-check";
import { redact, snippet } from "../../provider/http/redact";

const canary = "c4n4ry-S3cret.Value";

describe("anything that looks like a credential is replaced", () => {
  it.each([
    ["JSON", `{"auth":{"password":"${canary}"}}`],
    ["JSON with spaces", `{ "adminPass" : "${canary} with spaces" }`],
    ["JSON with an escaped quote", String.raw`{"password":"x\"${canary}"}`],
    ["JSON within JSON", String.raw`{\"user\":{\"password\":\"${canary} x\"}}`],
    ["a Python dictionary", `{'password': '${canary} x', 'name': 'ann'}`],
    ["an old Python dictionary", `{u'password': u'${canary} x'}`],
    ["a form", `grant_type=password&password=${canary}&user=ann`],
    ["a header", `X-Subject-Token: ${canary}`],
    ["a header in JSON", `{"X-Auth-Token":"${canary}"}`],
    ["a signed URL", `https://obs.example/o?AccessKeyId=AK&Signature=${canary}&Expires=1`],
    [
      "a signature's header",
      `Authorization: SDK-HMAC-SHA256 Access=AK, SignedHeaders=host, Signature=${canary}`,
    ],
    ["a bearer header in JSON", `{"Authorization":"Bearer ${canary}"}`],
    ["an application credential", `{"application_credential":{"id":"1","secret":"${canary}"}}`],
    ["a secret key", `secretKey=${canary} SecretAccessKey: ${canary} "secret_key":"${canary}"`],
    ["a session token", `"security_token": "${canary}", 'securityToken': '${canary}'`],
    ["keys with short names", `{"ak":"${canary}","sk":"${canary}"}, {'sk': '${canary}'}`],
    ["short keys within JSON", String.raw`{\"sk\":\"${canary}\"}`],
    ["a path", `auth.password: ${canary}`],
    ["a one-time code", "passcode: 123456"],
    [
      "an id token anywhere",
      "sent eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJjNG40cnktUzNjcmV0LlZhbHVlIn0.c4n4ry-S3cret_Value to it",
    ],
    ["prose", `wrong password: ${canary}`],
    ["XML", `<Error><Code>Bad</Code><SecretAccessKey>${canary}</SecretAccessKey></Error>`],
    ["XML with CDATA", `<auth><password><![CDATA[${canary} x]]></password></auth>`],
    ["short names in XML", `<ak>${canary}</ak><sk>${canary} y</sk>`],
    ["a signature that object storage repeats", `<SignatureProvided>${canary}</SignatureProvided>`],
    ["XML with a prefix and attributes", `<v1:Token xmlns:v1="urn:x" a="b">${canary}</v1:Token>`],
    ["XML with a blank before it", `<password> ${canary} </password>`],
    ["XML that is cut off", `<Error><SecretKey>${canary} and`],
    ["XML within JSON", `{"message":"<token>${canary}</token>"}`],
    ["XML with escaped marks", `&lt;password&gt;${canary}&lt;/password&gt; password=${canary}`],
    ["a form within an address", `back=%2Flogin%3Fuser%3Dann%26password%3D${canary}%26x%3D1`],
    ["JSON within an address", `q=%7B%22token%22%3A%22${canary}%22%7D`],
  ])("from %s", (_, text) => {
    expect(redact(text)).not.toContain("c4n4ry");
    expect(redact(text)).toContain("[secret]");
    expect(snippet(text)).not.toContain("c4n4ry");
  });

  it("by its form alone if no field names it", () => {
    expect(redact(`could not recognize gAAAAABn${"x-_9".repeat(20)} there`)).toBe(
      "could not recognize [secret] there",
    );
    expect(redact(`bad token MIIEvQ${"aB9+/-=".repeat(20)} there`)).toBe("bad token [secret] there");
  });

  it("even where an answer is cut off within it", () => {
    expect(snippet(`{"password":"${canary}`)).not.toContain("c4n4ry");
    expect(snippet(`${" ".repeat(19_980)}"token":"${canary}"`)).not.toContain("c4n4ry");
  });

  it("wherever it stands", () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9._~-]{8,40}$/).filter((text) => /[0-9]/.test(text));
    const name = fc.constantFrom("password", "secret", "X-Auth-Token", "token", "passwd", "Signature");
    fc.assert(
      fc.property(
        name,
        secret,
        fc.lorem(),
        fc.constantFrom('"N":"V"', "N=V", "N: V", "'N': 'V'"),
        (key, value, prose, form) => {
          const field = form.replace("N", key).replace("V", () => `#${value}`);
          expect(redact(`${prose} ${field} ${prose}`)).not.toContain(`#${value}`);
        },
      ),
    );
  });
});

describe("a normal message stays as it is", () => {
  it.each([
    "Volume 16369c5d-384d-4e64-b37a-56d898769362 status must be available, but current status is: in-use.",
    "Incorrect IAM authentication information: decrypt token fail",
    "The size must be < 10 and > 5",
    "Quota exceeded for images: used 100 of 100 (IMG.0015)",
    "the password is too short, the secret is unknown, the token has expired",
    'Invalid image name "web=1": it must match [A-Za-z0-9._ -]',
    "400 Bad Request: os_type=linux; min_ram=1024 & disk_format: zvhd2",
    "tags.token: a tag's key has letters, digits, - and _ only",
    "tags.secret: Invalid input: expected string, received number",
    "password: there is no such argument: is it misspelt? Did you mean passcode?",
    "resource 'golden' has a problem: token: there is no such argument here: it is a setting of the cloud",
    'disk: ssd, task="ok", "disk":"vda"',
    "req-6c2c0b7e-6d3e-4ef5-9d4e-9f0a1d3bd0e1",
    "verify aksk signature fail, forward failed, errorCode: APIGW.0301",
    "redirect to /login%3Fnext%3D%2Fimages%26page%3D2 (request req-6c2c0b7e)",
  ])("%s", (message) => {
    expect(redact(message)).toBe(message);
    expect(snippet(message)).toBe(message);
  });
});

test("a message that names an element is prose: its words, code and request stay", () => {
  const words = "expected <token>, or <password> in the body (IMG.0004), request req-6c2c0b7e";
  expect(redact(words)).toBe(words);
  expect(snippet(words)).toBe("expected , or in the body (IMG.0004), request req-6c2c0b7e");
  expect(snippet("&lt;token&gt; is missing (IMG.0004)")).toBe("<token> is missing (IMG.0004)");
});

describe("a snippet", () => {
  it("is one line without HTML", () => {
    const page =
      "<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head>\r\n<body>\t<h1>nginx</h1></body></html>";
    expect(snippet(page)).toBe("502 Bad Gateway nginx");
  });

  it("unescapes what the cloud escaped, and replaces secrets within it", () => {
    expect(
      snippet("HTTP 400 Bad Request: Name can&#x27;t contain &quot;4 byte&quot; unicode &amp; more"),
    ).toBe(`HTTP 400 Bad Request: Name can't contain "4 byte" unicode & more`);
    expect(snippet("{&quot;password&quot;: &quot;c4n4ry&quot;}")).not.toContain("c4n4ry");
    for (const text of ["R&D; &#7; &#x1b; &nope; &amp", "&amp;amp;", "&#39;&#039;"])
      expect(snippet(text)).toBe({ "&amp;amp;": "&amp;", "&#39;&#039;": "''" }[text] ?? text);
  });

  it("is never longer than its limit, and takes no time in a hostile answer", () => {
    const hostile = [
      "<",
      "<a",
      "<token",
      "<token a ",
      "<token> ",
      "<sk>",
      "token%3d",
      "\\",
      "password:\\",
      '"',
      "token",
      "MII",
      "gAAAA",
      " ",
      "\n",
    ].map((text) => text.repeat(5_000_000 / text.length));
    for (const text of hostile) expect(snippet(text, 50).length).toBeLessThanOrEqual(51);
  });

  it("holds for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 1, max: 100 }), (text, limit) => {
        const line = snippet(text, limit);
        expect(line.length).toBeLessThanOrEqual(limit + 1);
        expect(line).not.toMatch(/[\r\n\t]/);
      }),
    );
  });
});

test("code, message and request id remain when secrets next to them are replaced", () => {
  const xml = `<Error><Code>SignatureDoesNotMatch</Code><Message>Check your key</Message><RequestId>0000018</RequestId><Token>${canary}</Token></Error>`;
  expect(snippet(xml)).toBe("SignatureDoesNotMatch Check your key 0000018 [secret]");
  expect(snippet(`{"error_code":"IMG.0144","password":"${canary}","request_id":"r1"}`)).toBe(
    '{"error_code":"IMG.0144","password":[secret],"request_id":"r1"}',
  );
});

test("the user and password of a URL are replaced", () => {
  expect(redact("proxy http://lab:canary@proxy.example:3128/ and https://cloud.example/a@b")).toBe(
    "proxy http://[secret]@proxy.example:3128/ and https://cloud.example/a@b",
  );
});
