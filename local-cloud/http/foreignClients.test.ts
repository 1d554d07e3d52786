import { type LocalCloud, startCloud } from "../index";
import { compact, lab, type Signing, sendSigned } from "../testing/sendSigned";
import { type Reply, send, signIn, virtualClock } from "../testing/testClient";

/** What clients of others send, in their order, as their sources and their runs against this cloud show. */

const clock = virtualClock();
let cloud: LocalCloud;
beforeEach(async () => {
  cloud = await startCloud({ clock, portEach: true });
});
afterEach(() => cloud.close());

const endpoint = (catalog: { type: string; endpoints: { url: string }[] }[], type: string) =>
  catalog.find((entry) => entry.type === type)?.endpoints[0]?.url;

describe("Open Telekom Cloud's Terraform provider, with access keys", () => {
  const account = { id: "d0000000000000000000000000000001", name: "OTC00000000001000000001" };

  /** gophertelekomcloud: the older form without region and service; whom it is for comes after signing. */
  const golang = (url: string, project?: string, signing: Signing = {}): Promise<Reply> =>
    sendSigned(cloud, clock.now(), url, {
      scope: `${compact(clock.now()).slice(0, 8)}///sdk_request`,
      ...signing,
      headers: { accept: "application/json", "user-agent": "golangsdk/2.0.0", "x-project-id": "" },
      tampered: ({ headers }) => {
        if (project !== undefined) headers["x-project-id"] = project;
      },
    });

  async function connected() {
    const iam = cloud.endpoints.iam;
    expect((await send("GET", `${iam}/`)).status).toBe(300);
    const { projects } = (await golang(`${iam}/v3/projects?name=eu-de_lab`)).body;
    const { domains } = (await golang(`${iam}/v3/auth/domains?name=${account.name}`, projects[0].id)).body;
    const { catalog } = (await golang(`${iam}/v3/auth/catalog`, projects[0].id)).body;
    return { project: projects[0], domains, catalog };
  }

  test("finds its project, its account and the services by signed calls", async () => {
    const { project, domains, catalog } = await connected();
    expect(project).toMatchObject({ id: lab, domain_id: account.id });
    expect(domains).toMatchObject([{ ...account, enabled: true }]);
    expect(endpoint(catalog, "image")).toBe(cloud.endpoints.ims);
    expect(endpoint(catalog, "volumev2")).toBe(`${cloud.endpoints.evs}/v2/${lab}`);
  });

  test("its client for the whole account sends no project", async () => {
    const { iam } = cloud.endpoints;
    expect((await golang(`${iam}/v3/auth/domains?name=${account.name}`)).body.domains).toHaveLength(1);
    const { catalog } = (await golang(`${iam}/v3/auth/catalog`)).body;
    expect(endpoint(catalog, "identity")).toBe(`${iam}/v3`);
  });

  test("with an agency it gets a token of the account that delegates, and works there", async () => {
    const { agency_name, agency_domain_name, project_name } = cloud.credentials["otc-aksk-agency"].auth;
    const body = (name?: string) =>
      JSON.stringify({
        auth: {
          identity: {
            methods: ["assume_role"],
            assume_role: { domain_name: agency_domain_name, xrole_name: name },
          },
          scope: { project: { domain: { name: agency_domain_name }, name: project_name } },
        },
      });
    const url = `${cloud.endpoints.iam}/v3/auth/tokens`;
    const { status, headers, body: answer } = await golang(url, undefined, { body: body(agency_name) });
    expect([status, answer.token.project]).toMatchObject([201, { name: "eu-de_delegated" }]);
    expect(answer.token.assumed_by.user.domain).toEqual(account);
    const token = { "x-auth-token": headers.get("x-subject-token") ?? "" };
    const theirs = cloud.addImage({ project: "eu-de_delegated" });
    const { images } = (
      await send("GET", `${endpoint(answer.token.catalog, "image")}/v2/cloudimages`, undefined, token)
    ).body;
    expect(images.map(({ id }: { id: string }) => id)).toEqual([theirs.id]);
    const { domains } = (await send("GET", `${cloud.endpoints.iam}/v3/auth/domains`, undefined, token)).body;
    expect(domains).toMatchObject([{ name: agency_domain_name }]);
    expect((await golang(url, undefined, { body: body("other") })).status).toBe(404);
    expect((await golang(url, undefined, { body: body() })).status).toBe(400);
    expect((await send("POST", url, body(agency_name))).status).toBe(401);
  });

  test("no other account is listed, and strangers see nothing", async () => {
    const { iam } = cloud.endpoints;
    expect((await golang(`${iam}/v3/auth/domains?name=other`)).body.domains).toEqual([]);
    for (const path of ["auth/domains", "auth/catalog"])
      expect((await send("GET", `${iam}/v3/${path}`)).status).toBe(401);
  });

  test("makes a data image of a disk, reads it where the job's sub-job has it, changes and deletes it", async () => {
    const { catalog } = await connected();
    const ims = endpoint(catalog, "image");
    const { id: volume_id } = cloud.addVolume();
    const body = JSON.stringify({ data_images: [{ name: "disk", volume_id, description: "made by tf" }] });
    const { job_id } = (await golang(`${ims}/v2/cloudimages/action`, lab, { body })).body;
    clock.advance(60);
    const { entities } = (await golang(`${ims}/v1/${lab}/jobs/${job_id}`, lab)).body;
    const { image_id } = entities.sub_jobs_result[0].entities;
    const { images } = (await golang(`${ims}/v2/cloudimages?id=${image_id}`, lab)).body;
    expect(images).toMatchObject([{ id: image_id, name: "disk", status: "active" }]);
    const rename = JSON.stringify([{ op: "replace", path: "/name", value: "renamed" }]);
    const renamed = { method: "PATCH", body: rename };
    expect((await golang(`${ims}/v2/cloudimages/${image_id}`, lab, renamed)).body.name).toBe("renamed");
    expect((await golang(`${ims}/v2/images/${image_id}`, lab, { method: "DELETE" })).status).toBe(204);
  });
});

