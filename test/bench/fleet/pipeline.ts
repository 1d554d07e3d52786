import type { VolumeView } from "../../../local-cloud/index";
import { deriveOwner } from "../../../provider/lifecycle/marks/marker";
import { type ProviderProcess, providerProcess } from "../../lifecycle/harness/providerProcess";
import { Stack as Image } from "../../lifecycle/harness/stack";
import type { Gateway } from "./gateway";

/** A pipeline that has failed is run again after a minute. */
const AGAIN_AFTER_MS = 60_000;
/** One that never comes to its end must end. */
const MOST_RUNS = 60;

/** One image of the stack, and its arguments. */
export interface Wanted {
  readonly image: Image;
  readonly volumeId: string;
  readonly name: string;
}

/** One stack and the pipeline that runs `pulumi up` on it, again and again until nothing has failed. */
export class Pipeline {
  readonly images: readonly Wanted[];
  /** When each of its processes began, and when each image was done: milliseconds of the clock. */
  readonly startedAt: number[] = [];
  readonly doneAt: number[] = [];
  readonly failures: Error[] = [];
  constructor(
    readonly gateway: Gateway,
    readonly number: number,
    volumes: readonly VolumeView[],
  ) {
    const ownedBy = deriveOwner({
      organization: "acme",
      project: "lab",
      stack: `s${number}`,
      salt: "v1:salt",
    });
    // The same names in every stack: only their marks tell them apart.
    this.images = volumes.map(({ id }, at) => ({
      image: new Image(`golden-${at}`, undefined, ownedBy),
      volumeId: id,
      name: `golden-${at}`,
    }));
  }

  up(startMs: number): Promise<void> {
    const isMissing = ({ recorded }: Image) => recorded === undefined || recorded.failed;
    return this.#run(startMs, isMissing, ({ image, ...args }, process) => image.up(process, args));
  }

  destroy(startMs: number): Promise<void> {
    this.startedAt.length = 0;
    this.doneAt.length = 0;
    const isThere = ({ recorded }: Image) => recorded !== undefined;
    return this.#run(startMs, isThere, ({ image }, process) => image.destroy(process));
  }

  async #run(
    startMs: number,
    isLeft: (image: Image) => boolean,
    work: (one: Wanted, process: ProviderProcess) => Promise<void>,
  ): Promise<void> {
    const { clock } = this.gateway;
    await clock.sleep(startMs);
    for (let run = 1; ; run++) {
      this.startedAt.push(clock.now());
      const process = this.#process(run);
      const works = this.images
        .filter(({ image }) => isLeft(image))
        .map(async (one) => {
          await work(one, process);
          this.doneAt.push(clock.now());
        });
      const failures = (await Promise.allSettled(works)).flatMap((result) =>
        result.status === "rejected" ? [result.reason as Error] : [],
      );
      this.failures.push(...failures);
      if (failures.length === 0) return;
      if (run === MOST_RUNS) throw failures[0];
      await clock.sleep(AGAIN_AFTER_MS);
    }
  }

  /** With a connection, a session, a watcher and a pace of its own, on a machine that remembers nothing. */
  #process(run: number): ProviderProcess {
    const { gateway, number } = this;
    const memory = { sent: new Map<string, number>(), held: new Set<string>() };
    return providerProcess(gateway.cloud, gateway.clock, 1000 * number + run, memory, {
      entry: "otc",
      preflight: "warn",
      transport: gateway.connection(),
    });
  }
}
