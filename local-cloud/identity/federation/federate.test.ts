import { type LocalCloud, startCloud } from "../../index";
import { send, virtualClock } from "../../testing/testClient";
import { demoSubject } from "./idToken";

let cloud: LocalCloud;
let clock: ReturnType<typeof virtualClock>;
beforeEach(async () => {
  clock = virtualClock();
  cloud = await startCloud({ clock });
});
afterEach(() => cloud.close());

const aud = "cloud-images";
const path = (name: string, protocol = name === "openstack" ? "openid" : "oidc") =>
  `/v3/OS-FEDERATION/identity_providers/github-${name}/protocols/${protocol}/auth`;
const base = (name: string) => (name === "openstack" ? cloud.endpoints.keystone : cloud.endpoints.iam);
const byBearer = (name: string, token: string, where = path(name)) =>
  send("POST", `${base(name)}${where}`, undefined, { authorization: `Bearer ${token}` });
const byIdToken = (name: string, auth: object) =>
  send(
    "POST",
    `${cloud.endpoints.iam}/v3.0/OS-AUTH/id-token/tokens`,
    { auth },
    { "x-idp-id": `github-${name}` },
  );
const scopedTo = (name: string, id: string, project: object) =>
  send("POST", `${base(name)}/v3/auth/tokens`, {
    auth: { identity: { methods: ["token"], token: { id } }, scope: { project } },
  });

test.each(["otc", "otc-swiss", "huaweicloud", "openstack"] as const)(
  "an id token becomes a token for no project, and that one of the group's project alone: %s",
  async (name) => {
    const reply = await byBearer(name, cloud.issueIdToken({ aud }));
    expect(reply.status).toBe(201);
    expect(reply.body.token).toMatchObject({
      methods: ["mapped"],
      user: { "OS-FEDERATION": { identity_provider: { id: `github-${name}` } } },
    });
    expect(reply.body.token).not.toHaveProperty("project");
    const id = reply.headers.get("x-subject-token") ?? "";
    const { project_name = "" } = cloud.credentials[name].auth;
    const domain = name === "openstack" ? { domain: { id: "default" } } : {};
    expect((await scopedTo(name, id, { name: project_name, ...domain })).status).toBe(201);
    const other = project_name.replace(/(_lab)?$/, "_other").replace("lab_other", "other");
    expect((await scopedTo(name, id, { name: other, ...domain })).status).toBe(401);
  },
);

test("IAM also takes it in the body, with or without a project, and gives keys for it", async () => {
  const id_token = { id: cloud.issueIdToken({ aud }) };
  const scoped = await byIdToken("huaweicloud", { id_token, scope: { project: { name: "cn-north-4" } } });
  expect(scoped.body.token.project.name).toBe("cn-north-4");
  const reply = await byIdToken("huaweicloud", { id_token });
  expect(reply.body.token).not.toHaveProperty("project");
  const token = { id: reply.headers.get("x-subject-token"), duration_seconds: 900 };
  const keys = await send("POST", `${cloud.endpoints.iam}/v3.0/OS-CREDENTIAL/securitytokens`, {
    auth: { identity: { methods: ["token"], token } },
  });
  expect(keys.status).toBe(201);
  expect(Object.keys(keys.body.credential)).toEqual(["access", "secret", "securitytoken", "expires_at"]);
  expect((await byIdToken("huaweicloud", { id_token, more: 1 })).body.error_code).toBe("IAM.0011");
});

const now = () => clock.now() / 1000;
const refused: readonly (readonly [string, () => string])[] = [
  ["an audience that is not the provider's", () => cloud.issueIdToken()],
  ["another issuer", () => cloud.issueIdToken({ aud, iss: "https://gitlab.example" })],
  ["an end that is over", () => cloud.issueIdToken({ aud, exp: now() - 1 })],
  ["a beginning that is to come", () => cloud.issueIdToken({ aud, nbf: now() + 60 })],
  ["a signature of another key", () => `${cloud.issueIdToken({ aud }).slice(0, -8)}AAAAAAAA`],
  ["no token's form", () => "canary"],
];

test.each(refused)("%s is refused: 401, at Keystone by its web server's page", async (_, token) => {
  expect(await byBearer("otc", token())).toMatchObject({ status: 401, body: { error: { code: 401 } } });
  const page = await byBearer("openstack", token());
  expect([page.status, page.headers.get("content-type")]).toEqual([401, "text/html; charset=iso-8859-1"]);
});

test("a subject that no rule maps is 403 at IAM, and 400 at Keystone in its own words", async () => {
  const token = cloud.issueIdToken({ aud, sub: "repo:demo/images:ref:refs/heads/wild" });
  expect((await byBearer("otc", token)).status).toBe(403);
  const { status, body } = await byBearer("openstack", token);
  expect([status, body.error.message]).toEqual([400, expect.stringContaining("Could not map any federated")]);
  cloud.patchIdentityProvider("otc", { subjects: ["repo:demo/images:ref:refs/heads/wild"] });
  expect((await byBearer("otc", token)).status).toBe(201);
});

test("unknown providers and protocols are 404, and one service does not know the other's", async () => {
  const token = cloud.issueIdToken({ aud });
  expect((await byBearer("otc", token, path("canary"))).body.error.message).toBe(
    "Could not find Identity Provider: github-canary.",
  );
  expect((await byBearer("otc", token, path("otc", "saml"))).status).toBe(404);
  expect((await byBearer("otc", token, path("openstack"))).status).toBe(404);
  expect((await byIdToken("canary", { id_token: { id: token } })).status).toBe(404);
});

test("a job of GitHub's gets a token for its audience, for as long as the setting says", async () => {
  cloud.configure({ idTokenLifetimeSeconds: 60 });
  const { ACTIONS_ID_TOKEN_REQUEST_URL: url = "", ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer } = cloud.githubJob;
  const ask = (authorization: string) => send("GET", `${url}&audience=${aud}`, undefined, { authorization });
  const { value } = (await ask(`Bearer ${bearer}`)).body;
  const claims = JSON.parse(Buffer.from(value.split(".")[1], "base64url").toString());
  expect(claims).toMatchObject({ aud, sub: demoSubject, exp: claims.iat + 60 });
  expect((await ask("Bearer canary")).status).toBe(401);
  clock.advance(61_000);
  expect((await byBearer("otc", value)).status).toBe(401);
});

test("no log of the cloud shows a token", async () => {
  await byBearer("otc", cloud.issueIdToken({ aud }));
  await byIdToken("otc", { id_token: { id: cloud.issueIdToken({ aud }) } });
  expect(JSON.stringify(cloud.requests())).not.toContain("eyJ");
});
