/** Durations that are kept of each kind. */
const KEPT = 20;

/** How long things of each kind took in this run; what one wait adds, those that go on see at once. */
export class Durations {
  readonly #byKind = new Map<string, number[]>();

  of(kind: string | undefined): readonly number[] {
    return kind === undefined ? [] : this.#kept(kind);
  }

  add(kind: string | undefined, durationMs: number): void {
    if (kind === undefined) return;
    const kept = this.#kept(kind);
    kept.push(durationMs);
    if (kept.length > KEPT) kept.shift();
  }

  #kept(kind: string): number[] {
    const known = this.#byKind.get(kind) ?? [];
    this.#byKind.set(kind, known);
    return known;
  }
}
