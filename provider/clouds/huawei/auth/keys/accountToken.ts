import { anonymous, openCaller } from "../../../../http/call";
import type { Clock } from "../../../../http/clock";
import { CredentialsError } from "../../../../http/errors";
import type { Transport } from "../../../../http/transport";
import { loginFailures, wrongAddress } from "../../../keystone/failures";
import { federatedToken } from "../../../keystone/federatedToken";
import { identityBase } from "../../../keystone/identityBase";
import { loginBody } from "../../../keystone/loginBody";
import type { CloudSettings } from "../../../settings";

/**
 * A token of the user's own account, which is needed to assume an agency: the project in the settings belongs to the other
 * account. It is for one call, and is not stored.
 */
export async function accountToken(
  settings: CloudSettings,
  transport: Transport,
  clock: Clock,
): Promise<string> {
  const { credentials } = settings;
  if (credentials.kind === "token") return credentials.token.reveal();
  const what = `log in to cloud "${settings.name}"`;
  const url = new URL(`${identityBase(settings)}/auth/tokens?nocatalog=true`);
  const body = await bodyFor(settings, transport, clock);
  const caller = openCaller(transport, anonymous, loginFailures(settings), clock);
  const call = { what, method: "POST", url, body, idempotent: true, confidential: true } as const;
  const { headers } = await caller.exchange(call);
  const token = headers["x-subject-token"];
  if (token === undefined)
    throw new CredentialsError(`${what}: the answer has no token`, {
      outcome: "rejected",
      hint: wrongAddress(settings),
    });
  return token;
}

async function bodyFor(settings: CloudSettings, transport: Transport, clock: Clock): Promise<unknown> {
  const { credentials } = settings;
  if (credentials.kind !== "federation") return loginBody(settings, "account");
  const { id, domainId } = await federatedToken(credentials, settings, transport, clock);
  const identity = { methods: ["token"], token: { id } };
  return { auth: { identity, ...(domainId !== undefined && { scope: { domain: { id: domainId } } }) } };
}
