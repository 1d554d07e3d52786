import type { CallOptions } from "../../provider/http/call";
import { PermissionError, UnavailableError } from "../../provider/http/errors";
import { claimInTags } from "../../provider/lifecycle/marks/marker";
import type { VirtualClock } from "../virtualClock";
import type { Path } from "./explorer";
import type { ModelImage } from "./modelImage";
import type { ModelImages } from "./modelImages";
import { ModelPeople } from "./modelPeople";
import { Turns } from "./turns";

/** What can go wrong with a call that only asks. */
const asking = [
  "ok",
  "fails",
  "Ctrl-C",
  "process dies",
  "told to end",
  "told to end, unheard",
  "engine dies",
] as const;
/** A call that changes something may be served although nobody hears of it. */
const changing = [
  "ok",
  "Ctrl-C",
  "answer lost",
  "request lost",
  "refused",
  "process dies before",
  "process dies after",
  "told to end, served",
  "told to end, not served",
  "told to end, served, unheard",
  "engine dies after",
] as const;
/** Only a create: it is served, and its image comes to nothing. */
const creating = [...changing, "its image fails"] as const;

/** Who calls: a provider process, which may die. */
export interface Caller {
  /** Its engine's, in front of what is told of it; empty where there is only one. */
  readonly name: string;
  /** Nobody records what it answers. */
  readonly isUnheard: boolean;
  readonly signal: AbortSignal;
  /** Never resolves once the process is dead. */
  alive(): Promise<void>;
  die(): Promise<never>;
  /** The engine is told to end once: it waits for what goes on. */
  ctrlC(): void;
  interrupt(options: { readonly heard: boolean }): void;
  engineDies(): void;
}

/** Each call is a point of the path, at which it may fail in each way that a call can. */
export class ModelCalls {
  /** Images of which the cloud has told. */
  readonly answered = new Set<string>();
  /** What was done to images of others. */
  readonly trespasses: string[] = [];
  readonly people: ModelPeople;
  readonly turns: Turns;
  readonly #images: ModelImages;
  readonly #clock: VirtualClock;
  readonly #path: Path;
  readonly #unrecorded = new Set<string>();
  readonly #followed = new Set<string>();

  constructor(images: ModelImages, clock: VirtualClock, path: Path) {
    this.#images = images;
    this.#clock = clock;
    this.#path = path;
    this.people = new ModelPeople(images);
    this.turns = new Turns(path, clock);
  }

  get claimedByAnother(): ModelImage | undefined {
    return this.people.claimed;
  }

  /** Taken over for a state that its engine did not live to write: `orphans` lists it. */
  isOrphan({ id, by }: ModelImage): boolean {
    return this.#unrecorded.has(id) || this.#followed.has(by);
  }

