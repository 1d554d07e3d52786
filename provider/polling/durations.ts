/** Durations that are kept of each kind. */
const MOST_PER_KIND = 20;

/** How long things of each kind took in this run; what one wait adds, those that go on see at once. */
export class Durations {
  readonly #byKind = new Map<string, number[]>();

  of(kind: string | undefined): readonly number[] {
    return kind === undefined ? [] : this.#ofKind(kind);
  }

  add(kind: string | undefined, durationMs: number): void {
    if (kind === undefined) return;
    const durations = this.#ofKind(kind);
    durations.push(durationMs);
    if (durations.length > MOST_PER_KIND) durations.shift();
  }

  #ofKind(kind: string): number[] {
    const durations = this.#byKind.get(kind) ?? [];
    this.#byKind.set(kind, durations);
    return durations;
  }
}
