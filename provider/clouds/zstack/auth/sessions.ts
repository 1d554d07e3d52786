import { anonymous, type Caller } from "../../../http/call";
import type { Clock } from "../../../http/clock";
import { CloudError } from "../../../http/errors";
import { openTimeout } from "../../../http/openTimeout";
import type { Transport } from "../../../http/transport";
import type { CloudSettings, Secret } from "../../settings";
import { apiUrl } from "../apiUrl";
import { openZstackCaller } from "../caller";
import { loginFailures } from "../failures";
import { hiding } from "../hiding";
import { hashed, LoginAnswer, loginOf, withHiddenAnswers } from "./loginCall";

interface Granted {
  readonly uuid: string;
  readonly accountUuid: string;
}

/**
 * An interrupted run has some five seconds left; 500 sessions that nobody ended lock the account
 * (docs/vendors/zstack.md#sessions).
 */
const END_WITHIN_MS = 2_000;

/** One session for an account and run: opened once, however many images wait for it, and ended with the run. */
export class Sessions {
  readonly #settings: CloudSettings;
  readonly #password: Secret;
  readonly #caller: Caller;
  #granted: Granted | undefined;
  #opening: Promise<Granted> | undefined;
  #ending: Promise<void> | undefined;
  readonly #uuids = new Set<string>();

  constructor(settings: CloudSettings, password: Secret, transport: Transport, clock: Clock) {
    this.#settings = settings;
    this.#password = password;
    const wire = hiding(withHiddenAnswers(transport), () => this.secrets());
    this.#caller = openZstackCaller(wire, anonymous, loginFailures(settings), clock);
  }

  /** The current session. `refused` is one that the cloud says has expired: only its own clock decides that. */
  async current(refused?: string): Promise<Granted> {
    if (this.#granted !== undefined && this.#granted.uuid !== refused) return this.#granted;
    this.#opening ??= this.#open().finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  async #open(): Promise<Granted> {
    const { name } = this.#settings;
    if (this.#ending !== undefined)
      throw new CloudError(`the session of cloud "${name}" has been ended`, { outcome: "not-sent" });
    const { path, body } = loginOf(this.#settings, this.#password);
    const url = apiUrl(this.#settings, path);
    const call = {
      what: `log in to cloud "${name}"`,
      method: "PUT",
      url,
      body,
      confidential: true,
      answer: LoginAnswer,
    } as const;
    const { uuid, accountUuid } = (await this.#caller.call(call)).inventory;
    this.#uuids.add(uuid);
    this.#granted = { uuid, accountUuid: accountUuid ?? "" };
    return this.#granted;
  }

  /** Logs out, once; a session for which that fails expires by itself after two hours. */
  end(): Promise<void> {
    this.#ending ??= this.#end();
    return this.#ending;
  }

  async #end(): Promise<void> {
    const limit = openTimeout(END_WITHIN_MS);
    const timedOut = new Promise<void>((resolve) => {
      limit.signal.addEventListener("abort", () => resolve(), { once: true });
    });
    try {
      await Promise.race([this.#logOut(limit.signal), timedOut]);
    } catch {
      // nothing depends on it
    } finally {
      limit.close();
    }
  }

  async #logOut(signal: AbortSignal): Promise<void> {
    const granted = await (this.#opening ?? this.#granted);
    if (granted === undefined || signal.aborted) return;
    this.#granted = undefined;
    const url = apiUrl(this.#settings, `/accounts/sessions/${encodeURIComponent(granted.uuid)}`);
    const call = { what: "log out", method: "DELETE", url, confidential: true } as const;
    await this.#caller.call(call, { signal, deadline: 0 });
  }

  secrets(): readonly string[] {
    return [hashed(this.#password).reveal(), ...this.#uuids];
  }
}
