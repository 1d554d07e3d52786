import { z } from "zod";
import { anonymous, openCaller } from "../../http/call";
import type { Clock } from "../../http/clock";
import type { FailureTable } from "../../http/failures/failureOf";
import { openTransport } from "../../http/openTransport";
import { loggedTransport } from "../connection/loggedTransport";
import type { CloudSettings, IdTokenOrigin } from "../settings";

const TokenAnswer = z.looseObject({ value: z.string().min(1) });

/** As long as GitHub's own client waits between its attempts and for an answer, all in all. */
const DEADLINE_MS = 60_000;

/**
 * The job's id token for an audience (docs/vendors/open-telekom-and-huawei.md#id-tokens-of-pipelines). GitHub's servers are not
 * the cloud's: neither the cloud's certificates nor its leave to speak plain http hold for them, only the proxies do.
 */
export async function githubIdToken(
  { url, bearer, audience }: Extract<IdTokenOrigin, { how: "github" }>,
  settings: CloudSettings,
  clock: Clock,
): Promise<string> {
  // As GitHub's own client adds it (actions/toolkit, oidc-utils.ts); the URL always has a query.
  const target = new URL(audience === undefined ? url : `${url}&audience=${encodeURIComponent(audience)}`);
  const { proxies } = settings;
  const transport = loggedTransport(openTransport({ proxies, totalTimeoutMs: 15_000 }), settings);
  try {
    const { value } = await openCaller(transport, anonymous, failures, clock).call(
      {
        what: `get an id token of this GitHub job for cloud "${settings.name}"`,
        method: "GET",
        url: target,
        headers: { authorization: `Bearer ${bearer.reveal()}` },
        confidential: true,
        answer: TokenAnswer,
      },
      { deadline: clock.now() + DEADLINE_MS },
    );
    return value;
  } finally {
    await transport.close();
  }
}

const failures: FailureTable = ({ status }) =>
  status >= 400 && status < 500 && status !== 408 && status !== 429
    ? {
        kind: "credentials",
        hint: "only a job that still runs, and has the permission id-token with write, gets one; start the job again",
      }
    : undefined;
