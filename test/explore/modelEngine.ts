import { PartialFailureError } from "../../provider/lifecycle/claim/partialFailureError";
import type { Props } from "../../provider/lifecycle/state/inputs";
import {
  create,
  deleteImage,
  diff,
  noteHeld,
  read,
  update,
} from "../../provider/pulumi/dynamic/provider/verbs";
import type { ImageResource } from "../../provider/resources/resource";
import type { VirtualClock } from "../virtualClock";
import type { Path } from "./explorer";
import { type ModelWorld, Process } from "./modelProcess";

/** Whose engine it is: what makes its marks others than those of another. */
export interface Stack {
  /** In front of what is told of it; empty for the first. */
  readonly name: string;
  readonly urn: string;
  readonly owner: string;
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
  /** A run that follows does not wait until the process of a killed engine has found out, and has ended. */
  hurries = false;
  readonly stack: Stack;
  /** Replaced, and still to be deleted. */
  readonly condemned: Recorded[] = [];
  readonly #world: ModelWorld;
  readonly #clock: VirtualClock;
  readonly #path: Path;
  // biome-ignore lint/suspicious/noExplicitAny: each resource has arguments of its own
  readonly #resource: ImageResource<any>;
  readonly #sent = new Map<string, number>();
  readonly #held = new Set<string>();
  /** What people were told in the last run: warnings, and why it failed. */
  #messages: string[] = [];
  /** Nothing that was told got lost on the way to the state. */
  #heardAll = true;
  #processes = 0;

  constructor(
    stack: Stack,
    // biome-ignore lint/suspicious/noExplicitAny: as above
    resource: ImageResource<any>,
    world: ModelWorld,
    clock: VirtualClock,
    path: Path,
  ) {
    this.stack = stack;
    this.#resource = resource;
    this.#world = world;
    this.#clock = clock;
    this.#path = path;
  }

  get told(): string {
    return this.#messages.join("\n");
  }

  /** Throws where an image of which the cloud has told is in no record, although everything was heard. */
  forgetsNothing(): void {
    if (!this.#heardAll) return;
    const known = this.#state();
    const { images, calls } = this.#world;
    const forgotten = images
      .madeBy(this.stack.name)
      .filter(
        (image) =>
          calls.answered.has(image.id) &&
          image !== calls.claimedByAnother &&
          !image.fails &&
          !images.handlesOf(image.id).some((handle) => known.includes(handle)),
      );
    if (forgotten.length > 0) throw new Error(`the state has forgotten ${forgotten.map(({ id }) => id)}`);
  }

  /** True when everything that had to be done has been done. */
  async up(args: Props): Promise<boolean> {
    const process = this.#start("up");
    const inputs = plain({ __urn: this.stack.urn, __owner: this.stack.owner, ...args });
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
      const { changes, replaces = [], deleteBeforeReplace } = diff(this.#resource, recorded.outputs, inputs);
      if (replaces.length === 0) {
        if (changes === false && !recorded.failed) return true;
        const heard = await this.#heard(process, () =>
          update(this.#resource, recorded.id, recorded.outputs, inputs, process),
        );
        return this.#record(heard, (outputs) => ({ id: recorded.id, outputs }));
      }
      if (deleteBeforeReplace === true) {
        if (!(await this.#removed(process, recorded))) return false;
        this.recorded = undefined;
      }
    }
    return this.#made(process, inputs);
  }

  async #made(process: Process, inputs: Props): Promise<boolean> {
    const { recorded } = this;
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
    if (error instanceof PartialFailureError)
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
    const heard = await this.#heard(process, () => deleteImage(this.#resource, id, outputs, process));
    const isDone = heard !== "nothing" && "value" in heard;
    if (isDone) this.#isExpunged(outputs);
    return isDone;
  }

  /** Throws where what was to be expunged can still be recovered, and is ours. */
  #isExpunged({ imageId }: Props): void {
    const { images, calls } = this.#world;
    const left = images.inBin.find((image) => image.id === imageId && image !== calls.claimedByAnother);
    if (left !== undefined) throw new Error(`image ${left.id} is still in the bin`);
  }

  /** What the engine hears of an operation: nothing where one of the two has died, or the engine has been told to end twice. */
  async #heard<T>(process: Process, operation: () => Promise<T>): Promise<Heard<T>> {
    const answer: Promise<Heard<T>> = operation().then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    const end = this.hurries ? Promise.race([process.death, process.engineDeath]) : process.death;
    const heard = await Promise.race([answer, end.then(() => "nothing" as const)]);
    const isAnswer = heard !== "nothing" && "value" in heard && !process.isUnheard;
    if (isAnswer && this.#path.choose("the answer", ["ok", "engine dies before it"]) !== "ok") {
      this.#path.note("          the engine dies before it can have recorded the answer");
      process.engineDies();
    }
    const said = heard === "nothing" || process.isUnheard ? "nothing" : heard;
    const words =
      said === "nothing"
        ? "nobody hears of it"
        : "value" in said
          ? "done"
          : `${said.error instanceof PartialFailureError ? "kept" : "failed"}: ${String((said.error as Error)?.message)}`;
    this.#path.note(`          ${this.stack.name}${words.split("\n")[0]}`);
    this.#messages = [...process.warnings, words];
    if (said !== "nothing" && "error" in said && isBug(said.error)) throw said.error;
    this.#heardAll &&= said !== "nothing";
    if (!this.hurries) await process.ended();
    else if (said === "nothing") this.#world.calls.isFollowed(this.stack.name);
    return said;
  }

  #state(): string {
    return JSON.stringify([this.recorded, this.condemned]);
  }

  #start(what: string): Process {
    this.#processes += 1;
    this.#path.note(`${this.stack.name}${what}:`);
    this.#messages = [];
    return new Process(this.stack.name, this.#processes, this.#world, this.#clock, this.#sent, this.#held);
  }
}

function isBug(error: unknown): boolean {
  return /this is a bug of/.test(String((error as Error)?.message)) || error instanceof TypeError;
}

function plain(props: Props): Props {
  return JSON.parse(JSON.stringify(props));
}
