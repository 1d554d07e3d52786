import { anonymous, openCaller } from "../../../../http/call";
import type { Clock } from "../../../../http/clock";
import { CloudError, CredentialsError } from "../../../../http/errors";
import type { FailureTable } from "../../../../http/failures/failureOf";
import { openTransport } from "../../../../http/openTransport";
import type { Transport } from "../../../../http/transport";
import { loggedTransport } from "../../../connection/loggedTransport";
import type { CloudSettings } from "../../../settings";
import type { KeySource } from "../signing";
import { grantedKeys, KeysAnswer } from "./keysAnswer";
import { type GrantedKeys, RenewedKeys } from "./renewedKeys";

/** As the vendor's SDKs: the service is on the server's own link, and answers at once or not at all. */
const ANSWER_WITHIN_MS = 3000;
const DEADLINE_MS = 10_000;
/** Longer than any: what counts is the time in the answer, and without it the shortest that IAM gives. */
const SHORTEST_SECONDS = 900;
const LONGEST_SECONDS = 86_400;
const TOKEN_SECONDS = 21_600;

/** What the service says on a server without an agency (docs/vendors/open-telekom-and-huawei.md#keys-of-a-server). */
const NO_AGENCY = /configure cloud service agency/i;

/**
 * The keys of the agency that this server was given, from its metadata service
 * (docs/vendors/open-telekom-and-huawei.md#keys-of-a-server).
 */
export function metadataKeys(url: string, settings: CloudSettings, clock: Clock): KeySource {
  return new RenewedKeys(clock, async () => {
    const transport = openMetadata(settings);
    try {
      return await fromServer(url, settings, transport, clock);
    } catch (error) {
      throw explained(error, url);
    } finally {
      await transport.close();
    }
  });
}

/** Never through a proxy: on its way the address would be that of another server. Plain http is the vendor's own. */
function openMetadata(settings: CloudSettings): Transport {
  return loggedTransport(openTransport({ allowHttp: true, totalTimeoutMs: ANSWER_WITHIN_MS }), settings);
}

async function fromServer(
  url: string,
  settings: CloudSettings,
  transport: Transport,
  clock: Clock,
): Promise<GrantedKeys> {
  const what = `get the keys of this server's agency for cloud "${settings.name}"`;
  const caller = openCaller(transport, anonymous, failures, clock);
  const deadline = clock.now() + DEADLINE_MS;
  const ask = (headers: Readonly<Record<string, string>> = {}) => {
    const target = new URL(`${url}/openstack/latest/securitykey`);
    const call = { what, method: "GET", url: target, headers, confidential: true } as const;
    return caller.exchange({ ...call, answer: KeysAnswer }, { deadline });
  };
  const answer = await ask().catch(async (error: unknown) => {
    const wantsToken = error instanceof CredentialsError && error.status === 401;
    if (!wantsToken || NO_AGENCY.test(error.message)) throw error;
    const token = await sessionToken(url, transport);
    if (token === undefined) throw error;
    return ask({ "x-metadata-token": token });
  });
  const hasTime = Number.isFinite(Date.parse(answer.headers.date ?? ""));
  return grantedKeys(answer, hasTime ? LONGEST_SECONDS : SHORTEST_SECONDS);
}

/** Where the server was set to let nobody in without one; undefined if the service gives none. Its answer is plain text. */
async function sessionToken(url: string, transport: Transport): Promise<string | undefined> {
  const answer = await transport.send({
    method: "PUT",
    url: new URL(`${url}/meta-data/latest/api/token`),
    headers: { "x-metadata-token-ttl-seconds": String(TOKEN_SECONDS) },
    confidential: true,
  });
  const token = answer.text.trim();
  return answer.status === 200 && /^[\x21-\x7e]+$/.test(token) ? token : undefined;
}

const failures: FailureTable = ({ status }) =>
  status === 408 || status === 429 || status >= 500 || status < 400
    ? undefined
    : { kind: "credentials", hint: GIVE_AGENCY };

const GIVE_AGENCY =
  "give this server an agency: create one for the cloud service ECS in IAM, with the rights for images, and choose it in the server's management options; it takes some minutes until the server has its keys";

/** Nobody answers on a machine that is no such server, and what answers elsewhere is another vendor's. */
function explained(error: unknown, url: string): unknown {
  if (!(error instanceof CloudError) || error.hint === GIVE_AGENCY) return error;
  return error.with({
    hint: `only a server of the cloud itself reaches ${url}, and only while its firewall lets it: run this there, or sign in in another way`,
  });
}
