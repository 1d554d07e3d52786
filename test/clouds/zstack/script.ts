import { type CloudSettings, Secret } from "../../../provider/clouds/settings";
import { openZstackSession } from "../../../provider/clouds/zstack/auth/openZstackSession";
import { zstackCalls } from "../../../provider/clouds/zstack/zstackCalls";
import { zstackCloud } from "../../../provider/clouds/zstack/zstackCloud";
import { zstackJobs } from "../../../provider/clouds/zstack/zstackJobs";
import type { HttpAnswer, HttpRequest, Transport } from "../../../provider/http/transport";
import { virtualClock } from "../../virtualClock";

/** Status and body of an answer; an Error: the connection was lost. */
export type Says = readonly [status: number, body?: unknown] | Error;

export interface ScriptedRequest {
  readonly line: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  // biome-ignore lint/suspicious/noExplicitAny: whatever JSON was sent
  readonly body: any;
}

export const account = "36c27e8ff05c4780bf6d2fa65700f22e";
export const base: CloudSettings = {
  name: "lab",
  profile: "zstack",
  place: { kind: "environment", family: "zstack" },
  authUrl: "http://127.0.0.1:8080/zstack",
  userName: "admin",
  credentials: { kind: "password", password: new Secret("password") },
  endpoints: {},
  verify: true,
  allowHttp: false,
  interface: "public",
  sources: {},
};
export const withKeys: CloudSettings = {
  ...base,
  credentials: { kind: "accessKey", accessKey: "key", secretKey: new Secret("secret") },
};

export const expired = { error: { code: "ID.1001", description: "invalid", details: "Session expired" } };
export const uuid = (n: number) => `314d80c2feb5452c984b3ffd${String(n).padStart(8, "0")}`;
export const accepted = (job: string): Says => [
  202,
  { location: `http://172.20.0.11:8080/zstack/v1/api-jobs/${job}`, apiTimeout: 1 },
];

/** A ZStack with scripted answers, by "METHOD path", that records its requests. Logins are answered by themselves. */
export function scripted(
  answer: (requests: ScriptedRequest, nth: number) => Says,
  settings: CloudSettings = base,
  /** How far the cloud's clock is ahead of ours. */
  aheadMs = 0,
) {
  const clock = virtualClock();
  const requests: ScriptedRequest[] = [];
  const warnings: string[] = [];
  let logIns = 0;
  const transport: Transport = {
    async send(request): Promise<HttpAnswer> {
      const seen = read(request);
      requests.push(seen);
      const nth = requests.filter(({ line }) => line === seen.line).length;
      const says = answer(seen, nth);
      if (says instanceof Error) throw says;
      const [status, body = {}] =
        says[0] === 0 && /^PUT .*login$/.test(seen.line)
          ? [200, { inventory: { uuid: `session${++logIns}`.padEnd(32, "0"), accountUuid: account } }]
          : says;
      const text = typeof body === "string" ? body : JSON.stringify(body);
      const headers = { date: new Date(clock.now() + aheadMs).toUTCString() };
      return { status, headers, text, requestId: undefined };
    },
    close: async () => {},
  };
  const session = openZstackSession(settings, transport, clock, (text) => warnings.push(text));
  const jobs = zstackJobs(settings, session, transport, clock);
  return {
    requests,
    clock,
    warnings,
    session,
    jobs,
    calls: zstackCalls(settings, session, jobs, transport, clock),
    cloud: zstackCloud(settings, session, transport, clock),
    lines: () => requests.map(({ line }) => line),
  };
}

/** The usual answer to a log-in: a session of a new number. */
export const granted: Says = [0];

function read({ method, url, headers, body }: HttpRequest): ScriptedRequest {
  const path = url.pathname.replace("/zstack/v1", "");
  return {
    line: `${method} ${path}`,
    headers,
    query: url.searchParams,
    body: body === undefined ? undefined : JSON.parse(body),
  };
}
