import type { Secrets } from "./accounts";
import type { Plan } from "./agenda";
import type { BackupStorageRecord } from "./backupStorages";
import type { ZstackJob } from "./jobs";
import type { Task } from "./serialQueue";
import type { Session } from "./sessions";
import type { SnapshotRecord } from "./snapshots";
import type { TagPatternRecord, TagRecord } from "./tags";
import type { TemplateRecord } from "./templates";

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
