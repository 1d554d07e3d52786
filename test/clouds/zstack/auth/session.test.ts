import { inspect } from "node:util";
import { UnavailableError } from "../../../../provider/http/errors";
import { account, base, expired, granted, type Says, scripted } from "../script";

const hash =
  "b109f3bbbc244eb82441917ed06d618b9008dd09b3befd1b5e07394c706a8bb980b1d7785e5976ec049b46df5f1326af5a2ea6d103fd07c95385ffab0cacbc86";
const none: Says = [200, { inventories: [] }];
const isLogIn = (line: string) => /^PUT .*login$/.test(line);

test("an account logs in with the SHA-512 of its password, once for all calls", async () => {
  const zstack = scripted(({ line }) => (isLogIn(line) ? granted : none));
  await Promise.all(["a", "b", "c"].map((name) => zstack.cloud.imagesNamed(name)));
  expect(zstack.lines().filter(isLogIn)).toEqual(["PUT /accounts/login"]);
  expect(zstack.requests[0]?.body).toEqual({ logInByAccount: { accountName: "admin", password: hash } });
  expect(zstack.requests[1]?.headers.authorization).toBe(`OAuth ${"session1".padEnd(32, "0")}`);
  expect((await zstack.cloud.location()).projectId).toBe(account);
});

test("a user logs in beside its account", async () => {
  const settings = { ...base, accountName: "dev", userName: "ann" };
  const zstack = scripted(({ line }) => (isLogIn(line) ? granted : none), settings);
  await zstack.cloud.imagesNamed("a");
  expect(zstack.lines()[0]).toBe("PUT /accounts/users/login");
  expect(zstack.requests[0]?.body).toEqual({
    logInByUser: { accountName: "dev", userName: "ann", password: hash },
  });
});

test("a session that is over is renewed once for each call", async () => {
  const zstack = scripted(({ line, headers }) => {
    if (isLogIn(line)) return granted;
    return headers.authorization?.includes("session1") ? [503, expired] : none;
  });
  await Promise.all(["a", "b"].map((name) => zstack.cloud.imagesNamed(name)));
  expect(zstack.lines().filter(isLogIn)).toHaveLength(2);

  const hopeless = scripted(({ line }) => (isLogIn(line) ? granted : [503, expired]));
  await expect(hopeless.cloud.imagesNamed("a")).rejects.toMatchObject({
    name: "CredentialsError",
    code: "ID.1001",
  });
  expect(hopeless.lines().filter(isLogIn)).toHaveLength(2);
});

test.each([
  ["ID.1000", "CredentialsError", "check account, user and password"],
  ["ID.1006", "QuotaError", "too many sessions"],
  ["ID.2001", "CredentialsError", "check account"],
])("a log-in refused with %s is a %s that says what to do", async (code, name, hint) => {
  const says: Says = [503, { error: { code, description: "no", details: "no" } }];
  const zstack = scripted(() => says);
  await expect(zstack.cloud.location()).rejects.toMatchObject({
    name,
    code,
    outcome: "rejected",
    hint: expect.stringContaining(hint),
  });
  expect(zstack.requests).toHaveLength(1);
});

describe("closing", () => {
  test("logs out once, and no call can follow", async () => {
    const zstack = scripted(({ line }) => (isLogIn(line) ? granted : none));
    await zstack.cloud.imagesNamed("a");
    await Promise.all([zstack.cloud.close?.(), zstack.cloud.close?.()]);
    expect(zstack.lines().filter((line) => line.startsWith("DELETE"))).toEqual([
      `DELETE /accounts/sessions/${"session1".padEnd(32, "0")}`,
    ]);
    await expect(zstack.cloud.imagesNamed("a")).rejects.toMatchObject({ outcome: "not-sent" });
  });

  test("sends nothing where nobody logged in", async () => {
    const zstack = scripted(() => none);
    await zstack.cloud.close?.();
    expect(zstack.requests).toEqual([]);
  });

  test("never throws, and tries once only", async () => {
    const down = new UnavailableError("down", { outcome: "not-sent" });
    const zstack = scripted(({ line }) =>
      isLogIn(line) ? granted : line.startsWith("DELETE") ? down : none,
    );
    await zstack.cloud.imagesNamed("a");
    await zstack.cloud.close?.();
    expect(zstack.lines().filter((line) => line.startsWith("DELETE"))).toHaveLength(1);
  });
});

test.each([
  ["cut off", '{"inventory":{"uuid":"00d038b699b74e76a01705918d48d939","accountU'],
  ["no JSON", "session 00d038b699b74e76a01705918d48d939"],
  ["of another shape", '{"inventory":{"session":"00d038b699b74e76a01705918d48d939"}}'],
])("an error about a login whose answer is %s does not contain the session", async (_, answer) => {
  const zstack = scripted(() => [200, answer]);
  const error = await zstack.cloud.location().catch((failure) => failure);
  expect(error).toMatchObject({ name: "ProtocolError", message: expect.stringContaining("log in to cloud") });
  expect(inspect(error, { depth: 9, showHidden: true })).not.toContain("00d038b699b74e76");
});

test.each([503, 200])(
  "neither the session nor the hash is shown, even if a %p repeats them",
  async (status) => {
    const session = "session1".padEnd(32, "0");
    const echo = {
      error: { code: "SYS.1007", description: "d", details: `session[${session}] hash ${hash}` },
    };
    const zstack = scripted(({ line }) => (isLogIn(line) ? granted : [status, echo]));
    const error = await zstack.cloud.imagesNamed("a").catch((failure) => failure);
    expect(error.message).toContain("hash [secret]");
    const printed = `${inspect(error, { depth: 9 })}${JSON.stringify(error)}${inspect(zstack.session, { depth: 9 })}`;
    expect(printed).not.toContain(session);
    expect(printed).not.toContain(hash);
  },
);
