import type { CallOptions } from "../../http/call";
import type { Backup, Server, StoredObject } from "../imageJobs";
import type { Snapshot } from "../templates";
import type { Volume } from "../volume";

/** A page of a list. */
export interface SourcePage<Item> {
  readonly items: readonly Item[];
  /** Entries that lack what every such entry has: one of them must not hide the others. */
  readonly unreadable: number;
}

/** A list, page by page, so that the progress of a long one can be told. */
export type SourcePages<Item> = AsyncIterable<SourcePage<Item>>;

/** All of what images can be made from, by the services that have it. Absent: the cloud has no such service. */
export interface SourceLists {
  readonly volumes?: (options?: CallOptions) => SourcePages<Volume>;
  readonly servers?: (options?: CallOptions) => SourcePages<Server>;
  /** Those that other projects share with ours included. */
  readonly cbrBackups?: (options?: CallOptions) => SourcePages<Backup>;
  readonly csbsBackups?: (options?: CallOptions) => SourcePages<Backup>;
  /** The account's, of all regions. */
  readonly buckets?: (options?: CallOptions) => SourcePages<ListedBucket>;
  /** Those whose keys begin so. */
  readonly objects?: (bucket: string, prefix: string, options?: CallOptions) => SourcePages<ListedObject>;
  readonly snapshots?: (options?: CallOptions) => SourcePages<Snapshot>;
}

/** The list of buckets leaves out their storage classes. */
export interface ListedBucket {
  readonly name: string;
  readonly region: string | undefined;
}

export interface ListedObject extends StoredObject {
  readonly key: string;
}
