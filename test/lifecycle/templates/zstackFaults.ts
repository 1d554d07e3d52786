import type { EntryName } from "../../../local-cloud";
import type { SessionEnds } from "../faults/endedSessions";
import { everyFault, type PlayedFault } from "../faults/everyFault";

export type Fault = PlayedFault | SessionEnds;

/**
 * Everything that can happen to a call of ZStack: what can happen to any call, in ZStack's own words. It has no 401 and no 429
 * (docs/vendors/zstack.md#errors): a session that is over is a 503 with a code, as every failure is; who throttles is a
 * proxy.
 */
const {
  "503": proxys503,
  "503 with Retry-After": proxysHint,
  "a 401": sessionOver,
  throttling,
  ...others
} = everyFault;
const full = { body: "no server is available to handle this request" };
const said = (code: string) => ({
  kind: "status",
  status: 503,
  body: { error: { code, description: "An internal error", details: "what happened, it does not say" } },
});

const zstackFaults = {
  ...others,
  "a proxy's 503": { ...proxys503, ...full },
  "a proxy's 503 with Retry-After": { ...proxysHint, ...full },
  "throttling by a proxy": throttling,
  "ID.1001, the session is over": sessionOver,
  "SYS.1000, an internal error": said("SYS.1000"),
  "SYS.1010, the node is starting": said("SYS.1010"),
};

const sessionFaults = { "a session that ends": { kind: "sessionEnds" } } as const;

/** What only a signed request is answered, in text (docs/vendors/zstack.md#access-key-signatures). */
const keyFaults: Record<string, object> = {
  "a date that is too far off": {
    kind: "status",
    status: 403,
    body: "requestTimeTooSkewed",
  },
  "a signature that is called wrong": { kind: "status", status: 403, body: "wrong accessKey signature" },
};

/** Tried again and again, until the time-out. */
const lasting: readonly (keyof typeof zstackFaults | keyof typeof sessionFaults)[] = [
  "a refused connection",
  "500",
  "a proxy's 503",
  "throttling by a proxy",
  "ID.1001, the session is over",
  "a session that ends",
  "SYS.1000, an internal error",
  "a redirect",
  "a reset",
  "an answer that never begins",
  "garbage",
];

const changes = ["createTemplate", "createUserTag", "deleteTag", "imageAction", "deleteImage"];
const isChange = (route: string) => changes.includes(route.replace("zstack.", ""));
const isLogIn = (route: string) => route.startsWith("zstack.login");
/** Those that end with `{}`: a success that lies is not told from one that does not. So may any look at a job. */
const silent = (route: string) => /showJob|deleteTag|deleteImage|imageAction/.test(route);

/** The faults that can befall a call of this route. */
export function faultsOf(route: string, entry: EntryName = "zstack"): [name: string, fault: object][] {
  const own = entry === "zstack-accesskey" ? keyFaults : isLogIn(route) ? {} : sessionFaults;
  const all = Object.entries({ ...zstackFaults, ...own });
  return all.filter(([name]) => !(name === "a 200 of another shape" && silent(route)));
}

/** Those of them that may go on without end. */
export function lastingFaultsOf(route: string, entry?: EntryName): [name: string, fault: object][] {
  const names: readonly string[] = lasting;
  return faultsOf(route, entry).filter(([name]) => names.includes(name));
}

/** Whether the call may take effect although its answer is lost: a connection that was refused carried none. */
export function mayApply({ route, kind }: Fault): boolean {
  return isChange(route) && kind !== "refused" && kind !== "sessionEnds";
}
