import { wallDate } from "../../../../provider/clouds/zstack/auth/signature";
import { type Says, scripted, withKeys } from "../script";

const noImages: Says = [200, { inventories: [] }];

/** A management node in a zone: it compares digits alone, and its clock may differ from ours. */
function node(zone: string, options: { timeZone?: string; aheadMs?: number; keysAreWrong?: boolean } = {}) {
  const { timeZone, aheadMs = 0, keysAreWrong = false } = options;
  const settings = timeZone === undefined ? withKeys : { ...withKeys, timeZone };
  const digits = (date: string) => Date.parse(`${date.split(" ").slice(0, 5).join(" ")} GMT`);
  const zstack = scripted(
    ({ headers }) => {
      const now = wallDate(zstack.clock.now() + aheadMs, zone);
      const skew = digits(headers.date ?? "") - digits(now);
      if (Math.abs(skew) > 15 * 60_000) return [403, "requestTimeTooSkewed"];
      return keysAreWrong ? [403, "wrong accessKey signature"] : noImages;
    },
    settings,
    aheadMs,
  );
  return zstack;
}

const zoneOf = (date = "") => date.split(" ")[5];
const zones = (zstack: ReturnType<typeof node>) => zstack.requests.map(({ headers }) => zoneOf(headers.date));

test("Shanghai is tried first, and a cloud there gets no call twice", async () => {
  const zstack = node("Asia/Shanghai");
  await zstack.cloud.imagesNamed("a");
  expect(zones(zstack)).toEqual(["Asia/Shanghai"]);
});

test("a refused date is tried in the next zones, and the one that works is kept for the run", async () => {
  const zstack = node("UTC");
  await zstack.cloud.imagesNamed("a");
  await zstack.cloud.imagesNamed("b");
  expect(zones(zstack)).toEqual(["Asia/Shanghai", "UTC", "UTC", "UTC"]);
  expect(zstack.warnings).toEqual([]);
});

test.each([3 * 3_600_000, -40 * 60_000])(
  "where our clock is %d ms off, the cloud's time is signed with",
  async (aheadMs) => {
    const zstack = node("UTC", { aheadMs });
    await zstack.cloud.imagesNamed("a");
    await zstack.cloud.imagesNamed("b");
    expect(zones(zstack).slice(-2)).toEqual(["UTC", "UTC"]);
    expect(zstack.warnings).toEqual([expect.stringContaining("Set the clock right")]);
  },
);

test("many calls at once make one search", async () => {
  const zstack = node("UTC");
  await Promise.all(Array.from({ length: 10 }, (_, n) => zstack.cloud.imagesNamed(`n${n}`)));
  expect(zones(zstack).filter((zone) => zone === "Asia/Shanghai")).toHaveLength(10);
  expect(zones(zstack).filter((zone) => zone === "UTC")).toHaveLength(11);
});

test("a zone that is set is the only one, and the error says what to set", async () => {
  const zstack = node("America/New_York", { timeZone: "UTC" });
  await expect(zstack.cloud.imagesNamed("a")).rejects.toMatchObject({
    name: "CredentialsError",
    outcome: "rejected",
    hint: expect.stringContaining("`time_zone`"),
  });
  expect(zones(zstack)).toEqual(["UTC"]);
  const set = node("America/New_York", { timeZone: "America/New_York" });
  await set.cloud.imagesNamed("a");
  expect(set.requests).toHaveLength(1);
});

test("if no zone works, the error says so once all were tried", async () => {
  const zstack = node("Pacific/Kiritimati");
  await expect(zstack.cloud.imagesNamed("a")).rejects.toThrow("requestTimeTooSkewed");
  expect(new Set(zones(zstack)).size).toBeGreaterThan(1);
});

test("wrong keys are refused once, whatever the zone", async () => {
  const zstack = node("UTC", { keysAreWrong: true });
  await expect(zstack.cloud.imagesNamed("a")).rejects.toMatchObject({
    name: "CredentialsError",
    hint: expect.stringContaining("access_key"),
  });
  expect(zstack.requests.length).toBeLessThanOrEqual(3);
});

test("whose keys they are is not known, and there is nothing to end", async () => {
  const zstack = node("Asia/Shanghai");
  const endpoint = "http://127.0.0.1:8080/zstack";
  expect(await zstack.cloud.location()).toEqual({ endpoint, region: "", projectId: "" });
  await zstack.cloud.close?.();
  expect(zstack.requests).toEqual([]);
});
