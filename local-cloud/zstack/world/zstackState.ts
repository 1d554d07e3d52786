import type { Secrets } from "../identity/account";
import type { Session } from "../identity/session";
import type { ZstackJob } from "../jobs/zstackJob";
import type { BackupStorageRecord } from "../storage/backupStorageRecord";
import type { SnapshotRecord } from "../storage/snapshotRecord";
import type { TagPatternRecord, TagRecord } from "../tags/tagRecord";
import type { TemplateRecord } from "../templates/templateRecord";
import type { Plan } from "./agenda";
import type { Task } from "./enqueue";

/** Everything the local ZStack knows. */
export interface ZstackState {
  readonly secrets: Secrets;
  readonly sessions: Map<string, Session>;
  readonly jobs: Map<string, ZstackJob>;
  /**
   * The rows of images; those that were removed softly too, for their uuids stay taken
   * (docs/vendors/zstack.md#uuids-chosen-by-the-caller).
   */
  readonly images: Map<string, TemplateRecord>;
  readonly snapshots: Map<string, SnapshotRecord>;
  readonly backupStorages: Map<string, BackupStorageRecord>;
  readonly tags: Map<string, TagRecord>;
  readonly tagPatterns: Map<string, TagPatternRecord>;
  readonly agenda: Plan[];
  readonly queues: Map<string, Task[]>;
}

export const newZstackState = (secrets: Secrets): ZstackState => ({
  secrets,
  sessions: new Map(),
  jobs: new Map(),
  images: new Map(),
  snapshots: new Map(),
  backupStorages: new Map(),
  tags: new Map(),
  tagPatterns: new Map(),
  agenda: [],
  queues: new Map(),
});
