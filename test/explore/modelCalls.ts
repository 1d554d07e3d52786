import type { CallOptions } from "../../provider/http/call";
import { PermissionError, UnavailableError } from "../../provider/http/errors";
import { claimOn } from "../../provider/lifecycle/marker";
import { OUR_TAG } from "../../provider/resources/rules";
import type { VirtualClock } from "../virtualClock";
import type { Path } from "./explorer";
import type { ModelImage, ModelImages } from "./modelImages";

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
const people = ["another claims", "another renames", "another deletes"] as const;

/** Who calls: a provider process, which may die. */
export interface Caller {
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
  claimedByAnother: ModelImage | undefined;
  readonly #images: ModelImages;
  readonly #clock: VirtualClock;
  readonly #path: Path;
  readonly #unrecorded = new Set<string>();
  #deeds = 0;

  constructor(images: ModelImages, clock: VirtualClock, path: Path) {
    this.#images = images;
    this.#clock = clock;
    this.#path = path;
  }

  /** Taken over for a state that its engine did not live to write: `orphans` lists it. */
  isOrphan({ id }: ModelImage): boolean {
    return this.#unrecorded.has(id);
  }

  async ask<T>(
    caller: Caller,
    what: string,
    options: CallOptions | undefined,
    answer: (said: string) => T,
  ): Promise<T> {
    await this.#begin(caller, options);
    const shows = /^(show (?!volume)|look)/.test(what) && !what.includes("bystander");
    const lists = /^(list|which|look)/.test(what);
    const said = this.#path.choose(what, [
      ...asking,
      ...(shows ? ["404"] : []),
      ...(shows && !what.startsWith("look") && !/job/.test(what) ? ["404 of a proxy"] : []),
      ...(lists ? ["without ours"] : []),
      ...(tellsOfImage(what) ? this.#deedsNow() : []),
    ] as [string, ...string[]]);
    if (said !== "ok") this.#tell(`${what}: ${said}`);
    if (said === "fails") throw new UnavailableError(`${what} failed`, { outcome: "unknown", status: 503 });
    if (said === "Ctrl-C") caller.ctrlC();
    if (said === "process dies") return caller.die();
    if (said.startsWith("told to end")) {
      caller.interrupt({ heard: !said.endsWith("unheard") });
      caller.signal.throwIfAborted();
    }
    if (said === "engine dies") caller.engineDies();
    this.#deed(said);
    return answer(said);
  }

  async change<T>(
    caller: Caller,
    what: string,
    options: CallOptions | undefined,
    serve: () => T,
  ): Promise<T> {
    await this.#begin(caller, options);
    const said = this.#path.choose(what, what === "CREATE" ? creating : changing);
    this.#tell(said === "ok" ? what : `${what}: ${said}`);
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
    const answer = serve();
    // Nobody but who has just set, or given back, a claim can know of it; and who dies then tells nobody.
    const claims = this.#claims();
    for (const { id } of this.#images.ours)
      if (claims.get(id) !== claimsBefore.get(id) && said === "process dies after") this.#unrecorded.add(id);
    if (said === "answer lost") throw lost(what);
    const made = this.#images.all.at(-1);
    if (made !== undefined && said === "its image fails") made.fails = true;
    if (made !== undefined && what === "CREATE" && /^(ok|Ctrl|engine|its)/.test(said))
      this.answered.add(made.id);
    if (said === "process dies after") return caller.die();
    if (said.startsWith("told to end, served")) {
      caller.interrupt({ heard: !said.endsWith("unheard") });
      throw caller.signal.reason;
    }
    if (said === "engine dies after") caller.engineDies();
    return answer;
  }

  async #begin(caller: Caller, options: CallOptions | undefined): Promise<void> {
    await caller.alive();
    await options?.turn?.();
    await caller.alive();
    options?.signal?.throwIfAborted();
  }

  #deedsNow(): readonly string[] {
    return this.#images.settings.withPeople === true && this.#deeds === 0 && this.#images.ours.length > 0
      ? people
      : [];
  }

  #deed(said: string): void {
    const [image] = this.#images.ours;
    if (image === undefined || !said.startsWith("another ")) return;
    this.#deeds += 1;
    if (said === "another renames") image.name = "renamed";
    if (said === "another deletes") image.gone = true;
    if (said === "another claims") {
      image.name = "theirs";
      image.tags = { ...image.tags, [OUR_TAG]: THEIRS };
      this.claimedByAnother = image;
    }
  }

  /** What undoes the work of a process that nobody hears any more has failed, too. */
  #nobodyGivesBack(): void {
    for (const { id, tags } of this.#images.ours) if (claimOn(tags) !== undefined) this.#unrecorded.add(id);
  }

  #claims(): Map<string, string | undefined> {
    return new Map(this.#images.ours.map(({ id, tags }) => [id, claimOn(tags)]));
  }

  #tell(line: string): void {
    this.#path.tell(`${String(Math.round(this.#clock.elapsed() / 1000)).padStart(6)} s  ${line}`);
  }
}

export const THEIRS = "aaaaaaaa-bbbbbbbbbbbbbbbbbbbb-cccccccccccc";

/** What another does to an image right after the last look at it nobody can see. */
function tellsOfImage(what: string): boolean {
  return /^(show (?!volume|job|the job)|look|tags)/.test(what);
}

function lost(what: string): UnavailableError {
  return new UnavailableError(`no answer to ${what}`, { outcome: "unknown" });
}
