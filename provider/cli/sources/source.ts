/** What an image can be made from, as it is listed. */
export interface Source {
  /** What people copy: an id, an object's key, a bucket's name. */
  readonly id: string;
  readonly name: string;
  readonly sizeBytes: number | undefined;
  /** The vendor's word. */
  readonly state: string;
  /** The arguments of the resource that name it. */
  readonly args: Readonly<Record<string, unknown>>;
  /** Further fields of the JSON. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** Whether an image could be made from it now, as the preflight of an `up` would say. */
export interface Verdict {
  readonly exportable: boolean;
  /** The argument with which it would be. */
  readonly needs: string | undefined;
  /** What a create would wait for first. */
  readonly waitsFor: string | undefined;
  /** Why not. */
  readonly reasons: readonly string[];
  /** What people should know before a create; none of it prevents one. */
  readonly notes: readonly string[];
}

/** A source with its verdict. */
export interface Judged {
  readonly source: Source;
  readonly verdict: Verdict;
}
