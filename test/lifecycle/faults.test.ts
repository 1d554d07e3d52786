import type { NewFault } from "../cloud";
import { type Story, storyRoutes, tell } from "./faultStory";
import { endingOf } from "./faultsExpected";
import { routesOf } from "./routes";

/** Everything that can happen to one call. */
const faults: Record<string, object> = {
  "500": { kind: "status", status: 500 },
  "502 in HTML": { kind: "html", status: 502 },
  "503": { kind: "status", status: 503 },
  "503 with Retry-After": { kind: "status", status: 503, headers: { "retry-after": "3" } },
  "504": { kind: "status", status: 504 },
  throttling: { kind: "throttle" },
  "throttling with Retry-After": { kind: "throttle", retryAfter: 4 },
  "a 401": { kind: "unauthorized" },
  "a redirect": { kind: "redirect", location: "http://127.0.0.1:1/elsewhere" },
  "a reset": { kind: "reset" },
  "a reset in the body": { kind: "resetBody" },
  "a body cut off": { kind: "truncate" },
  "an oversize answer": { kind: "oversize", bytes: 11 * 1024 * 1024 },
  "a huge header": { kind: "hugeHeader" },
  garbage: { kind: "garbage" },
  "a 200 that is not JSON": { kind: "notJson" },
  "a 200 of another shape": { kind: "status", status: 200, body: { images: {}, volume: [], token: 7 } },
};
/** Tried again and again, until the time-out. */
const lasting = ["500", "503", "throttling", "a 401", "a redirect", "a reset", "garbage"];

const stories = Object.keys(storyRoutes) as Story[];
const minutes = (count: number) => count * 60_000;
const changes = (route: string) => /upload|update|tagAction|delete/.test(route);
/** Answered by 204 alone: a success that lies is not told from one that does not. */
const silent = (route: string) => /tagAction|delete/.test(route);

describe.each(["otc", "openstack"] as const)("on %s", (profile) => {
  describe.each(stories)("%s", (story) => {
    const routes = storyRoutes[story](routesOf(profile));

    describe.each(routes)("ends well, at the latest with the next run, when %s suffers", (route) => {
      const told = Object.entries(faults).filter(([name]) => !(silent(route) && name.startsWith("a 200")));

      test.each(told)("%s", async (_, fault) => {
        const suffering = { profile, story, longestMs: minutes(10) };
        const first = { route, ...fault } as NewFault;
        const ending = endingOf(story, first, routesOf(profile));
        await tell({ ...suffering, fault: first, endings: [ending] });
        // There may be no second call, or a patient wait makes it.
        await tell({ ...suffering, fault: { ...first, nth: 2 }, endings: [ending, undefined] });
        if (!changes(route)) return;
        const applied: NewFault = { ...first, applied: true };
        await tell({ ...suffering, fault: applied, endings: [endingOf(story, applied, routesOf(profile))] });
      });

      test.each(lasting)("%s without end", async (name) => {
        const fault = { route, times: 1e6, ...faults[name] } as NewFault;
        const endings = [endingOf(story, fault, routesOf(profile))];
        await tell({ profile, story, fault, timeout: "5m", longestMs: minutes(12), endings });
      });
    });
  });

  // Silence costs a real second each time; that of the create's answer is in lostAnswer.test.ts.
  const { create, ...others } = routesOf(profile);
  test.each([...new Set(Object.values(others).flat())])(
    "create ends well when %s is silent once",
    async (route) => {
      const suffering = { profile, story: "create", longestMs: minutes(10) } as const;
      await tell({ ...suffering, fault: { route, kind: "noHeaders", applied: true } });
    },
  );
  test("create ends well when the answer of a look or of the take-over stops half-way", async () => {
    const suffering = { profile, story: "create", longestMs: minutes(10) } as const;
    for (const route of [others.showImage, others.patch])
      await tell({ ...suffering, fault: { route, kind: "stallBody", applied: true } });
  });
});

describe.each(["otc-aksk", "otc-aksk-temporary"] as const)("signed with the keys of %s", (entry) => {
  const { create, findImages, showVolume, change } = routesOf("otc");

  test.each(Object.entries(faults))(
    "create ends well, and tells no secret, whatever suffers %s",
    async (_, fault) => {
      const suffering = { profile: "otc", entry, story: "create", longestMs: minutes(10) } as const;
      for (const route of [findImages, showVolume, create, ...change])
        await tell({ ...suffering, fault: { route, ...fault } as NewFault });
    },
  );
});