  async ask<T>(
    caller: Caller,
    what: string,
    options: CallOptions | undefined,
    answer: (said: string) => T,
  ): Promise<T> {
    await this.#begin(caller, what, options);
    const shows = /^(show (?!volume|backup)|look)/.test(what) && !what.includes("bystander");
    const lists = /^(list|which|look)/.test(what);
    const said = this.#path.choose(what, [
      ...asking,
      ...(shows ? ["404"] : []),
      ...(shows && !what.startsWith("look") && !/job/.test(what) ? ["404 of a proxy"] : []),
      ...(lists ? ["without ours"] : []),
      ...this.people.deedsBefore(what, caller.name),
    ] as [string, ...string[]]);
    if (said !== "ok") this.#note(caller, `${what}: ${said}`);
    if (said === "fails") throw new UnavailableError(`${what} failed`, { outcome: "unknown", status: 503 });
    if (said === "Ctrl-C") caller.ctrlC();
    if (said === "process dies") return caller.die();
    if (said.startsWith("told to end")) {
      caller.interrupt({ heard: !said.endsWith("unheard") });
      caller.signal.throwIfAborted();
    }
    if (said === "engine dies") caller.engineDies();
    this.people.do(said);
    return answer(said);
  }

  /** `changed`: the id of the image that it changes. */
  async change<T>(
    caller: Caller,
    what: string,
    options: CallOptions | undefined,
    serve: () => T,
    changed?: string,
  ): Promise<T> {
    await this.#begin(caller, what, options);
    const said = this.#path.choose(what, what === "CREATE" ? creating : changing);
    this.#note(caller, said === "ok" ? what : `${what}: ${said}`);
    if ((caller.isUnheard && said !== "ok") || said === "process dies before") this.#nobodyGivesBack();
    if (said === "Ctrl-C") caller.ctrlC();
    if (said === "request lost") throw lost(what);
    if (said === "refused")
      throw new PermissionError(`${what} is refused`, { outcome: "rejected", status: 403 });
    if (said === "process dies before") return caller.die();
    if (said === "told to end, not served") {
      caller.interrupt({ heard: true });
      throw caller.signal.reason;
    }
    const claimsBefore = this.#claims();
    const before = this.#images.all.length;
    this.#trespass(caller, what, changed);
    const answer = serve();
    this.turns.changed();
    // Nobody but who has just set, or released, a claim can know of it; and who dies then tells nobody.
    const claims = this.#claims();
    for (const { id } of this.#images.ours)
      if (claims.get(id) !== claimsBefore.get(id) && said === "process dies after") this.#unrecorded.add(id);
    if (said === "answer lost") throw lost(what);
    const made = this.#images.all[before];
    if (made !== undefined && said === "its image fails") made.fails = true;
    if (made !== undefined && /^(ok|Ctrl|engine|its)/.test(said)) this.answered.add(made.id);
    if (said === "process dies after") return caller.die();
    if (said.startsWith("told to end, served")) {
      caller.interrupt({ heard: !said.endsWith("unheard") });
      throw caller.signal.reason;
    }
    if (said === "engine dies after") caller.engineDies();
    return answer;
  }

  async #begin(caller: Caller, what: string, options: CallOptions | undefined): Promise<void> {
    await caller.alive();
    await this.turns.turn(caller.name, what);
    await caller.alive();
    await options?.awaitTurn?.();
    await caller.alive();
    options?.signal?.throwIfAborted();
  }

  /** What is another's by now, or was made by another engine, is not to be changed. */
  #trespass({ name, isUnheard }: Caller, what: string, id: string | undefined): void {
    const image = this.#images.all.find((one) => one.id === id);
    if (image === undefined || (image.by === name && image !== this.claimedByAnother)) return;
    // A release is one call (release.ts): who claims within the same seconds is overtaken, and has the image no more.
    if (image.by === name && isUnheard) this.people.overtaken();
    else this.trespasses.push(`${what} ${image.id}, which is another's`);
  }

  /**
   * Who follows a killed engine before its process has released what it had claimed makes another image. Which of the two the state then has is open, and `orphans` lists the other.
   */
  isFollowed(engine: string): void {
    if (this.#images.madeBy(engine).some(({ tags }) => claimInTags(tags) !== undefined))
      this.#followed.add(engine);
  }

  /** What undoes the work of a process that nobody hears any more has failed, too. */
  #nobodyGivesBack(): void {
    for (const { id, tags } of this.#images.ours)
      if (claimInTags(tags) !== undefined) this.#unrecorded.add(id);
  }

  #claims(): Map<string, string | undefined> {
    return new Map(this.#images.ours.map(({ id, tags }) => [id, claimInTags(tags)]));
  }

  #note({ name }: Caller, line: string): void {
    this.#path.note(`${String(Math.round(this.#clock.elapsed() / 1000)).padStart(6)} s  ${name}${line}`);
  }
}

function lost(what: string): UnavailableError {
  return new UnavailableError(`no answer to ${what}`, { outcome: "unknown" });
}
