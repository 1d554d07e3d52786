import type { JobPath } from "../../../../provider/clouds/huawei/differences";
import { huaweiFailures } from "../../../../provider/clouds/huawei/failures/huaweiFailures";
import { imsJobs } from "../../../../provider/clouds/huawei/ims/imsJobs";
import type { Session } from "../../../../provider/clouds/keystone/session";
import { anonymous, openCaller } from "../../../../provider/http/call";
import type { HttpAnswer, Transport } from "../../../../provider/http/transport";
import { virtualClock } from "../../../virtualClock";

type Says = readonly [status: number, body: unknown];

const older = "/v1/p/jobs";
const progress = "/v1/cloudimages/job";
const job = (status = "RUNNING"): Says => [200, { status }];
const coded = (status: number, code: string): Says => [status, { error: { code, message: code } }];
const gateway = (code: string): Says => [404, { error_code: code, error_msg: "The API does not exist" }];
const html: Says = [404, "<html>404 Not Found</html>"];

/** IMS that answers by the path of a request, and records the requests. */
function open(paths: readonly JobPath[], answers: Record<string, Says>) {
  const clock = virtualClock();
  const requests: string[] = [];
  const transport: Transport = {
    async send({ url }): Promise<HttpAnswer> {
      requests.push(url.pathname);
      const [status, body] =
        answers[url.pathname] ?? answers[url.pathname.replace(/\/[^/]+$/, "")] ?? coded(500, "IMG.0061");
      const text = typeof body === "string" ? body : JSON.stringify(body);
      return { status, headers: { "x-request-id": "r1" }, text, requestId: "r1" };
    },
    close: async () => {},
  };
  const session = {
    ...anonymous,
    endpoint: async () => "https://ims.example",
    projectId: async () => "p",
    location: async () => ({ endpoint: "", region: "", projectId: "p" }),
  } satisfies Session;
  const { showJob } = imsJobs(openCaller(transport, session, huaweiFailures, clock), session, paths);
  const show = (id: string) => showJob(id, { deadline: clock.now() });
  return { show, requests };
}

describe("the path of a job", () => {
  test("is that which the cloud prefers, and no other", async () => {
    const ims = open(["progress", "job"], { [progress]: job(), [older]: job() });
    expect(await ims.show("a")).toMatchObject({ id: "a", state: "running" });
    expect(ims.requests).toEqual([`${progress}/a`]);
  });

  test.each<[string, Says]>([
    ["APIGW.0101", gateway("APIGW.0101")],
    ["APIG.0101", gateway("APIG.0101")],
    ["APIGW.0103 as a 500", [500, { error_code: "APIGW.0103", error_msg: "no backend" }]],
    ["a 404 that IMS did not write", html],
    ["a 405", [405, ""]],
    ["a 403: the newer one has a permission of its own", coded(403, "IMG.0026")],
  ])("is the other one where the newer is not served (%s), once and for all", async (_, answer) => {
    const ims = open(["progress", "job"], { [progress]: answer, [older]: job() });
    expect(await ims.show("a")).toMatchObject({ state: "running" });
    await ims.show("a");
    expect(ims.requests).toEqual([`${progress}/a`, `${older}/a`, `${older}/a`]);
  });

  test("is the newer where the older is not served", async () => {
    const ims = open(["job", "progress"], { [older]: gateway("APIGW.0101"), [progress]: job() });
    expect(await ims.show("a")).toMatchObject({ state: "running" });
  });

  test("stays the same where the older is forbidden: no other would be allowed", async () => {
    const ims = open(["job", "progress"], { [older]: coded(403, "IMG.0026"), [progress]: job() });
    await expect(ims.show("a")).rejects.toMatchObject({ name: "PermissionError" });
    expect(ims.requests).toEqual([`${older}/a`]);
  });

  test("that is served nowhere is an error, never a job that is gone", async () => {
    const ims = open(["job", "progress"], { [older]: html, [progress]: gateway("APIGW.0101") });
    await expect(ims.show("a")).rejects.toMatchObject({ status: 404, code: undefined });
  });
});

describe("a job that IMS does not know", () => {
  test.each([
    ["IMG.0023", coded(400, "IMG.0023")],
    ["Common.0011", coded(400, "Common.0011")],
    ["a 404 of IMS", coded(404, "IMG.0144")],
  ])("is absent: %s", async (_, answer) => {
    const ims = open(["job", "progress"], { [older]: answer });
    expect(await ims.show("a")).toBeUndefined();
    expect(ims.requests).toHaveLength(1);
  });
});

test("a failed job has the request id of the poll that showed it", async () => {
  const ims = open(["job"], { [older]: [200, { status: "FAIL", error_code: "IMG.0057" }] });
  expect(await ims.show("a")).toMatchObject({ failure: { code: "IMG.0057", requestId: "r1" } });
});
