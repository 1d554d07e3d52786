import { type LocalCloud, startCloud } from "../../index";
import { send, virtualClock } from "../../testing/testClient";
import { signatureOf } from "./checkAccessKey";

/** The vectors of docs/vendors/zstack.md#access-key-signatures. */
test.each([
  [
    "GET",
    "Sat, 21 Nov 2026 13:00:00 CST",
    "/v1/images/314d80c2feb5352c984b3ffd36108c32",
    "CActBk8DdQHsdeZXW3tkPbmI9BA=",
  ],
  [
    "POST",
    "Sat, 21 Nov 2026 05:00:00 GMT",
    "/v1/images/data-volume-templates/from/volume-snapshots/6c8c6b0ea9844ff3bc58cc46b2fde6ce",
    "BI97065s0ZnQZyWGl8vY7bSudqQ=",
  ],
  [
    "PUT",
    "Sat, 21 Nov 2026 05:00:00 UTC",
    "/v1/images/314d80c2feb5352c984b3ffd36108c32/actions",
    "CWlCfPGCxcouYg4JBniGU6dt3Zk=",
  ],
])("the signature of %s at %s is that of the page", (method, date, path, signature) => {
  expect(signatureOf("test-access-key-secret-0123456789abcdef", method, date, path)).toBe(signature);
});

describe("at the wire", () => {
  // In Shanghai it is 16:00.
  const clock = virtualClock(Date.parse("2026-11-21T08:00:00Z"));
  let cloud: LocalCloud;
  beforeEach(async () => {
    cloud = await startCloud({ clock });
  });
  afterEach(() => cloud.close());

  const here = "Sat, 21 Nov 2026 16:00:00 CST";
  function signed(
    date: string | undefined,
    {
      method = "GET",
      path = "/v1/images",
      query = "",
      key,
      secret,
      authorization,
    }: Record<string, string> = {},
  ) {
    const { auth } = cloud.credentials["zstack-accesskey"];
    const signature = signatureOf(secret ?? auth.secret_key ?? "", method, date ?? "", path);
    return send(method, `${cloud.endpoints.zstack}${path}${query}`, method === "GET" ? undefined : {}, {
      authorization: authorization ?? `ZStack ${key ?? auth.access_key}:${signature}`,
      ...(date === undefined ? {} : { date }),
    });
  }

  test("the server's wall clock is accepted, whatever zone stands behind it; the query is not signed", async () => {
    for (const zone of ["CST", "Asia/Shanghai", "PRC", "GMT"]) {
      const reply = await signed(`Sat, 21 Nov 2026 16:00:00 ${zone}`, { query: "?q=name=a&limit=1" });
      expect([zone, reply.status]).toEqual([zone, 200]);
    }
    expect(cloud.requests().at(-1)).toMatchObject({ profile: "zstack", headers: { authorization: "***" } });
  });

  test("the right time in another zone falls into the trap", async () => {
    const reply = await signed("Sat, 21 Nov 2026 08:00:00 GMT");
    expect([reply.status, reply.body]).toEqual([403, "requestTimeTooSkewed"]);
    cloud.configure({ zstackTimeZone: "UTC" });
    expect((await signed("Sat, 21 Nov 2026 08:00:00 GMT")).status).toBe(200);
  });

  test("where the server checks the zone, any right time will do, and a wrong one will not", async () => {
    cloud.configure({ zstackCheckTimeZone: true });
    expect((await signed("Sat, 21 Nov 2026 08:00:00 GMT")).status).toBe(200);
    expect((await signed("Sat, 21 Nov 2026 16:00:00 Asia/Shanghai")).status).toBe(200);
    expect((await signed("Sat, 21 Nov 2026 03:00:00 EST")).status).toBe(200);
    expect((await signed("Sat, 21 Nov 2026 16:00:00 GMT")).body).toBe("requestTimeTooSkewed");
  });

  test("fifteen minutes are allowed either way, and not a second more", async () => {
    const at = async (time: string) => (await signed(`Sat, 21 Nov 2026 ${time} CST`)).status;
    expect(await at("15:45:00")).toBe(200);
    expect(await at("16:15:00")).toBe(200);
    expect(await at("15:44:59")).toBe(403);
    expect(await at("16:15:01")).toBe(403);
  });

  test.each([
    "Sat, 21 Nov 2026 16:00:00 +0800",
    "Sun, 21 Nov 2026 16:00:00 CST",
    "Sat, 1 Nov 2026 16:00:00 CST",
    "2026-11-21T16:00:00Z",
    "Sat, 21 Nov 2026 16:00:00",
    "Mon, 31 Nov 2026 16:00:00 CST",
  ])("the date %s does not fit the pattern", async (date) => {
    const reply = await signed(date);
    expect([reply.status, reply.body]).toEqual([
      400,
      "'Date' format error, correct format is 'EEE, dd MMM yyyy HH:mm:ss z'",
    ]);
  });

  test("a missing date, a malformed or an unknown access key is refused with plain text", async () => {
    expect(await signed(undefined)).toMatchObject({
      status: 400,
      body: "'Date' must be incuded in request header",
    });
    for (const authorization of ["ZStack abc", "ZStack a:b:c"])
      expect(await signed(here, { authorization })).toMatchObject({
        status: 400,
        body: "accessKey format is 'ZStack AccessKeyId:Signature'",
      });
    expect(await signed(here, { key: "nobody" })).toMatchObject({
      status: 403,
      body: "access key id: nobody does not existed or disabled",
    });
    expect(await signed(here, { secret: "wrong" })).toMatchObject({
      status: 403,
      body: "wrong accessKey signature",
    });
  });

  test("a wrong signature is refused at once, while other errors come with the job", async () => {
    const path = "/v1/user-tags";
    expect((await signed(here, { method: "POST", path, secret: "wrong" })).status).toBe(403);
    expect((await signed(here, { method: "POST", path })).status).toBe(202);
  });

  test("its own secret can be given", async () => {
    const other = await startCloud({ clock, secretKeys: { zstack: "canary" } });
    expect(other.credentials["zstack-accesskey"].auth.secret_key).toBe("canary");
    await other.close();
  });
});
