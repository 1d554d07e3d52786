import { z } from "zod";
import {
  anonymous,
  type Call,
  type Caller,
  type CallOptions,
  type FullAnswer,
  openCaller,
} from "../../http/call";
import type { Clock } from "../../http/clock";
import { CredentialsError } from "../../http/errors";
import { cloudTime } from "../../http/failures/failureOf";
import type { Transport } from "../../http/transport";
import { traits } from "../profiles/traits";
import { type CloudSettings, type Credentials, whereToSet } from "../settings";
import { type CatalogueEntry, readCatalogue } from "./catalogue";
import { explainForeignAnswer, loginFailures, rescopeFailures, wrongAddress } from "./failures";
import { federatedToken } from "./federatedToken";
import { identityBase } from "./identityBase";
import { loginBody, rescopeBody } from "./loginBody";
import { isConfigured, refuseOther, refuseOtherRegion, wantedProject } from "./project";

/** A token scoped to one project, with what its answer tells about the cloud. */
export interface Token {
  readonly id: string;
  /** The time, in milliseconds since the epoch by our clock, from which a new token is requested. */
  readonly renewAt: number;
  readonly projectId: string;
  readonly roles: readonly string[];
  readonly catalogue: readonly CatalogueEntry[];
}

const Named = z.looseObject({ id: z.string().optional(), name: z.string().optional() });

const TokenAnswer = z.looseObject({
  token: z.looseObject({
    expires_at: z.string(),
    project: Named.extend({ id: z.string(), domain: Named.optional() }).optional(),
    user: z.looseObject({ domain: Named.optional() }).optional().catch(undefined),
    roles: z.array(z.looseObject({ name: z.string() })).catch([]), // only shown: no reason to refuse a token
    catalog: z.unknown().optional(),
  }),
});

type Answer = z.infer<typeof TokenAnswer>;

/** A token is renewed this long before it expires, so that it does not expire during a call. */
const RENEW_BEFORE_MS = 120_000;
/** Keystone's default, for an answer without a usable time. */
const DEFAULT_LIFE_MS = 3_600_000;

/** IAM limits logins over five minutes ("limit:200,time:5 minute"): a throttled login is retried for longer. */
const LOGIN_DEADLINE_MS = 6 * 60_000;

/** One token for an account and run: requested once, however many images wait for it. */
export class TokenSource {
  readonly #settings: CloudSettings;
  readonly #caller: Caller;
  readonly #rescoper: Caller;
  readonly #clock: Clock;
  readonly #transport: Transport;
  #token: Token | undefined;
  #pending: Promise<Token> | undefined;

  constructor(settings: CloudSettings, transport: Transport, clock: Clock) {
    this.#settings = settings;
    this.#clock = clock;
    this.#transport = transport;
    this.#caller = openCaller(transport, anonymous, loginFailures(settings), clock);
    this.#rescoper = openCaller(transport, anonymous, rescopeFailures(settings), clock);
  }

