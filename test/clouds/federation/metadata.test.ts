import { createServer as createHttpServer } from "node:http";
import { createServer, type Server } from "node:net";
import { metadataKeys } from "../../../provider/clouds/huawei/auth/keys/metadataKeys";
import { resolveCloud } from "../../../provider/clouds/settings";
import { type FederationLab, openFederationLab } from "./federationLab";

let lab: FederationLab;
beforeEach(async () => {
  lab = await openFederationLab();
});
afterEach(() => lab.cloud.close());

describe.each(["otc", "otc-swiss", "huaweicloud"] as const)("a server of %s", (profile) => {
  test("signs in with the keys of its agency, and nothing is stored", async () => {
    const volume = lab.cloud.addVolume({ profile });
    const cloud = lab.open(`${profile}-metadata`);
    expect(await cloud.showVolume(volume.id)).toMatchObject({ id: volume.id });
    expect(lab.wire().slice(0, 2)).toEqual(["metadata.securityKey 200", "iam.listProjects 200"]);
  });

  test("gets new keys before the old ones end", async () => {
    const cloud = lab.open(`${profile}-metadata`);
    for (let hour = 0; hour < 3; hour++) {
      await Promise.all([cloud.imagesNamed("x"), cloud.imagesNamed("y")]);
      await lab.clock.sleep(59 * 60_000);
    }
    expect(lab.wire().filter((line) => line === "metadata.securityKey 200")).toHaveLength(3);
    expect(lab.wire().filter((line) => / [45]\d\d$/.test(line))).toEqual([]);
  });
});

test("a metadata service that wants a token of its own gives one", async () => {
  lab.cloud.configure({ metadataTokenRequired: true });
  await lab.open("otc-metadata").location();
  expect(lab.wire().slice(0, 3)).toEqual([
    "metadata.securityKey 401",
    "metadata.issueToken 200",
    "metadata.securityKey 200",
  ]);
});

test.each([false, true])(
  "a server without an agency is told to be given one; token wanted: %s",
  async (wanted) => {
    lab.cloud.configure({ serverAgency: false, metadataTokenRequired: wanted });
    const words = await lab.refusal("otc-metadata");
    expect(words).toContain(`get the keys of this server's agency for cloud "c"`);
    expect(words).toContain("give this server an agency: create one for the cloud service ECS in IAM");
  },
);

test("a metadata service of another make is no such server", async () => {
  const words = await lab.refusal("otc-metadata", { metadata_url: `${lab.cloud.endpoints.metadata}/ec2` });
  expect(words).toContain("give this server an agency");
});

test("a redirect, as a portal on the way sends it, is not followed, and not taken for a missing agency", async () => {
  const portal = createHttpServer((_, response) => response.writeHead(302, { location: "/login" }).end());
  await new Promise<void>((done) => portal.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${(portal.address() as { port: number }).port}`;
  const words = await lab.refusal("otc-metadata", { metadata_url: url });
  portal.close();
  expect(words).toContain("redirected to");
  expect(words).toContain(`only a server of the cloud itself reaches ${url}`);
  expect(words).not.toContain("agency: create one");
});

test("a machine that is no server of the cloud is told so within ten seconds", async () => {
  const silent: Server = createServer(() => {});
  await new Promise<void>((done) => silent.listen(0, "127.0.0.1", done));
  const { port } = silent.address() as { port: number };
  const closed = `http://127.0.0.1:${port}`;
  silent.close();
  const words = await lab.refusal("otc-metadata", { metadata_url: closed });
  expect(words).toContain(`only a server of the cloud itself reaches ${closed}`);
  expect(lab.clock.elapsed()).toBeLessThan(10_000);
});

test("the metadata service is never asked through a proxy, whatever the variables say", async () => {
  const proxies = { HTTP_PROXY: "http://127.0.0.1:9", http_proxy: "http://127.0.0.1:9" };
  const env = { OS_PROFILE: "otc", OS_AUTH_TYPE: "ecsagency", ...proxies };
  const settings = resolveCloud(undefined, {
    env,
    stackConfig: {},
    home: "/",
    cwd: "/",
    readFile: () => undefined,
  });
  // This machine by an address that is not excepted as loopback.
  const url = `${lab.cloud.endpoints.metadata.replace("127.0.0.1", "0.0.0.0")}/otc`;
  await metadataKeys(url, settings, lab.clock).current();
  expect(lab.wire()).toEqual(["metadata.securityKey 200"]);
});

test("a server's agency takes on another account's agency", async () => {
  const auth = {
    agency_name: "demo-agency",
    agency_domain_name: "demo-delegating-account-1",
    project_name: "eu-de_delegated",
  };
  const volume = lab.cloud.addVolume({ profile: "otc", project: "eu-de_delegated" });
  expect(await lab.open("otc-metadata", auth).showVolume(volume.id)).toMatchObject({ id: volume.id });
  expect(lab.wire().slice(0, 2)).toEqual(["metadata.securityKey 200", "iam.createSecurityToken 201"]);
});
