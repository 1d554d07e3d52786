/** A file as it will be, decided before anything is written. */
export interface PlannedFile {
  readonly path: string;
  /** The path as people read it. */
  readonly shown: string;
  /** Its text now; undefined if there is no such file. */
  readonly before: string | undefined;
  /** Its text afterwards. Undefined: it stays as it is. */
  readonly after: string | undefined;
  /** What it is for, or what is added to it. */
  readonly what: string;
  /** It stays as it is, although another text would be written if there were no such file. */
  readonly differs?: true;
  /** Only its owner may read it. */
  readonly secret?: true;
}

/** What becomes of a file, or has become of it. */
export type Fate = "written" | "completed" | "kept" | "would differ";

export function fateOf({ before, after, differs }: PlannedFile): Fate {
  if (differs) return "would differ";
  if (after === undefined || after === before) return "kept";
  return before === undefined ? "written" : "completed";
}

/** The files in a table, with what happens to each. */
export function fileLines(files: readonly PlannedFile[], verb: (fate: Fate) => string): string[] {
  const rows = files.map((file) => [verb(fateOf(file)), file.shown, file.what] as const);
  const [fates, names] = [0, 1].map((at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows.map(([fate, name, what]) =>
    `  ${fate.padEnd(fates ?? 0)}  ${name.padEnd(names ?? 0)}  ${what}`.trimEnd(),
  );
}
