import { type LocalCloud, startCloud } from "../index";
import { compact, lab, type Signing, sendSigned } from "../testing/sendSigned";
import { type Reply, send, signIn, virtualClock } from "../testing/testClient";

const clock = virtualClock();
let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await startCloud({ clock });
});
afterAll(() => cloud.close());
beforeEach(() => cloud.configure({ clockSkewSeconds: 0, strictSignatures: true }));

const signedSend = (url: string, options?: Signing) => sendSigned(cloud, clock.now(), url, options);
const images = (query = "limit=1&name=x") => `${cloud.endpoints.ims}/v2/cloudimages?${query}`;
const outcome = ({ status, body }: Reply) => [status, body.error_code, body.error_msg];

describe("a right signature is accepted", () => {
  test("in the form of today, on all three services", async () => {
    const { id } = cloud.addVolume();
    expect((await signedSend(images())).status).toBe(200);
    expect((await signedSend(`${cloud.endpoints.evs}/v2/${lab}/volumes/${id}`)).body.volume.id).toBe(id);
    const projects = await signedSend(`${cloud.endpoints.iam}/v3/projects?name=eu-de_lab`, {
      headers: { "x-project-id": "" },
    });
    expect(projects.body.projects).toMatchObject([{ id: lab, name: "eu-de_lab" }]);
  });

  test("in the older, scoped form, with and without region and service", async () => {
    const day = compact(clock.now()).slice(0, 8);
    for (const scope of [`${day}/eu-de/ims/sdk_request`, `${day}///sdk_request`])
      expect((await signedSend(images(), { scope })).status).toBe(200);
    expect(outcome(await signedSend(images(), { scope: "20200101/eu-de/ims/sdk_request" }))[0]).toBe(401);
  });

  test("with a body, its bytes beyond ASCII too, and with temporary keys", async () => {
    const { id } = cloud.addVolume();
    const url = `${cloud.endpoints.evs}/v2/${lab}/volumes/${id}/action`;
    const status = async (image_name: string) => {
      const body = JSON.stringify({ "os-volume_upload_image": { image_name } });
      return (await signedSend(url, { body, name: "otc-aksk-temporary" })).status;
    };
    expect(await status("镜像")).toBe(400); // EVS of OTC takes no such name: the signature was right
    expect(await status("web")).toBe(202);
  });

  test("up to 15 minutes off", async () => {
    expect((await signedSend(images(), { at: clock.now() - 900_000 })).status).toBe(200);
    expect((await signedSend(images(), { at: clock.now() + 900_000 })).status).toBe(200);
  });
});

const wrongSignature = [
  401,
  "APIGW.0301",
  "Incorrect IAM authentication information: verify aksk signature fail",
];

describe("only the date must be signed, as the pages say", () => {
  const account = "d0000000000000000000000000000001";
  const added =
    (headers: Record<string, string>): NonNullable<Signing["tampered"]> =>
    (request) =>
      Object.assign(request.headers, headers);
  /** golangsdk signs what it has so far, the host among it, and then says for whom it asks. */
  const likeTerraform: Signing = {
    scope: `${compact(clock.now()).slice(0, 8)}///sdk_request`,
    headers: { accept: "application/json", "user-agent": "golangsdk/2.0.0", "x-project-id": "" },
    tampered: added({ "x-project-id": lab, "x-domain-id": account }),
  };
  const nothingButTheDate: Signing = {
    headers: { host: "", "x-project-id": "" },
    tampered: added({ "x-project-id": lab }),
  };
  const temporary: Signing = {
    name: "otc-aksk-temporary",
    headers: { "x-security-token": "" },
    tampered: added({ "x-security-token": "demo-security-token-otc" }),
  };

  test.each<[string, Signing, string]>([
    ["as Terraform's providers sign", likeTerraform, "sent, but not signed: x-project-id, x-domain-id"],
    ["nothing but the date", nothingButTheDate, "sent, but not signed: host, x-project-id"],
    ["temporary keys", temporary, "sent, but not signed: x-security-token"],
  ])("%s: taken with a warning, or refused where the switch says so", async (_, signing, warning) => {
    const warned: string[] = [];
    const own = await startCloud({ clock, warn: (text) => void warned.push(text) });
    const url = `${own.endpoints.ims}/v2/cloudimages?limit=1`;
    expect((await sendSigned(own, clock.now(), url, signing)).status).toBe(200);
    expect(own.requests().map(({ warnings }) => warnings)).toEqual([[warning]]);
    expect(warned).toEqual([`ims.listImages: ${warning}`]);
    own.configure({ strictSignatures: true });
    expect(outcome(await sendSigned(own, clock.now(), url, signing))).toEqual(wrongSignature);
    await own.close();
  });

  test("a request all of whose headers are signed warns of nothing", async () => {
    cloud.configure({ strictSignatures: false });
    cloud.clearRequests();
    await signedSend(images(""));
    expect(cloud.requests().map(({ warnings }) => warnings)).toEqual([[]]);
  });

  test("what is signed counts: changed on the way, the request is refused, and no warning is given", async () => {
    cloud.configure({ strictSignatures: false });
    cloud.clearRequests();
    const tampered: Signing["tampered"] = (request) => {
      Object.assign(request.headers, { "x-project-id": lab });
      request.url.searchParams.set("limit", "2");
    };
    const reply = await signedSend(images(), { headers: { "x-project-id": "" }, tampered });
    expect(outcome(reply)).toEqual(wrongSignature);
    expect(cloud.requests().map(({ warnings }) => warnings)).toEqual([[]]);
  });
});

