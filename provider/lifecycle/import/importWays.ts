/** How people give an import what it lacks, for hints. */
export interface ImportWays {
  /** Such as `give by --source`. */
  readonly source: string;
  /** Such as `give --take-over`. */
  readonly takeOver: string;
}
