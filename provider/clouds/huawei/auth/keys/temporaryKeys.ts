import type { Caller } from "../../../../http/call";
import type { Clock } from "../../../../http/clock";
import { explainForeignAnswer } from "../../../keystone/failures";
import { identityBase } from "../../../keystone/identityBase";
import type { CloudSettings } from "../../../settings";
import type { KeySource } from "../signing";
import { grantedKeys, KeysAnswer } from "./keysAnswer";
import { type GrantedKeys, RenewedKeys } from "./renewedKeys";

/** A request for temporary keys. */
export interface KeysRequest {
  readonly what: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The part of the body that proves the right to the keys. */
  readonly identity: unknown;
  readonly seconds: number;
}

/** Temporary keys that IAM issues. */
export function temporaryKeys(
  settings: CloudSettings,
  caller: Caller,
  clock: Clock,
  prepare: () => Promise<KeysRequest>,
): KeySource {
  return new RenewedKeys(clock, async () => issued(await prepare(), settings, caller));
}

/**
 * `POST /v3.0/OS-CREDENTIAL/securitytokens`; sending it twice does no harm
 * (docs/vendors/open-telekom-and-huawei.md#temporary-keys).
 */
async function issued(
  { what, headers = {}, identity, seconds }: KeysRequest,
  settings: CloudSettings,
  caller: Caller,
): Promise<GrantedKeys> {
  const base = identityBase(settings).replace(/v3$/, "v3.0");
  const url = new URL(`${base}/OS-CREDENTIAL/securitytokens`);
  const body = { auth: { identity } };
  const call = { what, method: "POST", url, headers, body, idempotent: true, confidential: true } as const;
  const answer = await caller.exchange({ ...call, answer: KeysAnswer }).catch((error: unknown) => {
    throw explainForeignAnswer(error, settings);
  });
  return grantedKeys(answer, seconds);
}

/**
 * An hour, renewed as needed. What proves the right to keys only once, a one-time passcode or an id token that nobody renews,
 * cannot renew them: then as long as Terraform's provider requests.
 */
export function durationSeconds({ credentials }: CloudSettings): number {
  const passcode = credentials.kind === "password" && credentials.passcode !== undefined;
  const onlyToken = credentials.kind === "federation" && credentials.idToken.how === "given";
  return passcode || onlyToken ? 12 * 3600 : 3600;
}
