import { type LocalCloud, startCloud } from "../../index";
import { send, virtualClock } from "../../testing/testClient";
import { logIn, pollPath, sha512, type ZstackClient, zstackClient } from "../../testing/zstackClient";

const clock = virtualClock();
let cloud: LocalCloud;
let client: ZstackClient;
beforeEach(async () => {
  cloud = await startCloud({ clock });
  client = await zstackClient(cloud, clock);
});
afterEach(() => cloud.close());

const error = (reply: { status: number; body: { error?: { code: string } } }) => [
  reply.status,
  reply.body.error?.code,
];

test("the digest of the page is that of its password", () => {
  expect(sha512("password")).toMatch(
    /^b109f3bbbc244eb82441917ed06d618b9008dd09b3befd1b5e07394c706a8bb980b1d7785e/,
  );
});

test("a login answers at once with a session of two hours, in the server's local time", async () => {
  const reply = await logIn(cloud);
  expect(reply.status).toBe(200);
  const { inventory } = reply.body;
  expect(inventory).toEqual({
    uuid: expect.stringMatching(/^[0-9a-f]{32}$/),
    accountUuid: inventory.userUuid,
    userUuid: expect.any(String),
    createDate: expect.stringMatching(/^Nov 21, 2026 4:00:00 PM$/),
    expiredDate: expect.stringMatching(/^Nov 21, 2026 6:00:00 PM$/),
  });
  expect(cloud.zstackSessions()).toHaveLength(2);
});

test("a wrong password, the clear one and a wrong account are ID.1000", async () => {
  const { auth } = cloud.credentials.zstack;
  const put = (accountName: unknown, password: unknown) =>
    send("PUT", `${client.url}/v1/accounts/login`, { logInByAccount: { accountName, password } });
  expect(error(await logIn(cloud, "wrong"))).toEqual([503, "ID.1000"]);
  expect(error(await put(auth.username, auth.password))).toEqual([503, "ID.1000"]);
  expect(error(await put("nobody", sha512(auth.password ?? "")))).toEqual([503, "ID.1000"]);
  expect(error(await put(auth.username, undefined))).toEqual([503, "SYS.1007"]);
  expect(await send("PUT", `${client.url}/v1/accounts/login`, { logIn: {} })).toMatchObject({ status: 400 });
  expect(JSON.stringify(cloud.requests())).not.toContain(sha512(auth.password ?? ""));
});

test("a user logs in below its account, by the account's name or uuid", async () => {
  const { auth } = cloud.credentials["zstack-user"];
  const put = (account: object, password = auth.password) =>
    send("PUT", `${client.url}/v1/accounts/users/login`, {
      logInByUser: { ...account, userName: auth.username, password: sha512(password ?? "") },
    });
  const reply = await put({ accountName: auth.account_name });
  expect(reply.status).toBe(200);
  const { uuid, accountUuid, userUuid } = reply.body.inventory;
  expect(accountUuid).not.toBe(userUuid);
  expect((await put({ accountUuid })).status).toBe(200);
  expect(error(await put({ accountName: "other" }))).toEqual([503, "ID.1000"]);
  expect(error(await put({ accountName: auth.account_name }, "wrong"))).toEqual([503, "ID.1000"]);
  expect(cloud.zstackSessions().find((one) => one.uuid === uuid)).toMatchObject({
    account: auth.account_name,
    user: auth.username,
  });
});

test("a session that is at its end is ID.1001: to a GET at once, to everything else by its job", async () => {
  clock.advance(7199);
  expect((await client.send("GET", "/v1/images")).status).toBe(200);
  clock.advance(1);
  const get = await client.send("GET", "/v1/images");
  expect(get.body.error).toMatchObject({ code: "ID.1001", details: "Session expired" });
  const { uuid } = cloud.addTemplate();
  const taken = await client.send("DELETE", `/v1/images/${uuid}`);
  expect(taken.status).toBe(202);
  expect(error(await send("GET", `${client.url}${pollPath(taken)}`))).toEqual([503, "ID.1001"]);
  expect(cloud.zstackSessions()).toEqual([]);
});

test("revoking ends all sessions, and counts them", async () => {
  expect(cloud.revokeTokens("otc")).toBe(0);
  expect((await client.send("GET", "/v1/images")).status).toBe(200);
  expect(cloud.revokeTokens("zstack")).toBe(1);
  expect(error(await client.send("GET", "/v1/images"))).toEqual([503, "ID.1001"]);
});

test("the parameters are checked before the session is", async () => {
  cloud.revokeTokens("zstack");
  const unknown = "314d80c2feb5452c984b3ffd36108c32";
  expect(error(await client.job("PUT", `/v1/images/${unknown}/actions`, { expungeImage: {} }))).toEqual([
    503,
    "SYS.1003",
  ]);
  expect((await client.job("DELETE", `/v1/images/${unknown}`)).status).toBe(200);
});

test("logging out ends the session, needs no header, and forgives an unknown one", async () => {
  const path = `${client.url}/v1/accounts/sessions/${client.session}`;
  expect((await send("GET", `${path}/valid`)).body).toEqual({ valid: true });
  const reply = await send("DELETE", path);
  expect([reply.status, reply.body]).toEqual([200, {}]);
  expect((await send("DELETE", path)).status).toBe(200);
  expect((await send("GET", `${path}/valid`)).body).toEqual({ valid: false });
  expect(cloud.zstackSessions()).toEqual([]);
  expect(JSON.stringify(cloud.requests())).not.toContain(client.session);
});

test("renewing sets a new end, and takes sixty seconds to a year", async () => {
  const path = `/v1/accounts/sessions/${client.session}/renew`;
  const reply = await client.job("PUT", path, { renewSession: { duration: 86_400 } });
  expect(reply.body.inventory.uuid).toBe(client.session);
  clock.advance(80_000);
  expect((await client.send("GET", "/v1/images")).status).toBe(200);
  expect(error(await client.job("PUT", path, { renewSession: { duration: 59 } }))).toEqual([503, "SYS.1007"]);
  const text = await client.send("PUT", path, { renewSession: { duration: "soon" } });
  expect([text.status, text.body]).toEqual([
    400,
    "[duration] field is excepted an int or long, but was [soon].",
  ]);
});

test("beyond the limit of sessions it is ID.1006, for each user apart", async () => {
  cloud.configure({ zstackSessionLimit: 1 });
  expect(error(await logIn(cloud))).toEqual([503, "ID.1006"]);
  clock.advance(7200);
  expect((await logIn(cloud)).status).toBe(200);
});

test.each([
  [undefined, "missing header 'Authorization'"],
  ["Bearer x", "Authorization type must be 'OAuth'"],
])("the header %s is refused as text, at once", async (authorization, text) => {
  for (const method of ["GET", "DELETE"]) {
    const url = `${client.url}/v1/images/314d80c2feb5452c984b3ffd36108c32`;
    const reply = await send(method, url, undefined, authorization ? { authorization } : {});
    expect([reply.status, reply.body, reply.headers.get("content-type")]).toEqual([400, text, null]);
  }
});
