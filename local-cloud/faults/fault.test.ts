import { request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { type LocalCloud, type NewFault, startCloud } from "../index";
import { type Client, signIn } from "../testing/testClient";

let cloud: LocalCloud;
let client: Client;
beforeEach(async () => {
  cloud = await startCloud({ settings: { listDelaySeconds: 0 } });
  client = await signIn(cloud, "otc");
});
afterEach(() => cloud.close());

const list = () => client.send("GET", `${cloud.endpoints.ims}/v2/cloudimages`);
const upload = (volumeId: string) =>
  client.send("POST", `${cloud.endpoints.evs}/v2/${client.projectId}/volumes/${volumeId}/action`, {
    "os-volume_upload_image": { image_name: "a" },
  });

/** What a plain socket sees: how far the answer came and how the connection ended. */
function rawList(waitMs = 300): Promise<{ status?: number; length: number; end: string }> {
  return new Promise((resolve) => {
    let status: number | undefined;
    let length = 0;
    const done = (end: string): void => resolve({ ...(status === undefined ? {} : { status }), length, end });
    const call = request(
      `${cloud.endpoints.ims}/v2/cloudimages`,
      { headers: { "x-auth-token": client.token } },
      (response) => {
        status = response.statusCode;
        response.on("data", (chunk: Buffer) => {
          length += chunk.length;
        });
        response.on("error", (error: NodeJS.ErrnoException) => done(error.code ?? error.message));
        response.on("end", () => done("end"));
      },
    );
    call.on("error", (error: NodeJS.ErrnoException) => done(error.code ?? error.message));
    call.end();
    setTimeout(() => done("waiting"), waitMs).unref();
  });
}

const fail = (fault: Partial<NewFault>) => cloud.addFault({ route: "ims.listImages", ...fault } as NewFault);

test("a fault hits the n-th call of its route, as often as it says, and is logged", async () => {
  fail({ kind: "status", status: 503, nth: 2, times: 2 });
  const statuses = [];
  for (let n = 0; n < 4; n += 1) statuses.push((await list()).status);
  expect(statuses).toEqual([200, 503, 503, 200]);
  expect(
    cloud
      .requests()
      .slice(-4)
      .map(({ fault }) => fault),
  ).toEqual([undefined, "status", "status", undefined]);
  expect(cloud.faults()[0]).toMatchObject({ seen: 4, played: 2 });
});

test.each(["*", "ims.*"])("the pattern %s covers the route", async (route) => {
  fail({ route, kind: "status", status: 500 });
  expect((await list()).body.error.code).toBe("IMG.0061");
});

test("a request that a fault keeps away has no effect; an applied one has, though its answer is lost", async () => {
  const [first, second] = [cloud.addVolume(), cloud.addVolume()];
  cloud.addFault({ route: "evs.uploadImage", kind: "status", status: 503 });
  expect((await upload(first.id)).body.serviceUnavailable.code).toBe("EVS.5503");
  expect(cloud.images()).toHaveLength(0);
  cloud.addFault({ route: "evs.uploadImage", kind: "reset", applied: true });
  await expect(upload(second.id)).rejects.toThrow();
  expect(cloud.images().map(({ volumeId }) => volumeId)).toEqual([second.id]);
});

test("a status may carry any body and headers", async () => {
  fail({ kind: "status", status: 418, body: { tea: true }, headers: { "X-Pot": "1" } });
  const reply = await list();
  expect([reply.status, reply.body, reply.headers.get("x-pot")]).toEqual([418, { tea: true }, "1"]);
});

test("throttling comes in three forms, with Retry-After when wanted", async () => {
  fail({ kind: "throttle", retryAfter: 3 });
  const gateway = await list();
  expect([gateway.status, gateway.body.error_code, gateway.headers.get("retry-after")]).toEqual([
    429,
    "APIGW.0308",
    "3",
  ]);
  fail({ kind: "throttle", envelope: "ims-400" });
  expect((await list()).body.error.code).toBe("IMG.0060");
  fail({ kind: "throttle", envelope: "cinder-413" });
  expect((await list()).body.overLimit.retryAfter).toBe("0");
});

test("a delayed answer is the normal one, after that of a later call", async () => {
  fail({ kind: "delay", delayMs: 500 });
  const answered: string[] = [];
  const call = async (name: string) => {
    const { status } = await list();
    answered.push(`${name} ${status}`);
  };
  const delayed = call("delayed");
  while (!cloud.requests().some(({ fault }) => fault === "delay")) await sleep(5);
  await call("later");
  expect(answered).toEqual(["later 200"]);
  await delayed;
  expect(answered).toEqual(["later 200", "delayed 200"]);
});

test.each([
  ["reset", { length: 0, end: "ECONNRESET" }],
  ["garbage", { length: 0, end: "HPE_INVALID_CONSTANT" }],
  ["noHeaders", { length: 0, end: "waiting" }],
  ["resetBody", { status: 200, length: 7, end: "ECONNRESET" }],
  ["truncate", { status: 200, length: 7, end: "ECONNRESET" }],
  ["stallBody", { status: 200, length: 7, end: "waiting" }],
] as const)("%s is seen on the socket", async (kind, seen) => {
  fail({ kind });
  expect(await rawList()).toEqual(seen);
});

test("answers can be too large, in body and in headers", async () => {
  fail({ kind: "oversize", bytes: 100_000 });
  expect(JSON.stringify((await list()).body)).toHaveLength(100_000);
  fail({ kind: "hugeHeader" });
  expect((await rawList()).end).toBe("HPE_HEADER_OVERFLOW");
});

test("answers can be HTML, text, a redirect or a demand for a new token", async () => {
  fail({ kind: "html", status: 502 });
  const html = await list();
  expect([html.status, html.headers.get("content-type")]).toEqual([502, "text/html"]);
  fail({ kind: "notJson" });
  expect((await list()).body).toBe("upstream says hello");
  fail({ kind: "redirect", location: "http://127.0.0.1:1/" });
  const redirect = await list();
  expect([redirect.status, redirect.headers.get("location")]).toEqual([307, "http://127.0.0.1:1/"]);
  fail({ kind: "unauthorized" });
  expect((await list()).body.error_code).toBe("APIGW.0307");
});

test("a fault that is cleared hits no more calls", async () => {
  fail({ kind: "reset" });
  cloud.clearFaults();
  expect((await list()).status).toBe(200);
});