describe("anything else is refused", () => {
  test.each<[string, NonNullable<Signing["tampered"]>]>([
    [
      "method",
      (request) =>
        Object.assign(request, {
          method: "DELETE",
          url: new URL(images().replace("cloudimages", "images/x")),
        }),
    ],
    ["path", (request) => Object.assign(request.url, { pathname: "/ims/v2/images" })],
    ["query", (request) => request.url.searchParams.set("limit", "2")],
    ["a parameter more", (request) => request.url.searchParams.append("name", "y")],
    [
      "project",
      (request) => Object.assign(request.headers, { "x-project-id": "10000000000000000000000000000002" }),
    ],
    ["date", (request) => Object.assign(request.headers, { "x-sdk-date": compact(clock.now() + 1000) })],
    ["an unsigned account", (request) => Object.assign(request.headers, { "x-domain-id": "d" })],
    [
      "signature",
      (request) =>
        Object.assign(request.headers, {
          authorization: request.headers.authorization?.replace(/.$/, (last) => (last === "0" ? "1" : "0")),
        }),
    ],
    [
      "an unsigned date",
      (request) =>
        Object.assign(request.headers, {
          authorization: request.headers.authorization?.replace(";x-sdk-date", ""),
        }),
    ],
  ])("changed after signing: %s", async (_, tampered) => {
    expect(outcome(await signedSend(images(), { tampered }))).toEqual(wrongSignature);
  });

  test("a body changed after signing: nothing happens", async () => {
    const { id } = cloud.addVolume();
    const url = `${cloud.endpoints.evs}/v2/${lab}/volumes/${id}/action`;
    const body =
      '{"os-volume_upload_image": {"image_name": "a", "container_format": "bare", "disk_format": "zvhd2"}}';
    const tampered: Signing["tampered"] = (request) =>
      Object.assign(request, { body: body.replace('"a"', '"b"') });
    expect(outcome(await signedSend(url, { body, tampered }))).toEqual(wrongSignature);
    expect(cloud.volumes().find((volume) => volume.id === id)?.status).toBe("available");
  });

  test("a key that nobody has", async () => {
    const tampered: Signing["tampered"] = (request) =>
      Object.assign(request.headers, {
        authorization: request.headers.authorization?.replace(/Access=\w+/, "Access=AKNOBODY"),
      });
    const [status, code, text] = outcome(await signedSend(images(), { tampered }));
    expect([status, code]).toEqual([401, "APIGW.0301"]);
    expect(text).toBe(
      "Incorrect IAM authentication information: Get secretKey failed,ak:AKNOBODY,err:ak not exist",
    );
  });

  test("a signature that is more than 15 minutes off, by the cloud's own clock, which its answer shows", async () => {
    for (const off of [-901, 901]) {
      const reply = await signedSend(images(), { at: clock.now() + off * 1000 });
      expect(outcome(reply)[2]).toContain("signature expired");
    }
    cloud.configure({ clockSkewSeconds: 3600 });
    const reply = await signedSend(images());
    expect(outcome(reply)[2]).toContain("server time:20261121T090000Z");
    expect(reply.headers.get("date")).toBe("Sat, 21 Nov 2026 09:00:00 GMT");
    expect((await signedSend(images(), { at: clock.now() + 3_600_000 })).status).toBe(200);
  });

  test("temporary keys without their security token", async () => {
    for (const token of ["", "other"]) {
      const reply = await signedSend(images(), {
        name: "otc-aksk-temporary",
        headers: { "x-security-token": token },
      });
      expect(outcome(reply)[2]).toContain("security token");
    }
  });

  test("an Authorization header of another kind, and none", async () => {
    expect(
      outcome(await send("GET", images(), undefined, { authorization: "SDK-HMAC-SHA256 nonsense" }))[0],
    ).toBe(401);
    expect(outcome(await send("GET", images()))[2]).toContain("x-auth-token not found");
  });

  test("on OpenStack's own services: they know no keys", async () => {
    expect((await signedSend(`${cloud.endpoints.glance}/v2/images`)).status).toBe(401);
    expect((await signedSend(`${cloud.endpoints.keystone}/v3/projects`)).status).toBe(401);
  });
});

