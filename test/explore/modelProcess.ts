import { setMaxListeners } from "node:events";
import type { Cloud } from "../../provider/clouds/cloud";
import { InterruptedError } from "../../provider/http/errors";
import type { Host } from "../../provider/lifecycle/operation/host";
import type { VirtualClock } from "../virtualClock";
import type { Caller, ModelCalls } from "./modelCalls";
import { modelCloud } from "./modelCloud";
import type { ModelImages } from "./modelImages";

export interface ModelWorld {
  readonly images: ModelImages;
  readonly calls: ModelCalls;
}

/** One provider process. */
export class Process implements Host, Caller {
  readonly preflight = "warn";
  readonly name: string;
  /** What people were warned of. */
  readonly warnings: string[] = [];
  readonly death: Promise<void>;
  readonly engineDeath: Promise<void>;
  isUnheard = false;
  readonly #abort = new AbortController();
  readonly #ending = new AbortController();
  readonly #number: number;
  readonly #clock: VirtualClock;
  readonly #connection: Cloud;
  readonly #sent: Map<string, number>;
  readonly #held: Set<string>;
  readonly #seen: string[] = [];
  #claims = 0;
  #isDead = false;
  #engineIsDead = false;
  #undo: (() => Promise<void>) | undefined;
  #die: () => void = () => {};
  #engineDied: () => void = () => {};

  constructor(
    name: string,
    number: number,
    { images, calls }: ModelWorld,
    clock: VirtualClock,
    sent: Map<string, number>,
    held: Set<string>,
  ) {
    this.name = name;
    this.#number = number;
    this.#clock = clock;
    this.#sent = sent;
    this.#held = held;
    this.death = new Promise((resolve) => {
      this.#die = resolve;
    });
    this.engineDeath = new Promise((resolve) => {
      this.#engineDied = resolve;
    });
    setMaxListeners(0, this.#abort.signal, this.#ending.signal);
    this.#connection = modelCloud(images, calls, this, clock);
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  get ending(): AbortSignal {
    return this.#ending.signal;
  }

  ctrlC(): void {
    this.#ending.abort(new InterruptedError("Ctrl-C", { outcome: "unknown" }));
  }

  async alive(): Promise<void> {
    if (this.#isDead) await new Promise<never>(() => {});
  }

  die(): Promise<never> {
    this.#isDead = true;
    this.#die();
    return new Promise<never>(() => {});
  }

  /** The engine was told to end a second time: it gives five seconds, and takes no answer, or just so still takes it. */
  interrupt({ heard }: { readonly heard: boolean }): void {
    this.ctrlC();
    this.#abort.abort(new InterruptedError("interrupted", { outcome: "unknown" }));
    this.isUnheard ||= !heard;
    void this.#clock.sleep(5_000).then(() => this.die());
  }

  /** The process finds out a little later. */
  engineDies(): void {
    this.#engineIsDead = true;
    this.#engineDied();
    this.isUnheard = true;
    void this.#clock.sleep(2_000).then(() => {
      this.#abort.abort(new InterruptedError("the engine is gone", { outcome: "unknown" }));
      void this.#undo?.().catch(() => {});
    });
    void this.#clock.sleep(120_000).then(() => this.die());
  }

  /** Where the engine has died before it can have recorded the answer, the create is undone. */
  answered(undo: () => Promise<void>): void {
    this.#undo = undo;
  }

  /** The engine ends its processes. */
  async ended(): Promise<void> {
    if (this.#engineIsDead) await this.#clock.sleep(150_000);
    if (this.isUnheard) await this.#clock.sleep(10_000);
  }

  profile(): Cloud["profile"] {
    return this.#connection.profile;
  }

  connect(): Cloud {
    return this.#connection;
  }

  log() {
    return { status() {}, entry() {}, line() {}, warn: (text: string) => void this.warnings.push(text) };
  }

  async assertEngineLives(): Promise<void> {
    await this.alive();
    this.signal.throwIfAborted();
    if (this.#engineIsDead) {
      this.#abort.abort(new InterruptedError("the engine is gone", { outcome: "unknown" }));
      this.signal.throwIfAborted();
    }
  }

  async engineDied(): Promise<boolean> {
    return this.#engineIsDead;
  }

  newClaim(): string {
    this.#claims += 1;
    return `${this.#number}`.padStart(6, this.name === "" ? "a" : "b") + `${this.#claims}`.padStart(6, "c");
  }

  readonly sentCreates = {
    sentAt: (marker: string) => this.#sent.get(marker),
    note: (marker: string, at: number) => void this.#sent.set(marker, at),
    forget: (marker: string) => void this.#sent.delete(marker),
  };

  readonly heldClaims = {
    note: (claim: string) => {
      this.#held.add(claim);
      this.#seen.push(claim);
    },
    has: (claim: string) => this.#held.has(claim),
    seenOf: () => this.#seen,
  };
}
