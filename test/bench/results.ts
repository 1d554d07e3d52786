import { type Pattern, reports } from "./job";
import { type Cost, measureCrowd, measureOurs, measurePeer, measureSimilar } from "./measure";
import { peers } from "./peers";

/** Lengths of jumps, in seconds: what the goal for honest jobs of 600 s stands against. The first is the shipped one. */
export const jumps = [21.5, 24, 27, 30] as const;
/** What jumps of each length are measured by. */
export const limits = ["honest", "ends at 40–90 %", "goes back"] as const satisfies readonly Pattern[];

/** Typical durations of jobs, in seconds, and how many are watched at once. */
export const durations = [60, 180, 600, 3600] as const;
export const crowds = [1, 20, 100] as const;

type ByDuration = Record<number, Cost>;

export interface Results {
  readonly ours: Record<Pattern, ByDuration>;
  readonly peers: Record<string, ByDuration>;
  readonly similar: Cost;
  /** Of jobs of 600 s, by the length of jumps in seconds. */
  readonly jumps: Record<number, Record<(typeof limits)[number], Cost>>;
  /** Of jobs of 180 s; by the number of images. */
  readonly crowds: Record<number, Cost>;
}

export async function measureAll(say: (text: string) => void): Promise<Results> {
  const byDuration = (cost: (typicalS: number) => Cost): ByDuration =>
    Object.fromEntries(durations.map((typicalS) => [typicalS, cost(typicalS)]));
  const patterns = Object.keys(reports) as Pattern[];
  const ours = patterns.map((pattern) => {
    say(`one image, progress: ${pattern}`);
    return [pattern, byDuration((typicalS) => measureOurs(typicalS, pattern))];
  });
  say("jumps of other lengths");
  const otherJumps = jumps.map((jumpS) => {
    const cost = (pattern: Pattern) => measureOurs(600, pattern, { jumpMs: 1000 * jumpS });
    return [jumpS, Object.fromEntries(limits.map((pattern) => [pattern, cost(pattern)]))];
  });
  say("the peers' schedules");
  const others = peers.map((peer) => [peer.name, byDuration((typicalS) => measurePeer(peer, typicalS))]);
  const together: [number, Cost][] = [];
  for (const images of crowds) {
    say(`${images} at once`);
    together.push([images, await measureCrowd(images, 180)]);
  }
  return {
    ours: Object.fromEntries(ours),
    peers: Object.fromEntries(others),
    similar: measureSimilar(180),
    jumps: Object.fromEntries(otherJumps),
    crowds: Object.fromEntries(together),
  };
}