describe("Huawei's Python SDK, which drops the path of an endpoint", () => {
  const signed = (origin: string, path: string, signing: Signing = {}) =>
    sendSigned(cloud, clock.now(), `${origin}${path}`, { name: "huaweicloud-aksk", ...signing });
  const [iam, ims, evs] = [
    () => cloud.origins.iam ?? "",
    () => cloud.origins.ims ?? "",
    () => cloud.origins.evs ?? "",
  ];

  test("finds its project by the region's name, then reaches each service at the root of its port", async () => {
    const { projects } = (
      await signed(iam(), "/v3/projects?name=cn-north-4", { headers: { "x-project-id": "" } })
    ).body;
    const headers = { "x-project-id": projects[0].id as string };
    expect((await signed(iam(), "/v3/auth/domains", { headers })).body.domains).toHaveLength(1);
    const { id: volume_id } = cloud.addVolume({ profile: "huaweicloud" });
    const volumes = await signed(evs(), `/v2/${projects[0].id}/cloudvolumes/detail`, { headers });
    expect(volumes.body.count).toBe(1);
    const body = JSON.stringify({ name: "v", volume_id, os_version: "CentOS 7.3 64bit" });
    const { job_id } = (await signed(ims(), "/v2/cloudimages/action", { headers, body })).body;
    clock.advance(60);
    const { entities } = (await signed(ims(), `/v1/cloudimages/job/${job_id}`, { headers })).body;
    expect(cloud.images()).toMatchObject([{ id: entities.image_id, name: "v", status: "active" }]);
    expect(new Set(cloud.requests().flatMap(({ warnings }) => warnings))).toEqual(new Set());
  });

  test("the signature covers the path as it was requested, and the log names the service", async () => {
    const path = "/v2/cloudimages";
    const headers = { "x-project-id": "30000000000000000000000000000001" };
    expect((await signed(ims(), path, { headers })).status).toBe(200);
    expect((await signed(cloud.endpoints.ims, path, { headers })).status).toBe(200);
    expect(cloud.requests().map((request) => request.path)).toEqual([`/ims${path}`, `/ims${path}`]);
    const prefixed: Signing["tampered"] = ({ url }) => {
      url.pathname = `/ims${url.pathname}`;
    };
    expect((await signed(ims(), path, { headers, tampered: prefixed })).status).not.toBe(200);
  });
});

test("otcextensions makes images of a server and of a data disk with a token", async () => {
  const client = await signIn(cloud, "otc");
  const { ims } = cloud.endpoints;
  const made = async (body: object) =>
    (await client.send("POST", `${ims}/v2/cloudimages/action`, body)).body.job_id;
  const server = cloud.addServer();
  const jobs = [
    await made({ name: "oe", instance_id: server.id }),
    await made({ data_images: [{ name: "od", volume_id: server.volumeIds[0] }] }),
  ];
  clock.advance(60);
  for (const job of jobs)
    expect((await client.send("GET", `${ims}/v1/${client.projectId}/jobs/${job}`)).body.status).toBe(
      "SUCCESS",
    );
  expect(cloud.images().map(({ name, status }) => [name, status])).toEqual([
    ["oe", "active"],
    ["od", "active"],
  ]);
});
