import { z } from "zod";
import { anonymous, type Caller, type Exchanged, openCaller } from "../../http/call";
import type { Clock } from "../../http/clock";
import { clockOf } from "../../http/failure";
import type { Transport } from "../../http/send";
import { identityBase } from "../keystone/identityBase";
import { type Agency, type CloudSettings, Secret } from "../settings";
import { accountToken } from "./accountToken";
import { agencyFailures } from "./identityFailures";
import type { AccessKeys } from "./signer";
import { givenKeys, type KeySource, signing } from "./signing";
import type { SigningClock } from "./signingClock";

const KeysAnswer = z.looseObject({
  credential: z.looseObject({
    access: z.string(),
    secret: z.string(),
    securitytoken: z.string(),
    expires_at: z.string(),
  }),
});

/** Keys are renewed this long before they end, as tokens are. */
const RENEW_BEFORE_MS = 120_000;

/** The keys of an agency: those of a role in another account, which ours may act in. One pair for a cloud and run. */
export class AgencyKeys implements KeySource {
  readonly renewable = true;
  readonly #settings: CloudSettings;
  readonly #agency: Agency;
  readonly #caller: Caller;
  /** Headers that say who asks, where the request is not signed. */
  readonly #identify: () => Promise<Record<string, string>>;
  readonly #clock: Clock;
  #granted: { readonly keys: AccessKeys; readonly until: number } | undefined;
  #asking: Promise<AccessKeys> | undefined;

  constructor(
    settings: CloudSettings,
    agency: Agency,
    transport: Transport,
    clock: Clock,
    signingClock: SigningClock,
  ) {
    const { credentials } = settings;
    const scope = settings.domainId === undefined ? {} : { "x-domain-id": settings.domainId };
    const signer =
      credentials.kind === "accessKey" && signing(givenKeys(credentials), signingClock, async () => scope);
    this.#settings = settings;
    this.#agency = agency;
    this.#clock = clock;
    this.#caller = openCaller(transport, signer || anonymous, agencyFailures(settings, agency), clock);
    this.#identify = async () =>
      signer ? {} : { "x-auth-token": await accountToken(settings, transport, clock) };
  }

  async current(refused?: string): Promise<AccessKeys> {
    const granted = this.#granted;
    const fresh = granted !== undefined && granted.until - RENEW_BEFORE_MS > this.#clock.now();
    if (fresh && granted.keys.accessKey !== refused) return granted.keys;
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  /** `POST /v3.0/OS-CREDENTIAL/securitytokens`; a second answer does no harm (api-huawei-otc §7.2). */
  async #ask(): Promise<AccessKeys> {
    const url = new URL(
      `${identityBase(this.#settings).replace(/v3$/, "v3.0")}/OS-CREDENTIAL/securitytokens`,
    );
    const what = `take on agency "${this.#agency.name}" for cloud "${this.#settings.name}"`;
    const seconds = durationSeconds(this.#settings);
    const body = assumeRole(this.#agency, seconds);
    const headers = await this.#identify();
    const call = { what, method: "POST", url, headers, body, idempotent: true, answer: KeysAnswer } as const;
    const answer = await this.#caller.exchange(call);
    const { access, secret, securitytoken } = answer.data.credential;
    const keys = {
      accessKey: access,
      secretKey: new Secret(secret),
      securityToken: new Secret(securitytoken),
    };
    this.#granted = { keys, until: this.#clock.now() + lifetimeMs(answer, seconds) };
    return keys;
  }
}

/** `agency_name` is the table's, the SDKs' and the Terraform provider's word; samples say `xrole_name` (§11 no. 45). */
function assumeRole(agency: Agency, seconds: number): unknown {
  const account =
    agency.domainId === undefined ? { domain_name: agency.domainName } : { domain_id: agency.domainId };
  const role = { agency_name: agency.name, ...account, duration_seconds: seconds };
  return { auth: { identity: { methods: ["assume_role"], assume_role: role } } };
}

/** An hour, renewed as needed. A one-time passcode cannot be used for that: then as long as Terraform's provider asks for. */
function durationSeconds({ credentials }: CloudSettings): number {
  return credentials.kind === "password" && credentials.passcode !== undefined ? 12 * 3600 : 3600;
}

/** By the cloud's own clock, since ours may be wrong; at most what was asked for. */
function lifetimeMs({ data, headers }: Exchanged<z.infer<typeof KeysAnswer>>, seconds: number): number {
  const granted = Date.parse(data.credential.expires_at) - (clockOf({ headers }) ?? Number.NaN);
  return Number.isNaN(granted) ? seconds * 1000 : Math.min(granted, seconds * 1000);
}
