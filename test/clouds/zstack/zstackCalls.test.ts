import { UnavailableError } from "../../../provider/http/errors";
import { accepted, expired, granted, type Says, scripted, uuid } from "./script";

const isLogIn = (line: string) => /^PUT .*login$/.test(line);
const order = { what: "delete image i", method: "DELETE", path: "/images/i" } as const;
const failure = (code: string, details = "no"): Says => [503, { error: { code, description: "d", details } }];
const lost = () => new UnavailableError("lost", { outcome: "unknown" });

/** A job with an answer for each poll; submits are accepted under the uuid that they bring. */
function jobs(
  look: (job: string, nth: number) => Says,
  submit: (job: string, nth: number) => Says = (job) => accepted(job),
) {
  let submits = 0;
  const zstack = scripted(({ line, headers }, nth) => {
    if (isLogIn(line)) return granted;
    const job = /^GET \/api-jobs\/(.+)$/.exec(line)?.[1];
    return job === undefined ? submit(headers["x-job-uuid"] ?? "", ++submits) : look(job, nth);
  });
  return zstack;
}

const sent = (zstack: ReturnType<typeof jobs>) =>
  zstack.requests.filter(({ line }) => line === "DELETE /images/i");

describe("a call that makes a job", () => {
  test("is over when its job is: 202 goes on, 200 is the end", async () => {
    const zstack = jobs((_, nth) => (nth < 3 ? [202, {}] : [200, { inventory: { uuid: "x" } }]));
    expect(await zstack.calls.perform(order)).toMatchObject({ inventory: { uuid: "x" } });
    expect(sent(zstack)[0]?.headers["x-job-uuid"]).toMatch(/^[0-9a-f]{12}4[0-9a-f]{19}$/);
    expect(zstack.lines().filter((line) => line.startsWith("GET /api-jobs/"))).toHaveLength(3);
    expect(zstack.clock.sleepers()).toBe(0);
  });

  test("is polled at the address where we reach the cloud, under the uuid that it was given there", async () => {
    const zstack = jobs(
      () => [200, {}],
      () => accepted(uuid(7)),
    );
    await zstack.calls.perform(order);
    expect(zstack.lines().at(-1)).toBe(`GET /api-jobs/${uuid(7)}`);
  });

  test("done at once has no job", async () => {
    const zstack = jobs(
      () => [404, "the job has been expired"],
      () => [200, {}],
    );
    await zstack.calls.perform(order);
    expect(zstack.lines()).toEqual(["PUT /accounts/login", "DELETE /images/i"]);
  });

  test("fails as its job does, in the words of the call", async () => {
    const zstack = jobs(() => failure("SYS.1004", "in use"));
    await expect(zstack.calls.perform(order)).rejects.toMatchObject({
      name: "ConflictError",
      message: "delete image i: in use",
      code: "SYS.1004",
      outcome: "rejected",
      hint: expect.stringContaining("Enforcing"),
    });
    expect(sent(zstack)).toHaveLength(1);
  });

  test("is sent again with the same job uuid when its answer is lost, and a duplicate is an acceptance", async () => {
    const zstack = jobs(
      () => [200, {}],
      (job, nth) => (nth === 1 ? lost() : [400, `Duplicate job uuid[${job}]`]),
    );
    await zstack.calls.perform(order);
    const [first, second, ...others] = sent(zstack).map(({ headers }) => headers["x-job-uuid"]);
    expect(second).toBe(first);
    expect(others).toEqual([]);
    expect(zstack.lines().at(-1)).toBe(`GET /api-jobs/${first}`);
  });

  test("is sent again once, after a new login, if its job failed because the session had expired", async () => {
    const zstack = jobs((job) =>
      sent(zstack).findIndex(({ headers }) => headers["x-job-uuid"] === job) === 0
        ? [503, expired]
        : [200, {}],
    );
    await zstack.calls.perform(order);
    expect(zstack.lines().filter(isLogIn)).toHaveLength(2);
    const uuids = sent(zstack).map(({ headers }) => headers["x-job-uuid"]);
    expect(new Set(uuids).size).toBe(2);
    expect(sent(zstack)[1]?.headers.authorization).toContain("session2");

    const hopeless = jobs(() => [503, expired]);
    await expect(hopeless.calls.perform(order)).rejects.toMatchObject({ code: "ID.1001" });
    expect(sent(hopeless)).toHaveLength(2);
  });

  test("goes on after failed polls: a 503 that ZStack did not write says nothing about the job", async () => {
    const zstack = jobs((_, nth) => (nth < 8 ? [503, "<html>no backend</html>"] : [200, {}]));
    await zstack.calls.perform(order, { deadline: zstack.clock.now() + 600_000 });
    expect(sent(zstack)).toHaveLength(1);
  });

  test("whose job is forgotten is not known to be done", async () => {
    const zstack = jobs(() => [404, "the job has been expired"]);
    await expect(zstack.calls.perform(order)).rejects.toMatchObject({ outcome: "unknown" });
  });

  test("ends at the deadline if its job runs for ever", async () => {
    const zstack = jobs(() => [202, {}]);
    const deadline = zstack.clock.now() + 60_000;
    await expect(zstack.calls.perform(order, { deadline })).rejects.toMatchObject({
      name: "WaitTimeoutError",
      message: expect.stringMatching(/^delete image i: not finished after/),
    });
    expect(zstack.clock.now()).toBeLessThanOrEqual(deadline);
  });
});

