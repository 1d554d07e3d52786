import { setMaxListeners } from "node:events";
import type { Cloud } from "../../provider/clouds/cloud";
import { InterruptedError } from "../../provider/http/errors";
import { create } from "../../provider/lifecycle/create";
import { remove } from "../../provider/lifecycle/delete";
import { diff } from "../../provider/lifecycle/diff";
import { noteHeld } from "../../provider/lifecycle/heldClaims";
import type { Host } from "../../provider/lifecycle/host";
import type { Props } from "../../provider/lifecycle/inputs";
import { KeptError } from "../../provider/lifecycle/kept";
import { read } from "../../provider/lifecycle/read";
import { update } from "../../provider/lifecycle/update";
import type { ImageResource } from "../../provider/resources/resource";
import type { VirtualClock } from "../virtualClock";
import type { Path } from "./explorer";
import type { Caller, ModelCalls } from "./modelCalls";
import { modelCloud } from "./modelCloud";
import type { ModelImages } from "./modelImages";

const URN = "urn:pulumi:dev::lab::pulumi-nodejs:dynamic/cloudimages:Explored::golden";
const OWNER = "0a1b2c3d";

export interface ModelWorld {
  readonly images: ModelImages;
  readonly calls: ModelCalls;
}

interface Recorded {
  readonly id: string;
  readonly outputs: Props;
  readonly failed: boolean;
}

type Heard<T> = { readonly value: T } | { readonly error: unknown } | "nothing";

/** One resource of one stack, driven as the engine drives it: what is heard is recorded, and what was replaced is deleted last. */
export class ModelEngine {
  recorded: Recorded | undefined;
  /** Replaced, and still to be deleted. */
  readonly condemned: Recorded[] = [];
  readonly #world: ModelWorld;
  readonly #clock: VirtualClock;
  readonly #path: Path;
  // biome-ignore lint/suspicious/noExplicitAny: each resource has arguments of its own
  readonly #resource: ImageResource<any>;
  readonly #sent = new Map<string, number>();
  readonly #held = new Set<string>();
  /** Nothing that was told got lost on the way to the state. */
  #heardAll = true;
  #processes = 0;

  // biome-ignore lint/suspicious/noExplicitAny: as above
  constructor(resource: ImageResource<any>, world: ModelWorld, clock: VirtualClock, path: Path) {
    this.#resource = resource;
    this.#world = world;
    this.#clock = clock;
    this.#path = path;
  }

