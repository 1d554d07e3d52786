/** One execution of a story. At each point at which the world could go on in several ways it asks which. */
export class Path {
  /** What has happened, one line each, for people. */
  readonly history: string[] = [];
  /** The points at which there was a choice, in order. */
  readonly points: Point[] = [];
  /** From here on nothing out of the ordinary happens. */
  fair = false;
  readonly #script: Script;

  constructor(script: Script) {
    this.#script = script;
  }

  /** The first option is the ordinary one. */
  choose<Option extends string>(what: string, options: readonly [Option, ...Option[]]): Option {
    if (this.fair) return options[0];
    const chosen = (this.#script.get(this.points.length) as Option | undefined) ?? options[0];
    this.points.push({ what, options });
    return options.includes(chosen) ? chosen : options[0];
  }

  note(line: string): void {
    this.history.push(line);
  }
}

interface Point {
  readonly what: string;
  readonly options: readonly string[];
}

/** What happens out of the ordinary, by the number of the point. */
type Script = ReadonlyMap<number, string>;

export interface Explored {
  readonly executions: number;
  /** Those that broke what must hold, each told as a history: of those that broke the same the first. */
  readonly failures: readonly string[];
}

/**
 * Runs the story again and again until everything has been tried that can happen with at most so many things out of the
 * ordinary. A story is a function of its path alone, so that an execution is repeated exactly up to its last such thing.
 */
export async function explore(
  story: (path: Path) => Promise<void>,
  most: number,
  enough = Number.POSITIVE_INFINITY,
): Promise<Explored> {
  const scripts: Script[] = [new Map()];
  const failures = new Map<string, string>();
  let executions = 0;
  for (let script = scripts.pop(); script !== undefined; script = scripts.pop()) {
    executions += 1;
    const path = new Path(script);
    try {
      await story(path);
    } catch (error) {
      const what =
        error instanceof Error
          ? error.message.replaceAll(/image-\d+|[0-9a-f]{32}/g, "an image")
          : String(error);
      if (!failures.has(what)) failures.set(what, historyOf(path, error));
      if (failures.size === enough) break;
      continue;
    }
    if (script.size === most) continue;
    const from = Math.max(-1, ...script.keys()) + 1;
    for (const [at, { options }] of path.points.entries())
      if (at >= from) for (const other of options.slice(1)) scripts.push(new Map([...script, [at, other]]));
  }
  return { executions, failures: [...failures.values()] };
}

function historyOf({ history }: Path, error: unknown): string {
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `${history.join("\n")}\n${what}`;
}
