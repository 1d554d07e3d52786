import type { NewFault } from "../../../local-cloud";
import type { Refusal } from "./refusedConnection";

export type PlayedFault = NewFault | Refusal;

/** Everything that can happen to one call. */
export const everyFault = {
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
const imsFaults = { "throttling as a 400 of IMS": { kind: "throttle", envelope: "ims-400" } } as const;

/** Tried again and again, until the time-out. */
const lasting: readonly (keyof typeof everyFault | keyof typeof imsFaults)[] = [
  "a refused connection",
  "500",
  "503",
  "throttling",
  "throttling as a 400 of IMS",
  "a 401",
  "a redirect",
  "a reset",
  "an answer that never begins",
  "garbage",
];

const changes = (route: string) => /upload|update|tagAction|addTag|delete/.test(route);
/** Answered by 204 alone: a success that lies is not told from one that does not. */
const silent = (route: string) => /tagAction|deleteImage/.test(route);

/** The faults that can befall a call of this route. */
export function faultsOf(route: string): [name: string, fault: object][] {
  const all = Object.entries({ ...everyFault, ...(route.startsWith("ims.") ? imsFaults : {}) });
  return all.filter(([name]) => !(name.startsWith("a 200") && silent(route)));
}

/** Those of them that may go on without end. */
export function lastingFaultsOf(route: string): [name: string, fault: object][] {
  const names: readonly string[] = lasting;
  return faultsOf(route).filter(([name]) => names.includes(name));
}

/** Whether the call may take effect although its answer is lost: a connection that was refused carried none. */
export function mayApply({ route, kind }: PlayedFault): boolean {
  return changes(route) && kind !== "refused";
}
