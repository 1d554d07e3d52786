import { type LocalCloud, startCloud } from "../index";
import { send, virtualClock } from "../testing/testClient";

let cloud: LocalCloud;
beforeEach(async () => {
  cloud = await startCloud({ clock: virtualClock() });
});
afterEach(() => cloud.close());

const ask = (headers: Record<string, string> = {}, name = "otc") =>
  send("GET", `${cloud.endpoints.metadata}/${name}/openstack/latest/securitykey`, undefined, headers);

test("a server with an agency gets temporary keys, for as long as the setting says", async () => {
  cloud.configure({ serverKeysSeconds: 900 });
  const { status, body } = await ask();
  expect([status, Object.keys(body.credential)]).toEqual([
    200,
    ["access", "secret", "securitytoken", "expires_at"],
  ]);
  expect(body.credential.expires_at).toMatch(/:15:00\.000000Z$/);
  expect((await ask({}, "openstack")).status).toBe(404);
});

test("without an agency it is told to configure one", async () => {
  cloud.configure({ serverAgency: false });
  const { status, body } = await ask();
  expect([status, body]).toEqual([
    401,
    expect.stringContaining("Please configure Cloud Service Agency first"),
  ]);
});

test("where a token is wanted, the service gives it for a time", async () => {
  cloud.configure({ metadataTokenRequired: true });
  expect((await ask()).status).toBe(401);
  const url = `${cloud.endpoints.metadata}/otc/meta-data/latest/api/token`;
  const header = "x-metadata-token-ttl-seconds";
  expect((await send("PUT", url, undefined, {})).status).toBe(400);
  expect((await send("PUT", url, undefined, { [header]: "21601" })).status).toBe(400);
  const { body } = await send("PUT", url, undefined, { [header]: "60" });
  expect((await ask({ "x-metadata-token": body })).status).toBe(200);
});
