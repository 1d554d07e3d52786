import { z } from "zod";
import { admin, body, emptied, id } from "../../admin/adminCall";
import { json } from "../../http/answer";
import type { Route } from "../../http/route";
import { sessionViews } from "../identity/session";
import { removeZstackJob, zstackJobViews } from "../jobs/zstackJob";
import {
  addBackupStorage,
  type BackupStoragePatch,
  backupStorageView,
  backupStorageViews,
  type NewBackupStorage,
  patchBackupStorage,
  removeBackupStorage,
  showBackupStorage,
} from "../storage/backupStorageRecord";
import {
  addSnapshot,
  type NewSnapshot,
  patchSnapshot,
  removeSnapshot,
  type SnapshotPatch,
  showSnapshot,
  snapshotView,
  snapshotViews,
} from "../storage/snapshotRecord";
import {
  addTagPattern,
  type NewTagPattern,
  removeTagPattern,
  tagPatternView,
  tagPatternViews,
} from "../tags/tagRecord";
import { restartManagementNode } from "../world/agenda";
import {
  newBackupStorageSchema,
  newSnapshotSchema,
  newTagPatternSchema,
  newTemplateSchema,
  patchBackupStorageSchema,
  patchSnapshotSchema,
  patchTemplateSchema,
} from "./fixtureSchemas";
import {
  addTemplate,
  type NewTemplate,
  patchTemplate,
  removeTemplate,
  showTemplate,
  type TemplatePatch,
  templateViews,
} from "./templateView";

/** `/_admin/zstack`: what stands in ZStack, and what happens to its management node. */

const snapshots: Route[] = [
  admin("listSnapshots", "GET /zstack/snapshots", ({ world }) =>
    json(200, { snapshots: snapshotViews(world) }),
  ),
  admin("addSnapshot", "POST /zstack/snapshots", (call) =>
    json(201, snapshotView(addSnapshot(call.world, body(call, newSnapshotSchema) as NewSnapshot))),
  ),
  admin("showSnapshot", "GET /zstack/snapshots/{id}", (call) =>
    json(200, showSnapshot(call.world, id(call))),
  ),
  admin("patchSnapshot", "PATCH /zstack/snapshots/{id}", (call) =>
    json(200, patchSnapshot(call.world, id(call), body(call, patchSnapshotSchema) as SnapshotPatch)),
  ),
  admin(
    "removeSnapshot",
    "DELETE /zstack/snapshots/{id}",
    emptied((call) => removeSnapshot(call.world, id(call))),
  ),
];

const backupStorages: Route[] = [
  admin("listBackupStorages", "GET /zstack/backup-storages", ({ world }) =>
    json(200, { backupStorages: backupStorageViews(world) }),
  ),
  admin("addBackupStorage", "POST /zstack/backup-storages", (call) =>
    json(
      201,
      backupStorageView(addBackupStorage(call.world, body(call, newBackupStorageSchema) as NewBackupStorage)),
    ),
  ),
  admin("showBackupStorage", "GET /zstack/backup-storages/{id}", (call) =>
    json(200, showBackupStorage(call.world, id(call))),
  ),
  admin("patchBackupStorage", "PATCH /zstack/backup-storages/{id}", (call) =>
    json(
      200,
      patchBackupStorage(call.world, id(call), body(call, patchBackupStorageSchema) as BackupStoragePatch),
    ),
  ),
  admin(
    "removeBackupStorage",
    "DELETE /zstack/backup-storages/{id}",
    emptied((call) => removeBackupStorage(call.world, id(call))),
  ),
];

const tagPatterns: Route[] = [
  admin("listTagPatterns", "GET /zstack/tag-patterns", ({ world }) =>
    json(200, { tagPatterns: tagPatternViews(world) }),
  ),
  admin("addTagPattern", "POST /zstack/tag-patterns", (call) =>
    json(201, tagPatternView(addTagPattern(call.world, body(call, newTagPatternSchema) as NewTagPattern))),
  ),
  admin(
    "removeTagPattern",
    "DELETE /zstack/tag-patterns/{id}",
    emptied((call) => removeTagPattern(call.world, id(call))),
  ),
];

const templates: Route[] = [
  admin("listTemplates", "GET /zstack/templates", ({ world }) =>
    json(200, { templates: templateViews(world) }),
  ),
  admin("addTemplate", "POST /zstack/templates", (call) =>
    json(201, addTemplate(call.world, body(call, newTemplateSchema) as NewTemplate)),
  ),
  admin("showTemplate", "GET /zstack/templates/{id}", (call) =>
    json(200, showTemplate(call.world, id(call))),
  ),
  admin("patchTemplate", "PATCH /zstack/templates/{id}", (call) =>
    json(200, patchTemplate(call.world, id(call), body(call, patchTemplateSchema) as TemplatePatch)),
  ),
  admin(
    "removeTemplate",
    "DELETE /zstack/templates/{id}",
    emptied((call) => removeTemplate(call.world, id(call))),
  ),
];

const managementNode: Route[] = [
  admin("listZstackSessions", "GET /zstack/sessions", ({ world }) =>
    json(200, { sessions: sessionViews(world) }),
  ),
  admin("listZstackJobs", "GET /zstack/jobs", ({ world }) => json(200, { jobs: zstackJobViews(world) })),
  admin(
    "removeZstackJob",
    "DELETE /zstack/jobs/{id}",
    emptied((call) => removeZstackJob(call.world, id(call))),
  ),
  admin("restartZstack", "POST /zstack/restart", (call) => {
    const { workGoesOn = false } = body(call, z.strictObject({ workGoesOn: z.boolean().optional() }));
    restartManagementNode(call.world, { workGoesOn });
    return json(200, { jobs: zstackJobViews(call.world) });
  }),
];

export const zstackAdminRoutes: Route[] = [
  ...snapshots,
  ...backupStorages,
  ...tagPatterns,
  ...templates,
  ...managementNode,
];