describe("X-Project-Id decides the project", () => {
  test("each project sees its own images", async () => {
    const other = "10000000000000000000000000000002";
    const image = cloud.addImage({ project: other, name: "theirs" });
    const ids = async (project: string) =>
      (await signedSend(images("name=theirs"), { headers: { "x-project-id": project } })).body.images.map(
        ({ id }: { id: string }) => id,
      );
    expect([await ids(lab), await ids(other)]).toEqual([[], [image.id]]);
  });

  test("without it the region's main project is meant, where the account has one", async () => {
    const headers = { "x-project-id": "" };
    expect((await signedSend(images(), { name: "huaweicloud-aksk", headers })).status).toBe(200);
    expect((await signedSend(images(), { headers })).body.error.code).toBe("IMG.0030");
  });

  test("another account's project is refused", async () => {
    const reply = await signedSend(images(), {
      headers: { "x-project-id": "20000000000000000000000000000001" },
    });
    expect(outcome(reply).slice(0, 2)).toEqual([403, "APIGW.0310"]);
  });
});

describe("temporary keys are given out", () => {
  const url = () => `${cloud.endpoints.iam}/v3.0/OS-CREDENTIAL/securitytokens`;
  const role = { agency_name: "demo-agency", domain_name: "demo-delegating-account-1" };
  const assume = (assume_role: object) => ({ auth: { identity: { methods: ["assume_role"], assume_role } } });

  test("for a token, for 15 minutes by default", async () => {
    const { send: call } = await signIn(cloud, "otc");
    const { status, body } = await call("POST", url(), { auth: { identity: { methods: ["token"] } } });
    expect([status, body.credential.expires_at]).toEqual([201, "2026-11-21T08:15:00.000000Z"]);
    expect(Object.keys(body.credential).sort()).toEqual(["access", "expires_at", "secret", "securitytoken"]);
  });

  test("for an agency, by either name of the field, to a token and to a signature", async () => {
    const { send: call } = await signIn(cloud, "otc");
    const { agency_name, ...domain } = role;
    expect((await call("POST", url(), assume({ ...role, duration_seconds: 3600 }))).status).toBe(201);
    expect((await call("POST", url(), assume({ ...domain, xrole_name: agency_name }))).status).toBe(201);
    const headers = { "x-project-id": "" };
    const reply = await signedSend(url(), { headers, body: JSON.stringify(assume(role)) });
    expect(reply.status).toBe(201);
  });

  test.each<[string, object, number, string]>([
    ["another agency", { ...role, agency_name: "gone" }, 404, "IAM.0004"],
    ["no account", { agency_name: "demo-agency" }, 400, "IAM.0011"],
    ["a duration out of range", { ...role, duration_seconds: 899 }, 400, "IAM.0011"],
    ["an unknown field", { ...role, more: 1 }, 400, "IAM.0011"],
  ])("not for %s", async (_, body, status, code) => {
    const { send: call } = await signIn(cloud, "otc");
    expect(outcome(await call("POST", url(), assume(body))).slice(0, 2)).toEqual([status, code]);
  });

  test("not to strangers, and none of it stands in the request log", async () => {
    expect((await send("POST", url(), assume(role))).status).toBe(401);
    const { send: call } = await signIn(cloud, "otc");
    const { body } = await call("POST", url(), assume(role));
    await signedSend(images());
    const log = JSON.stringify(cloud.requests());
    for (const secret of [
      body.credential.secret,
      body.credential.securitytoken,
      "demo-secret-key-otc",
      "Signature=",
    ])
      expect(log).not.toContain(secret);
  });
});

test.each([
  ["ecs", "v1", "cloudservers/x", 404],
  ["cbr", "v3", "vaults", 200],
  ["csbs", "v1", "checkpoint_items/x", 404],
  ["ims", "v1", "jobs/x", 400],
] as const)("%s takes signatures as the others do", async (service, version, path, status) => {
  const url = `${cloud.endpoints[service]}/${version}/${lab}/${path}`;
  expect((await signedSend(url)).status).toBe(status);
  const tampered: Signing["tampered"] = (request) => {
    request.url.searchParams.set("limit", "1");
  };
  expect((await signedSend(url, { tampered })).status).toBe(401);
});
