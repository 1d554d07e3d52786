import { type LocalCloud, startCloud } from "../index";
import { type Client, signIn } from "../testing/testClient";

/**
 * All shapes of errors that a client has to understand (docs/vendors/open-telekom-and-huawei.md#error-envelopes), where
 * jobs are asked for.
 */

let cloud: LocalCloud;
let client: Client;
beforeAll(async () => {
  cloud = await startCloud();
  client = await signIn(cloud, "otc");
});
afterAll(() => cloud.close());

const ask = () => client.send("GET", `${cloud.endpoints.ims}/v1/${client.projectId}/jobs/x`);

test.each([
  ["IMS", { error: { message: "m", code: "IMG.0024" } }],
  ["EVS", { badRequest: { message: "m", code: "EVS.5400" } }],
  ["the gateway", { error_code: "APIGW.0301", error_msg: "m", request_id: "r" }],
  ["some services", { code: "X.1", message: "m" }],
  ["Glance", { message: "m", code: "404 Not Found", title: "Not Found" }],
  ["Keystone", { error: { code: 401, message: "m", title: "Unauthorized" } }],
  ["newer services", { errors: [{ error_code: "X.1", error_msg: "m" }] }],
  ["a load balancer, as text", "upstream connect error"],
  ["a load balancer, as nothing", ""],
])("a fault can have the shape of %s", async (_whose, body) => {
  cloud.addFault({ route: "ims.showJob", kind: "status", status: 500, body });
  const reply = await ask();
  expect([reply.status, reply.body]).toEqual([500, body]);
});

test.each([
  ["ims", "showJob", (body: { error?: object }) => body.error],
  ["ecs", "showServer", (body: { error?: object }) => body.error],
  ["cbr", "listVaults", (body: { error_code?: string }) => body.error_code],
  ["csbs", "showBackup", (body: { error_code?: string }) => body.error_code],
] as const)(
  "without a body of its own a fault of %s has the shape of that service",
  async (service, route, code) => {
    cloud.addFault({ route: `${service}.${route}`, kind: "status", status: 500 });
    const paths = {
      ims: `v1/${client.projectId}/jobs/x`,
      ecs: `v1/${client.projectId}/cloudservers/x`,
      cbr: `v3/${client.projectId}/vaults`,
      csbs: `v1/${client.projectId}/checkpoint_items/x`,
    };
    const reply = await client.send("GET", `${cloud.endpoints[service]}/${paths[service]}`);
    expect([reply.status, code(reply.body) !== undefined]).toEqual([500, true]);
  },
);