describe("an answer with an error is a failure, whatever its status", () => {
  const refusal = { error: { code: "SYS.1006", description: "d", details: "the store is read-only" } };
  const kinds: [string, object][] = [
    ["with a code", refusal],
    ["beside an inventory", { inventory: { uuid: "i" }, inventories: [], ...refusal }],
    ["of a code that nobody knows", { error: { code: "NEW.1", description: "the store is read-only" } }],
    ["without a code", { error: { details: "the store is read-only" } }],
    ["as text", { error: "the store is read-only" }],
  ];

  test.each(kinds.flatMap(([how, body]) => [200, 202].map((status) => [status, how, body] as const)))(
    "%p %s, of a call that would make a job",
    async (status, _, body) => {
      const zstack = jobs(
        () => [202, {}],
        () => [status, body],
      );
      await expect(zstack.calls.perform(order)).rejects.toMatchObject({
        message: expect.stringMatching(/^delete image i: .*the store is read-only/),
        outcome: "rejected",
      });
      expect(sent(zstack)).toHaveLength(1);
      expect(zstack.lines().filter((line) => line.startsWith("GET /api-jobs/"))).toEqual([]);
    },
  );

  test.each(kinds.flatMap(([how, body]) => [200, 202, 503].map((status) => [status, how, body] as const)))(
    "%p %s, of a job",
    async (status, _, body) => {
      if (status === 503 && !("code" in Object((body as { error: unknown }).error))) return; // may be a proxy's
      const job = await jobs(() => [status, body]).cloud.jobs?.show(uuid(1));
      expect(job).toMatchObject({ state: "failed", failure: { reason: expect.any(String) } });
      expect(job?.state === "failed" && job.failure?.reason).toContain("the store is read-only");
      await expect(jobs(() => [status, body]).calls.perform(order)).rejects.toMatchObject({
        message: expect.stringContaining("the store is read-only"),
        outcome: "rejected",
      });
    },
  );

  test("of a read", async () => {
    const zstack = scripted(({ line }) => (isLogIn(line) ? granted : [200, { inventories: [], ...refusal }]));
    await expect(zstack.cloud.showImage(uuid(1))).rejects.toMatchObject({
      name: "ConflictError",
      code: "SYS.1006",
      message: expect.stringContaining("the store is read-only"),
    });
  });

  test("of a log-in", async () => {
    const refused = {
      error: { code: "ID.1000", description: "d", details: "wrong account name or password" },
    };
    const zstack = scripted(({ line }) => (isLogIn(line) ? [200, refused] : [200, {}]));
    await expect(zstack.cloud.location()).rejects.toMatchObject({
      name: "CredentialsError",
      message: expect.stringContaining("wrong account name or password"),
    });
  });

  test("and a session that is over is renewed for it", async () => {
    const zstack = scripted(({ line, headers }) => {
      if (isLogIn(line)) return granted;
      return headers.authorization?.includes("session1") ? [200, expired] : [200, {}];
    });
    await zstack.calls.perform(order);
    expect(zstack.lines().filter(isLogIn)).toHaveLength(2);
  });

  test.each([[null], [undefined], [""]])("but %p is none", async (error) => {
    const zstack = jobs(
      () => [200, { error, inventory: { uuid: "i" } }],
      () => [202, { error, location: `/zstack/v1/api-jobs/${uuid(7)}` }],
    );
    expect(await zstack.calls.perform(order)).toMatchObject({ inventory: { uuid: "i" } });
  });
});

