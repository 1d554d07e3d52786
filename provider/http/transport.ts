import type { RequestedUrl } from "./failures/explainRedirect";
import type { ConnectionOptions } from "./proxies/dispatchers";

export interface HttpRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD";
  readonly url: URL;
  /** Path and query to send instead of those of `url`, which removes the segments `.` and `..`. */
  readonly path?: string | undefined;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Exactly the bytes that are sent: a signature covers them. */
  readonly body?: string | undefined;
  /** For creates: uses a new connection, because the server may be closing a pooled one at this moment. */
  readonly fresh?: boolean | undefined;
  /** The request or its answer holds credentials: no log shows either body. */
  readonly confidential?: boolean | undefined;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly requestId: string | undefined;
  readonly requested?: RequestedUrl | undefined;
}

export interface Transport {
  send(request: HttpRequest, signal?: AbortSignal): Promise<HttpAnswer>;
  close(): Promise<void>;
}

export type TransportSetting = "allowHttp" | "caCertFile" | "certFile";

export interface TransportOptions extends ConnectionOptions {
  /** Allows plain http to hosts other than this machine. Default false. */
  readonly allowHttp?: boolean | undefined;
  /** Where people change a setting that a hint names. Default: in the cloud's entry of clouds.yaml. */
  readonly whereToSet?: ((setting: TransportSetting) => string) | undefined;
  /** A hint on how to correct a wrong host: it says which setting or service names it. */
  readonly hostHint?: ((url: URL) => string) | undefined;
  /** Milliseconds for a request and its whole answer, so that one that trickles in does not hold us up. Default 60 s. */
  readonly totalTimeoutMs?: number | undefined;
}

export function pathOf({ url, path }: HttpRequest): string {
  return path ?? url.pathname + url.search;
}
