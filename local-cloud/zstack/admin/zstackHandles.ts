import type { World } from "../../world/world";
import { type SessionView, sessionViews } from "../identity/session";
import { removeZstackJob, type ZstackJobView, zstackJobViews } from "../jobs/zstackJob";
import {
  addBackupStorage,
  type BackupStoragePatch,
  type BackupStorageView,
  backupStorageView,
  backupStorageViews,
  type NewBackupStorage,
  patchBackupStorage,
  removeBackupStorage,
} from "../storage/backupStorageRecord";
import {
  addSnapshot,
  type NewSnapshot,
  patchSnapshot,
  removeSnapshot,
  type SnapshotPatch,
  type SnapshotView,
  snapshotView,
  snapshotViews,
} from "../storage/snapshotRecord";
import {
  addTagPattern,
  type NewTagPattern,
  removeTagPattern,
  type TagPatternView,
  tagPatternView,
  tagPatternViews,
} from "../tags/tagRecord";
import { restartManagementNode } from "../world/agenda";
import {
  addTemplate,
  type NewTemplate,
  patchTemplate,
  removeTemplate,
  type TemplatePatch,
  type TemplateView,
  templateViews,
} from "./templateView";

/** The back door to ZStack, for tests in the same process. */
export interface ZstackHandles {
  addSnapshot(snapshot?: NewSnapshot): SnapshotView;
  snapshots(): SnapshotView[];
  patchSnapshot(uuid: string, changes: SnapshotPatch): SnapshotView;
  removeSnapshot(uuid: string): void;
  addBackupStorage(storage?: NewBackupStorage): BackupStorageView;
  backupStorages(): BackupStorageView[];
  patchBackupStorage(uuid: string, changes: BackupStoragePatch): BackupStorageView;
  removeBackupStorage(uuid: string): void;
  addTagPattern(pattern?: NewTagPattern): TagPatternView;
  tagPatterns(): TagPatternView[];
  removeTagPattern(uuid: string): void;
  addTemplate(template?: NewTemplate): TemplateView;
  /** All rows that can be seen, the deleted ones that are not expunged too. */
  templates(): TemplateView[];
  patchTemplate(uuid: string, changes: TemplatePatch): TemplateView;
  removeTemplate(uuid: string): void;
  /** Those that are open. */
  zstackSessions(): SessionView[];
  zstackJobs(): ZstackJobView[];
  /** Nobody knows the job from now on; what it does goes on. */
  removeZstackJob(uuid: string): void;
  /** Every job under way stays `202 {}` for ever; its work is lost unless `workGoesOn`. */
  restartManagementNode(how?: { workGoesOn?: boolean }): void;
}

export const zstackHandles = (world: World): ZstackHandles => ({
  addSnapshot: (snapshot) => snapshotView(addSnapshot(world, snapshot)),
  snapshots: () => snapshotViews(world),
  patchSnapshot: (uuid, changes) => patchSnapshot(world, uuid, changes),
  removeSnapshot: (uuid) => removeSnapshot(world, uuid),
  addBackupStorage: (storage) => backupStorageView(addBackupStorage(world, storage)),
  backupStorages: () => backupStorageViews(world),
  patchBackupStorage: (uuid, changes) => patchBackupStorage(world, uuid, changes),
  removeBackupStorage: (uuid) => removeBackupStorage(world, uuid),
  addTagPattern: (pattern) => tagPatternView(addTagPattern(world, pattern)),
  tagPatterns: () => tagPatternViews(world),
  removeTagPattern: (uuid) => removeTagPattern(world, uuid),
  addTemplate: (template) => addTemplate(world, template),
  templates: () => templateViews(world),
  patchTemplate: (uuid, changes) => patchTemplate(world, uuid, changes),
  removeTemplate: (uuid) => removeTemplate(world, uuid),
  zstackSessions: () => sessionViews(world),
  zstackJobs: () => zstackJobViews(world),
  removeZstackJob: (uuid) => removeZstackJob(world, uuid),
  restartManagementNode: (how) => restartManagementNode(world, how),
});
