import type { Asked } from "./failures/redirected";
import type { ConnectionOptions } from "./proxies/dispatchers";

export interface HttpRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD";
  readonly url: URL;
  /** Path and query as they are sent, where those of `url` would mean something else: it folds the segments `.` and `..`. */
  readonly path?: string | undefined;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Exactly the bytes that are sent: a signature covers them. */
  readonly body?: string | undefined;
  /** A create: takes a fresh socket, so that it cannot ride on one that the server is just closing. */
  readonly fresh?: boolean | undefined;
  /** Credentials are asked for or handed out: no log shows a body of it. */
  readonly confidential?: boolean | undefined;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly requestId: string | undefined;
  readonly asked?: Asked | undefined;
}

export interface Transport {
  send(request: HttpRequest, signal?: AbortSignal): Promise<HttpAnswer>;
  close(): Promise<void>;
}

export type TransportSetting = "allowHttp" | "caCertFile" | "certFile";

export interface TransportOptions extends ConnectionOptions {
  /** Plain http to hosts other than this machine. Default false. */
  readonly allowHttp?: boolean | undefined;
  /** Where people set what a hint names. Default: in the cloud's entry of clouds.yaml. */
  readonly whereToSet?: ((setting: TransportSetting) => string) | undefined;
  /** What people do about a host that is not the right one: who has named it. */
  readonly whoNamed?: ((url: URL) => string) | undefined;
  /** Milliseconds for a request and its whole answer, so that one that drips does not hold us. Default 60 s. */
  readonly totalTimeoutMs?: number | undefined;
}

export function pathOf({ url, path }: HttpRequest): string {
  return path ?? url.pathname + url.search;
}
