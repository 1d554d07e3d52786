import type { NewFault } from "../../../local-cloud";
import type { SignIn } from "../harness/signIn";
import type { SessionEnds } from "./endedSessions";
import type { Refusal } from "./refusedConnection";

export type Fault = NewFault | Refusal | SessionEnds;
type Faults = Readonly<Record<string, object>>;

/** What can happen to any call. */
const anywhere = {
  "a refused connection": { kind: "refused" },
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
  "an answer that never begins": { kind: "noHeaders" },
  "an answer that never ends": { kind: "stallBody" },
  "an oversize answer": { kind: "oversize", bytes: 11 * 1024 * 1024 },
  "a huge header": { kind: "hugeHeader" },
  garbage: { kind: "garbage" },
  "a 200 that is not JSON": { kind: "notJson" },
  "a 200 of another shape": { kind: "status", status: 200, body: { images: {}, volume: [], token: 7 } },
} as const;

/** IMS's own flow control (docs/vendors/open-telekom-and-huawei.md#throttling). */
const onlyIms = { "throttling as a 400 of IMS": { kind: "throttle", envelope: "ims-400" } } as const;

/**
 * ZStack's own words. It has no 401 and no 429 (docs/vendors/zstack.md#errors): a session that is over is a 503 with a code, as
 * every failure is; who throttles is a proxy.
 */
const {
  "503": unavailable,
  "503 with Retry-After": unavailableFor,
  "a 401": sessionOver,
  throttling,
  ...others
} = anywhere;
const full = { body: "no server is available to handle this request" };
const answered = (code: string) => ({
  kind: "status",
  status: 503,
  body: { error: { code, description: "An internal error", details: "what happened, it does not say" } },
});
const onZstack = {
  ...others,
  "a proxy's 503": { ...unavailable, ...full },
  "a proxy's 503 with Retry-After": { ...unavailableFor, ...full },
  "throttling by a proxy": throttling,
  "ID.1001, the session is over": sessionOver,
  "SYS.1000, an internal error": answered("SYS.1000"),
  "SYS.1010, the node is starting": answered("SYS.1010"),
};
const onlySessions = { "a session that ends": { kind: "sessionEnds" } } as const;
/** What only a signed request is answered, in text (docs/vendors/zstack.md#access-key-signatures). */
const onlySigned = {
  "a date that is too far off": { kind: "status", status: 403, body: "requestTimeTooSkewed" },
  "a signature that is called wrong": { kind: "status", status: 403, body: "wrong accessKey signature" },
};

/** Tried again and again, until the time-out. */
const lasting: ReadonlySet<string> = new Set<
  keyof (typeof anywhere & typeof onlyIms & typeof onZstack & typeof onlySessions)
>([
  "a refused connection",
  "500",
  "503",
  "a proxy's 503",
  "throttling",
  "throttling as a 400 of IMS",
  "throttling by a proxy",
  "a 401",
  "ID.1001, the session is over",
  "a session that ends",
  "SYS.1000, an internal error",
  "a redirect",
  "a reset",
  "an answer that never begins",
  "garbage",
]);

/** The faults that can befall a call of this route. */
export function faultsOf(route: string, signIn?: SignIn): [name: string, fault: object][] {
  return Object.entries(possible(route, signIn)).filter(([name]) => !liesUnseen(name, route));
}

function possible(route: string, signIn?: SignIn): Faults {
  if (!route.startsWith("zstack.")) return route.startsWith("ims.") ? { ...anywhere, ...onlyIms } : anywhere;
  if (signIn === "zstack-accesskey") return { ...onZstack, ...onlySigned };
  return route.startsWith("zstack.login") ? onZstack : { ...onZstack, ...onlySessions };
}

/** A success that lies is not told from one that does not, where a 204 or `{}` is all that is answered; so may any look at a job. */
function liesUnseen(name: string, route: string): boolean {
  if (route.startsWith("zstack."))
    return name === "a 200 of another shape" && /showJob|deleteTag|deleteImage|imageAction/.test(route);
  return name.startsWith("a 200") && /tagAction|deleteImage/.test(route);
}

/** Those of them that may go on without end. */
export function lastingFaultsOf(route: string, signIn?: SignIn): [name: string, fault: object][] {
  return faultsOf(route, signIn).filter(([name]) => lasting.has(name));
}

const changes =
  /upload|update|tagAction|addTag|delete|create(DataImage|FullEcsImage|Template|UserTag)|imageAction/;

/** Whether the call may take effect although its answer is lost: a connection that was refused carried none. */
export function mayApply(fault: Fault): boolean {
  const { route, kind } = fault;
  // A cloud that refuses a job and starts it all the same is no cloud.
  const refused = ["throttle", "unauthorized", "redirect"].includes(kind) || "headers" in fault;
  if (refused && /create(DataImage|FullEcsImage)/.test(route)) return false;
  return changes.test(route) && kind !== "refused" && kind !== "sessionEnds";
}