  /** The current token. `refused` is a token that the cloud has just refused. */
  async current(refused?: string): Promise<Token> {
    const token = this.#token;
    const fresh = token !== undefined && token.renewAt > this.#clock.now();
    if (token !== undefined && fresh && token.id !== refused) return token;
    this.#pending ??= this.#request().finally(() => {
      this.#pending = undefined;
    });
    this.#token = await this.#pending;
    return this.#token;
  }

  /** Whether a new login can give another token: not if the user gave the token itself. */
  get renewable(): boolean {
    return this.#settings.credentials.kind !== "token";
  }

  async #request(): Promise<Token> {
    const { credentials, name } = this.#settings;
    const what = `log in to cloud "${name}"`;
    if (credentials.kind === "token") return this.#useGiven(what, credentials.token.reveal());
    if (credentials.kind === "federation") return this.#federate(what, credentials);
    const answer = await this.#post(what, loginBody(this.#settings), this.#caller);
    if (credentials.kind === "applicationCredential") this.#refuseOther(what, answer);
    return this.#read(what, answer.headers["x-subject-token"], answer);
  }

  /**
   * A token from the user is used as it is if it is for the configured project. Else it is exchanged for one: on OpenStack
   * any token, as openstacksdk does; the IAM of OTC and Huawei Cloud exchanges only tokens without a project
   * (docs/vendors/open-telekom-and-huawei.md#tokens, "Obtaining a Scoped Token").
   */
  async #useGiven(what: string, id: string): Promise<Token> {
    const headers = { "x-auth-token": id, "x-subject-token": id };
    const request = { what, method: "GET", url: this.#url(), headers } as const;
    const call = { ...request, confidential: true, answer: TokenAnswer };
    const given = await this.#exchange(call, this.#caller);
    const { project, user } = given.data.token;
    if (project !== undefined && isConfigured(project, this.#settings)) return this.#read(what, id, given);
    if (project !== undefined && !traits[this.#settings.profile].rescopesTokens)
      this.#refuseOther(what, given);
    const { projectId, projectName } = this.#settings;
    if (projectId === undefined && projectName === undefined) throw unscoped(what, this.#settings);
    const wanted = wantedProject(this.#settings);
    const domain = user?.domain?.id === undefined ? undefined : { id: user.domain.id };
    const turning = `${what}: turn the token into one of ${wanted}`;
    const answer = await this.#post(turning, rescopeBody(this.#settings, id, domain), this.#rescoper);
    return this.#read(turning, answer.headers["x-subject-token"], answer);
  }

  /** The federated token is for no project; on OpenStack the user's domain has none either. */
  async #federate(what: string, federation: Extract<Credentials, { kind: "federation" }>): Promise<Token> {
    const { deadline } = this.#options();
    const { id } = await federatedToken(federation, this.#settings, this.#transport, this.#clock, deadline);
    const turning = `${what}: turn the federated token into one of ${wantedProject(this.#settings)}`;
    const answer = await this.#post(turning, rescopeBody(this.#settings, id, undefined), this.#rescoper);
    return this.#read(turning, answer.headers["x-subject-token"], answer);
  }

  #post(what: string, body: unknown, caller: Caller): Promise<FullAnswer<Answer>> {
    const call = {
      what,
      method: "POST",
      url: this.#url(),
      body,
      idempotent: true,
      confidential: true,
      answer: TokenAnswer,
    } as const;
    return this.#exchange(call, caller);
  }

  async #exchange(call: Call<Answer>, caller: Caller): Promise<FullAnswer<Answer>> {
    try {
      return await caller.exchange(call, this.#options());
    } catch (error) {
      throw explainForeignAnswer(error, this.#settings);
    }
  }

  #url(): URL {
    return new URL(`${identityBase(this.#settings)}/auth/tokens`);
  }

  #options(): CallOptions {
    return { deadline: this.#clock.now() + LOGIN_DEADLINE_MS };
  }

  #refuseOther(what: string, { data }: FullAnswer<Answer>): void {
    if (data.token.project !== undefined) refuseOther(data.token.project, what, this.#settings);
  }

  #read(what: string, id: string | undefined, { data, headers }: FullAnswer<Answer>): Token {
    const { token } = data;
    if (id === undefined)
      throw new CredentialsError(`${what}: the answer has no token`, {
        outcome: "rejected",
        hint: wrongAddress(this.#settings),
      });
    if (token.project === undefined) throw unscoped(what, this.#settings);
    // If the settings have only a name, the cloud has found the project; an id can be compared.
    if (this.#settings.projectId !== undefined) refuseOther(token.project, what, this.#settings);
    refuseOtherRegion(token.project, what, this.#settings);
    const now = this.#clock.now();
    // Measured by the cloud's clock: this machine's may be hours off.
    const left = Date.parse(token.expires_at) - (cloudTime({ headers }) ?? now);
    const lifeMs = left > 0 ? left : DEFAULT_LIFE_MS; // else every call would request a new token
    return {
      id,
      renewAt: now + Math.max(lifeMs - RENEW_BEFORE_MS, lifeMs / 2),
      projectId: token.project.id,
      roles: token.roles.map(({ name }) => name),
      catalogue: readCatalogue(token.catalog),
    };
  }
}

function unscoped(what: string, settings: CloudSettings): CredentialsError {
  return new CredentialsError(`${what}: the token is not scoped to a project`, {
    outcome: "rejected",
    hint: `name the project: set ${whereToSet("projectName", settings)}`,
  });
}
