import { z } from "zod";
import { anonymous, type Caller, type Exchanged, openCaller } from "../../http/call";
import type { Clock } from "../../http/clock";
import { CredentialsError } from "../../http/errors";
import { clockOf, type FailureTable } from "../../http/failure";
import type { Transport } from "../../http/send";
import type { CloudSettings } from "../settings";
import type { CatalogueEntry } from "./catalogue";
import { identityBase } from "./identityBase";
import { loginBody } from "./loginBody";

/** A token scoped to one project, with what its answer tells about the cloud. */
export interface Token {
  readonly id: string;
  /** Milliseconds since the epoch, by our clock, from which on another is asked for. */
  readonly renewAt: number;
  readonly projectId: string;
  readonly roles: readonly string[];
  readonly catalogue: readonly CatalogueEntry[];
}

const TokenAnswer = z.looseObject({
  token: z.looseObject({
    expires_at: z.string(),
    project: z.looseObject({ id: z.string() }).optional(),
    roles: z.array(z.looseObject({ name: z.string() })).catch([]), // only shown: no reason to refuse a token
    catalog: z
      .array(
        z.looseObject({
          type: z.string(),
          endpoints: z.array(
            z.looseObject({
              interface: z.string(),
              url: z.string(),
              region: z.string().nullish(),
              region_id: z.string().nullish(),
            }),
          ),
        }),
      )
      .default([]),
  }),
});

/** A token is renewed this long before it ends, so that it does not end in the middle of a call. */
const RENEW_BEFORE_MS = 120_000;
/** Keystone's, for an answer that does not say. */
const DEFAULT_LIFE_MS = 3_600_000;

/** IAM counts log-ins over five minutes ("limit:200,time:5 minute"): one that is throttled is tried for longer. */
const PATIENCE_MS = 6 * 60_000;

/** One token for an account and run: asked for once, however many images wait for it. */
export class TokenSource {
  readonly #settings: CloudSettings;
  readonly #caller: Caller;
  readonly #clock: Clock;
  #token: Token | undefined;
  #asking: Promise<Token> | undefined;

  constructor(settings: CloudSettings, transport: Transport, clock: Clock) {
    this.#settings = settings;
    this.#clock = clock;
    this.#caller = openCaller(transport, anonymous, loginFailures(settings.name), clock);
  }

  /** The token to use now. `refused` is one that the cloud has just turned down. */
  async current(refused?: string): Promise<Token> {
    const usable = this.#token;
    const fresh = usable !== undefined && usable.renewAt > this.#clock.now();
    if (usable !== undefined && fresh && usable.id !== refused) return usable;
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    this.#token = await this.#asking;
    return this.#token;
  }

  /** Whether asking again can bring another token: not where the user gave the token itself. */
  get renewable(): boolean {
    return this.#settings.credentials.kind !== "token";
  }

  async #ask(): Promise<Token> {
    const url = new URL(`${identityBase(this.#settings)}/auth/tokens`);
    const { credentials, name } = this.#settings;
    const options = { deadline: this.#clock.now() + PATIENCE_MS };
    const what = `log in to cloud "${name}"`;
    if (credentials.kind === "token") {
      const id = credentials.token.reveal();
      const headers = { "x-auth-token": id, "x-subject-token": id };
      const call = { what, method: "GET", url, headers, answer: TokenAnswer } as const;
      return this.#read(id, await this.#caller.exchange(call, options));
    }
    const body = loginBody(this.#settings);
    const call = { what, method: "POST", url, body, idempotent: true, answer: TokenAnswer } as const;
    const exchanged = await this.#caller.exchange(call, options);
    return this.#read(exchanged.headers["x-subject-token"], exchanged);
  }

  #read(id: string | undefined, { data, headers }: Exchanged<z.infer<typeof TokenAnswer>>): Token {
    const { token } = data;
    const what = `log in to cloud "${this.#settings.name}"`;
    if (id === undefined)
      throw new CredentialsError(`${what}: the answer has no token`, { outcome: "rejected" });
    if (token.project === undefined) {
      throw new CredentialsError(`${what}: the token is not scoped to a project`, {
        outcome: "rejected",
        hint: "name the project: `project_name` or `project_id` under `auth` in clouds.yaml, or OS_PROJECT_NAME",
      });
    }
    const now = this.#clock.now();
    // By the cloud's own clock: this machine's may be hours off.
    const left = Date.parse(token.expires_at) - (clockOf({ headers }) ?? now);
    const lifeMs = Number.isNaN(left) ? DEFAULT_LIFE_MS : left;
    return {
      id,
      renewAt: now + Math.max(lifeMs - RENEW_BEFORE_MS, lifeMs / 2),
      projectId: token.project.id,
      roles: token.roles.map(({ name }) => name),
      catalogue: token.catalog,
    };
  }
}

export function loginFailures(cloud: string): FailureTable {
  return ({ status, message }) => {
    if (status === 413 && /rate-limited/i.test(message)) return { kind: "throttled" };
    if (status !== 401 && status !== 404) return undefined;
    const hint = `check user, password, domain and project of cloud "${cloud}" (clouds.yaml, OS_* or HW_* variables, cloudimages:* configuration)`;
    return { kind: "credentials", hint };
  };
}
