import { type LocalCloud, startCloud } from "../index";
import { passwordRequest, send, signIn, virtualClock } from "../testing/testClient";

const clock = virtualClock();
let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await startCloud({
    clock,
    passwords: { otc: "canary-secret" },
    settings: { tokenLifetimeSeconds: 100 },
  });
});
afterAll(() => cloud.close());
const tokens = (service: "iam" | "keystone") => `${cloud.endpoints[service]}/v3/auth/tokens`;
// biome-ignore lint/suspicious/noExplicitAny: bodies are bent in many ways
const request = (): any => structuredClone(passwordRequest(cloud, "openstack"));

test("a token of IAM comes with the catalogue of its region", async () => {
  const { status, headers, body } = await send("POST", tokens("iam"), passwordRequest(cloud, "otc"));
  expect(status).toBe(201);
  expect(headers.get("x-subject-token")?.length).toBeGreaterThan(1000);
  expect(headers.get("x-request-id")).toMatch(/^[0-9a-f]{32}$/);
  const urls = body.token.catalog.map((entry: { type: string; endpoints: { url: string }[] }) => [
    entry.type,
    entry.endpoints[0]?.url,
  ]);
  const { id } = body.token.project;
  expect(Object.fromEntries(urls)).toEqual({
    identity: `${cloud.endpoints.iam}/v3`,
    image: cloud.endpoints.ims,
    object: cloud.endpoints.obs,
    ecs: `${cloud.endpoints.ecs}/v1/${id}`,
    cbr: `${cloud.endpoints.cbr}/v3/${id}`,
    "data-protect": `${cloud.endpoints.csbs}/v1/${id}`,
    volumev2: `${cloud.endpoints.evs}/v2/${id}`,
    volumev3: `${cloud.endpoints.evs}/v3/${id}`,
  });
  expect(body.token.catalog[1].endpoints.map((one: { interface: string }) => one.interface)).toEqual([
    "public",
    "internal",
    "admin",
  ]);
  expect(body.token.expires_at).toBe("2026-11-21T08:01:40.000000Z");
});

test("`nocatalog` leaves the catalogue out", async () => {
  const { body } = await send("POST", `${tokens("iam")}?nocatalog=true`, passwordRequest(cloud, "otc"));
  expect(body.token.catalog).toBeUndefined();
});

test("Keystone's catalogue names image, volumev3 and identity", async () => {
  const { body } = await send("POST", tokens("keystone"), request());
  expect(body.token.catalog.map(({ type }: { type: string }) => type)).toEqual([
    "identity",
    "image",
    "volumev3",
  ]);
});

test.each(["iam", "keystone"] as const)("%s says which versions it has", async (service) => {
  const root = await send("GET", `${cloud.endpoints[service]}/`);
  expect([root.status, root.headers.get("location")]).toEqual([300, `${cloud.endpoints[service]}/v3/`]);
  expect((await send("GET", `${cloud.endpoints[service]}/v3`)).body.version.id).toBe("v3.14");
});

test("a wrong password, an unknown project and IAM's user at Keystone are 401 in Keystone's form", async () => {
  const wrong = request();
  wrong.auth.identity.password.user.password = "wrong";
  const elsewhere = request();
  elsewhere.auth.scope.project.name = "nope";
  for (const body of [wrong, elsewhere, passwordRequest(cloud, "otc")]) {
    const reply = await send("POST", tokens("keystone"), body);
    expect([reply.status, reply.body.error.title]).toEqual([401, "Unauthorized"]);
  }
});

test("a body that breaks the schema is 400 in Keystone's form", async () => {
  const withoutMethods = request();
  delete withoutMethods.auth.identity.methods;
  for (const body of [withoutMethods, {}, "{"]) {
    const reply = await send("POST", tokens("keystone"), body);
    expect([reply.status, reply.body.error.code, reply.body.error.title]).toEqual([400, 400, "Bad Request"]);
  }
});

test("an application credential signs in to its project and takes no scope", async () => {
  const { auth } = cloud.credentials["openstack-appcred"];
  const identity = {
    methods: ["application_credential"],
    application_credential: {
      id: auth.application_credential_id,
      secret: auth.application_credential_secret,
    },
  };
  const { status, body } = await send("POST", tokens("keystone"), { auth: { identity } });
  expect([status, body.token.project.name, body.token.application_credential.id]).toEqual([
    201,
    "lab",
    auth.application_credential_id,
  ]);
  const scoped = { auth: { identity, scope: { project: { name: "other", domain: { id: "default" } } } } };
  expect((await send("POST", tokens("keystone"), scoped)).status).toBe(401);
});

test("a token can be exchanged for one of another project, shown and revoked", async () => {
  const { token, send: call } = await signIn(cloud, "openstack");
  const exchange = {
    auth: {
      identity: { methods: ["token"], token: { id: token } },
      scope: { project: { name: "other", domain: { id: "default" } } },
    },
  };
  expect((await send("POST", tokens("keystone"), exchange)).body.token.project.name).toBe("other");
  expect((await call("GET", tokens("keystone"), undefined, { "x-subject-token": token })).status).toBe(200);
  expect((await call("DELETE", tokens("keystone"), undefined, { "x-subject-token": token })).status).toBe(
    204,
  );
  expect((await call("GET", `${cloud.endpoints.keystone}/v3/projects`)).status).toBe(401);
});

test("projects are found by name", async () => {
  const { send: call } = await signIn(cloud, "otc");
  const { body } = await call("GET", `${cloud.endpoints.iam}/v3/projects?name=eu-de_other`);
  expect(body.projects.map(({ name }: { name: string }) => name)).toEqual(["eu-de_other"]);
});

test("EVS and IMS say that a token is missing, unreadable or must be updated", async () => {
  const { token } = await signIn(cloud, "otc");
  const codes = async (text: string | undefined) => {
    const headers: Record<string, string> = text === undefined ? {} : { "x-auth-token": text };
    const { status, body } = await send("GET", `${cloud.endpoints.ims}/v2/cloudimages`, undefined, headers);
    return [status, body.error_code];
  };
  expect(await codes(undefined)).toEqual([401, "APIGW.0301"]);
  expect(await codes("abc")).toEqual([401, "APIGW.0301"]);
  expect(await codes((await signIn(cloud, "openstack")).token)).toEqual([401, "APIGW.0301"]);
  expect(await codes(token)).toEqual([200, undefined]);
  expect(cloud.revokeTokens("otc")).toBeGreaterThan(0);
  expect(await codes(token)).toEqual([401, "APIGW.0307"]);
  const late = await signIn(cloud, "otc");
  clock.advance(100);
  expect(await codes(late.token)).toEqual([401, "APIGW.0307"]);
});

test("no secret and no token stands in the request log", async () => {
  const { token } = await signIn(cloud, "otc");
  const { auth } = cloud.credentials["openstack-appcred"];
  await send("POST", tokens("iam"), { auth: { identity: { methods: ["token"], token: { id: token } } } });
  await send("POST", tokens("iam"), '{"password": "canary-secret"', { "x-auth-token": token });
  await send("POST", tokens("keystone"), {
    auth: {
      identity: {
        methods: ["application_credential"],
        application_credential: { id: "x", secret: auth.application_credential_secret },
      },
    },
  });
  const log = JSON.stringify(cloud.requests());
  for (const secret of ["canary-secret", token, auth.application_credential_secret as string])
    expect(log).not.toContain(secret);
});