describe("a poll of a job", () => {
  const show = (says: Says) => jobs(() => says).cloud.jobs?.show(uuid(1));
  test.each<[string, Says, unknown]>([
    ["202 is running", [202, {}], { state: "running" }],
    ["200 is done", [200, { inventory: { uuid: "i" } }], { state: "succeeded", imageId: "i" }],
    ["200 without a result is done", [200, {}], { state: "succeeded", imageId: undefined }],
    ["404 is one that nobody knows", [404, "the job has been expired"], undefined],
  ])("%s", async (_, says, expected) => {
    const job = await show(says);
    if (expected === undefined) expect(job).toBeUndefined();
    else expect(job).toMatchObject(expected as object);
  });

  test("503 with an error is a failure, in the cloud's own words", async () => {
    const causes = [{ code: "BS.1003", description: "d", details: "can not satisfy one or more conditions" }];
    const error = { code: "SYS.1006", description: "An operation failed", details: "all stores", causes };
    expect(await show([503, { error }])).toMatchObject({
      state: "failed",
      failure: {
        code: "SYS.1006",
        reason: "all stores; can not satisfy one or more conditions",
        hint: expect.stringContaining("have room"),
      },
    });
  });

  test("a server that wants a session for it gets a new one", async () => {
    const zstack = scripted(({ line, headers }) => {
      if (isLogIn(line)) return granted;
      return headers.authorization?.includes("session1") ? [503, expired] : [202, {}];
    });
    expect(await zstack.cloud.jobs?.show(uuid(1))).toMatchObject({ state: "running" });
  });

  test("then counts as failed by its session, and is not polled a third time", async () => {
    const zstack = jobs(() => [503, expired]);
    for (let look = 0; look < 3; look++)
      expect(await zstack.cloud.jobs?.show(uuid(1))).toMatchObject({ failure: { code: "ID.1001" } });
    expect(zstack.lines().filter(isLogIn)).toHaveLength(2);
  });

  test("a wrong address is not a job that is forgotten", async () => {
    await expect(show([404, "no api mapping to /v1/api-jobs/x"])).rejects.toMatchObject({
      hint: expect.stringContaining("auth_url"),
    });
  });
});

describe("a create", () => {
  const request = { name: "t", snapshotUuid: uuid(1), backupStorageUuids: [uuid(2)], userTags: ["a"] };
  const ids = { imageUuid: uuid(3), jobUuid: uuid(4) };
  const none: Says = [200, { inventories: [] }];
  const path = `POST /images/data-volume-templates/from/volume-snapshots/${uuid(1)}`;

  test("sends the uuids that it was given, and the tags beside the parameters", async () => {
    const zstack = scripted(({ line }) =>
      isLogIn(line) ? granted : line === "GET /images" ? none : accepted(uuid(4)),
    );
    expect(await zstack.cloud.templates?.create(request, ids)).toBe("accepted");
    const create = zstack.requests.find(({ line }) => line === path);
    expect(create?.headers["x-job-uuid"]).toBe(uuid(4));
    expect(create?.body).toEqual({
      params: { name: "t", backupStorageUuids: [uuid(2)], resourceUuid: uuid(3) },
      systemTags: [],
      userTags: ["a"],
    });
  });

  test("of a job that is known has started nothing", async () => {
    const zstack = scripted(({ line }) => {
      if (isLogIn(line)) return granted;
      return line === "GET /images" ? none : [400, `Duplicate job uuid[${uuid(4)}]`];
    });
    expect(await zstack.cloud.templates?.create(request, ids)).toBe("duplicate");
  });

  test("finds out before whether the session is over", async () => {
    const zstack = scripted(({ line, headers }) => {
      if (isLogIn(line)) return granted;
      if (headers.authorization?.includes("session1")) return [503, expired];
      return line === "GET /images" ? none : accepted(uuid(4));
    });
    await zstack.cloud.templates?.create(request, ids);
    expect(zstack.requests.find(({ line }) => line === path)?.headers.authorization).toContain("session2");
  });

  test("whose answers are all lost is not known", async () => {
    const zstack = scripted(({ line }) => (isLogIn(line) ? granted : line === "GET /images" ? none : lost()));
    await expect(zstack.cloud.templates?.create(request, ids)).rejects.toMatchObject({ outcome: "unknown" });
    const uuids = zstack.requests
      .filter(({ line }) => line === path)
      .map(({ headers }) => headers["x-job-uuid"]);
    expect(new Set(uuids)).toEqual(new Set([uuid(4)]));
  });
});
