import type { IncomingHttpHeaders } from "node:http";
import type { Profile, Project } from "../world/profile";
import type { World } from "../world/world";

export type ServiceName =
  | "iam"
  | "evs"
  | "ims"
  | "ecs"
  | "cbr"
  | "csbs"
  | "obs"
  | "keystone"
  | "cinder"
  | "glance"
  | "zstack"
  | "actions"
  | "metadata"
  | "admin";

/** One request, as a route sees it. */
export interface Call {
  readonly world: World;
  readonly service: ServiceName;
  readonly method: string;
  /** As it arrived: what a signature covers. */
  readonly path: string;
  /** Below the service's prefix, if it has one: what the service sees. */
  readonly rest: string;
  readonly params: Record<string, string>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly rawBody: string;
  readonly requestId: string;
  readonly now: number;
  /** What a real cloud lets pass but a careful client should not do; kept in the request log. */
  readonly warnings: string[];
  /** For the request log. */
  seenProfile?: string;
}

/** A request whose token or signature was accepted. */
export interface TokenCall extends Call {
  readonly profile: Profile;
  readonly project: Project;
  /** Of OpenStack's administrator. */
  readonly admin: boolean;
}

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
  /** Said on the way to the service, so without its own headers. */
  readonly early?: true;
}

export const json = (status: number, body: unknown, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify(body),
});

export const noContent = (): Answer => ({ status: 204, headers: {}, body: "" });

/** Thrown by a route: the request ends with this answer. */
export class Refusal extends Error {
  constructor(readonly answer: Answer) {
    super(`${answer.status} ${answer.body}`);
  }
}

export const mediaType = (call: Call): string =>
  (call.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
