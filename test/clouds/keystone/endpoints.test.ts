import { type LocalCloud, startCloud } from "../../../local-cloud";
import { connect } from "../../../provider/clouds/connect";
import { resolveCloud } from "../../../provider/clouds/settings";
import { realClock } from "../../../provider/http/clock";
import { type CloudError, explain } from "../../../provider/http/errors";

/** Logins to an OpenStack with a given catalogue. */
let cloud: LocalCloud;
beforeEach(async () => {
  cloud = await startCloud();
});
afterEach(() => cloud.close());

/** The address of the local cloud's image service. */
const glance = () => cloud.credentials.openstack.auth.auth_url.replace(/\/keystone.*/, "/glance");

function open(endpoints: readonly object[], beside: object = {}, odd: readonly unknown[] = []) {
  const entry = cloud.credentials.openstack;
  const catalog = [...odd, { type: "image", endpoints }];
  const project = { id: "40000000000000000000000000000001", name: "main" };
  cloud.addFault({
    route: "keystone.createToken",
    kind: "status",
    status: 201,
    headers: { "x-subject-token": "some" },
    body: { token: { expires_at: "2999-01-01T00:00:00Z", project, catalog } },
  });
  const text = JSON.stringify({ clouds: { c: { ...entry, ...beside } } });
  const readFile = (path: string) => (path === "/app/clouds.yaml" ? text : undefined);
  const sources = { env: {}, stackConfig: {}, home: "/", cwd: "/app", readFile };
  return connect(resolveCloud("c", sources), realClock);
}

const endpoint = (face: string, region = "RegionOne", url = glance()) => ({ interface: face, url, region });
const refusal = async (work: Promise<unknown>) =>
  work.then(
    () => "found",
    (error: CloudError) => explain(error),
  );

test("a list of interfaces falls back in its order", async () => {
  const both = [endpoint("public"), endpoint("internal", "RegionOne", "https://internal.example")];
  const regional = { region_name: "RegionOne" };
  const at = (offered: readonly object[], faces: unknown) =>
    open(offered, { ...regional, interface: faces }).address("image");
  expect(await at(both, ["admin", "internal", "public"])).toBe("https://internal.example");
  expect(await at(both.slice(0, 1), ["internal", "public"])).toBe(glance());
});

test("a service of another interface alone is named as the cause, and how to take it", async () => {
  const cloud = open([endpoint("internal")], { region_name: "RegionOne" });
  const message = await refusal(cloud.location());
  expect(message).toContain(
    "has no known image service in region RegionOne: the catalogue has it as internal, not as public",
  );
  expect(message).toMatch(/set interface in the entry "c" .* to internal/);
});

test("the regions of the catalogue are listed where the wanted one has no such service", async () => {
  const cloud = open([endpoint("public", "north"), endpoint("public", "south")], {
    region_name: "RegionOne",
  });
  const message = await refusal(cloud.location());
  expect(message).toContain("in region RegionOne; the catalogue has it in north, south");
  expect(message).toMatch(/set region_name .* to one of these/);
});

test("an address that is set by hand needs no choice of a region", async () => {
  const regions = [endpoint("public", "north"), endpoint("public", "south")];
  expect(await refusal(open(regions, { region_name: undefined }).location())).toContain(
    "in several regions: north, south",
  );
  const set = { region_name: undefined, image_endpoint_override: "https://set.example/v2" };
  expect(await open(regions, set).location()).toMatchObject({ endpoint: "https://set.example", region: "" });
  const one = regions.slice(0, 1);
  expect(await open(one, set).location()).toMatchObject({ endpoint: "https://set.example", region: "north" });
});

test.each([
  ["an entry without endpoints", [{ type: "dns" }]],
  ["an endpoint without an interface", [{ type: "dns", endpoints: [{ url: "https://dns.example" }] }]],
  ["an entry that is nothing", [null]],
])("%s does not stop the log-in", async (_, odd) => {
  const cloud = open([endpoint("public")], { region_name: "RegionOne" }, odd);
  expect(await cloud.address("image")).toBe(glance());
});