  /** Throws where an image of which the cloud has told is in no record, although everything was heard. */
  forgetsNothing(): void {
    if (!this.#heardAll) return;
    const known = JSON.stringify([this.recorded, this.condemned]);
    const { images, calls } = this.#world;
    const forgotten = images.ours.filter(
      (image) =>
        calls.answered.has(image.id) &&
        image !== calls.claimedByAnother &&
        !image.fails &&
        !known.includes(image.id),
    );
    if (forgotten.length > 0) throw new Error(`the state has forgotten ${forgotten.map(({ id }) => id)}`);
  }

  /** True when everything that had to be done has been done. */
  async up(args: Props): Promise<boolean> {
    const process = this.#start("up");
    const inputs = plain({ __urn: URN, __owner: OWNER, ...args });
    if (!(await this.#brought(process, inputs))) return false;
    return this.#cleared(process);
  }

  async refresh(): Promise<boolean> {
    const process = this.#start("refresh");
    const { recorded } = this;
    if (recorded === undefined) return true;
    noteHeld(process, recorded.outputs);
    const heard = await this.#heard(process, () =>
      read(this.#resource, recorded.id, recorded.outputs, process),
    );
    if (!("value" in Object(heard))) return false;
    const { id, props } = (heard as { value: Awaited<ReturnType<typeof read>> }).value;
    this.recorded = id === undefined ? undefined : { ...recorded, id, outputs: plain(props ?? {}) };
    return true;
  }

  async destroy(): Promise<boolean> {
    const process = this.#start("destroy");
    if (!(await this.#cleared(process))) return false;
    if (this.recorded === undefined) return true;
    if (!(await this.#removed(process, this.recorded))) return false;
    this.recorded = undefined;
    return true;
  }

  async #brought(process: Process, inputs: Props): Promise<boolean> {
    const { recorded } = this;
    if (recorded !== undefined) {
      noteHeld(process, recorded.outputs);
      const { changes, replaces = [] } = diff(this.#resource, recorded.outputs, inputs);
      if (replaces.length === 0) {
        if (changes === false && !recorded.failed) return true;
        const heard = await this.#heard(process, () =>
          update(this.#resource, recorded.id, recorded.outputs, inputs, process),
        );
        return this.#record(heard, (outputs) => ({ id: recorded.id, outputs }));
      }
    }
    const heard = await this.#heard(process, async () => {
      const created = await create(this.#resource, inputs, process);
      process.answered(created.undo);
      return created;
    });
    const isDone = this.#record(heard, ({ id, outs }) => ({ id, outputs: outs }));
    if (recorded !== undefined && this.recorded !== recorded) this.condemned.push(recorded);
    return isDone;
  }

  #record<T>(heard: Heard<T>, recorded: (value: T) => { id: string; outputs: Props }): boolean {
    if (heard === "nothing") return false;
    if ("value" in heard) {
      const { id, outputs } = recorded(heard.value);
      this.recorded = { id, outputs: plain(outputs), failed: false };
      return true;
    }
    const { error } = heard;
    if (error instanceof KeptError)
      this.recorded = { id: error.id, outputs: plain(error.properties), failed: true };
    return false;
  }

  async #cleared(process: Process): Promise<boolean> {
    for (let old = this.condemned[0]; old !== undefined; old = this.condemned[0]) {
      if (!(await this.#removed(process, old))) return false;
      this.condemned.shift();
    }
    return true;
  }

  async #removed(process: Process, { id, outputs }: Recorded): Promise<boolean> {
    noteHeld(process, outputs);
    const heard = await this.#heard(process, () => remove(this.#resource, id, outputs, process));
    return heard !== "nothing" && "value" in heard;
  }

  /** What the engine hears of an operation: nothing where one of the two has died, or the engine has been told to end twice. */
  async #heard<T>(process: Process, operation: () => Promise<T>): Promise<Heard<T>> {
    const answer: Promise<Heard<T>> = operation().then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    const heard = await Promise.race([answer, process.death.then(() => "nothing" as const)]);
    const isAnswer = heard !== "nothing" && "value" in heard && !process.isUnheard;
    if (isAnswer && this.#path.choose("the answer", ["ok", "engine dies before it"]) !== "ok") {
      this.#path.tell("          the engine dies before it can have recorded the answer");
      process.engineDies();
    }
    const said = heard === "nothing" || process.isUnheard ? "nothing" : heard;
    const words =
      said === "nothing"
        ? "nobody hears of it"
        : "value" in said
          ? "done"
          : `${said.error instanceof KeptError ? "kept" : "failed"}: ${String((said.error as Error)?.message).split("\n")[0]}`;
    this.#path.tell(`          ${words}`);
    if (said !== "nothing" && "error" in said && isBug(said.error)) throw said.error;
    this.#heardAll &&= said !== "nothing";
    await process.ended();
    return said;
  }

  #start(what: string): Process {
    this.#processes += 1;
    this.#path.tell(`${what}:`);
    return new Process(this.#processes, this.#world, this.#clock, this.#sent, this.#held);
  }
}

function isBug(error: unknown): boolean {
  return /this is a bug of/.test(String((error as Error)?.message)) || error instanceof TypeError;
}

/** One provider process. */
class Process implements Host, Caller {
  readonly preflight = "warn";
  readonly death: Promise<void>;
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

  constructor(
    number: number,
    { images, calls }: ModelWorld,
    clock: VirtualClock,
    sent: Map<string, number>,
    held: Set<string>,
  ) {
    this.#number = number;
    this.#clock = clock;
    this.#sent = sent;
    this.#held = held;
    this.death = new Promise((resolve) => {
      this.#die = resolve;
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
    return { status() {}, line() {}, warn() {} };
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
    return `${this.#number}`.padStart(6, "a") + `${this.#claims}`.padStart(6, "c");
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

function plain(props: Props): Props {
  return JSON.parse(JSON.stringify(props));
}
