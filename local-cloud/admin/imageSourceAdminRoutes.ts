import {
  addBackup,
  type BackupPatch,
  backupView,
  backupViews,
  type NewBackup,
  patchBackup,
  removeBackup,
  showBackup,
} from "../cbr/backupRecord";
import {
  addVault,
  type NewVault,
  patchVault,
  removeVault,
  showVault,
  type VaultPatch,
  vaultView,
  vaultViews,
} from "../cbr/vaultRecord";
import {
  addServer,
  type NewServer,
  patchServer,
  removeServer,
  type ServerPatch,
  serverView,
  serverViews,
  showServer,
} from "../ecs/serverRecord";
import { json } from "../http/answer";
import type { Route } from "../http/route";
import { jobViews, removeJob } from "../ims/jobs/jobRecord";
import {
  addBucket,
  addObject,
  bucketView,
  bucketViews,
  type NewBucket,
  type NewObject,
  objectViews,
  removeBucket,
  removeObject,
} from "../obs/bucketRecord";
import { admin, body, emptied, id } from "./adminCall";
import {
  newBackupSchema,
  newBucketSchema,
  newObjectSchema,
  newServerSchema,
  newVaultSchema,
  patchBackupSchema,
  patchServerSchema,
  patchVaultSchema,
} from "./fixtureSchemas";

/** `/_admin`: what images are made from by jobs, and the jobs. */

const servers: Route[] = [
  admin("listServers", "GET /servers", ({ world }) => json(200, { servers: serverViews(world) })),
  admin("addServer", "POST /servers", (call) =>
    json(201, serverView(call.world, addServer(call.world, body(call, newServerSchema) as NewServer))),
  ),
  admin("showServer", "GET /servers/{id}", (call) => json(200, showServer(call.world, id(call)))),
  admin("patchServer", "PATCH /servers/{id}", (call) =>
    json(200, patchServer(call.world, id(call), body(call, patchServerSchema) as ServerPatch)),
  ),
  admin(
    "removeServer",
    "DELETE /servers/{id}",
    emptied((call) => removeServer(call.world, id(call))),
  ),
];

const backups: Route[] = [
  admin("listBackups", "GET /backups", ({ world }) => json(200, { backups: backupViews(world) })),
  admin("addBackup", "POST /backups", (call) =>
    json(201, backupView(call.world, addBackup(call.world, body(call, newBackupSchema) as NewBackup))),
  ),
  admin("showBackup", "GET /backups/{id}", (call) => json(200, showBackup(call.world, id(call)))),
  admin("patchBackup", "PATCH /backups/{id}", (call) =>
    json(200, patchBackup(call.world, id(call), body(call, patchBackupSchema) as BackupPatch)),
  ),
  admin(
    "removeBackup",
    "DELETE /backups/{id}",
    emptied((call) => removeBackup(call.world, id(call))),
  ),
];

const vaults: Route[] = [
  admin("listVaults", "GET /vaults", ({ world }) => json(200, { vaults: vaultViews(world) })),
  admin("addVault", "POST /vaults", (call) =>
    json(201, vaultView(call.world, addVault(call.world, body(call, newVaultSchema) as NewVault))),
  ),
  admin("showVault", "GET /vaults/{id}", (call) => json(200, showVault(call.world, id(call)))),
  admin("patchVault", "PATCH /vaults/{id}", (call) =>
    json(200, patchVault(call.world, id(call), body(call, patchVaultSchema) as VaultPatch)),
  ),
  admin(
    "removeVault",
    "DELETE /vaults/{id}",
    emptied((call) => removeVault(call.world, id(call))),
  ),
];

const storage: Route[] = [
  admin("listBuckets", "GET /buckets", ({ world }) => json(200, { buckets: bucketViews(world) })),
  admin("addBucket", "POST /buckets", (call) =>
    json(201, bucketView(call.world, addBucket(call.world, body(call, newBucketSchema) as NewBucket))),
  ),
  admin(
    "removeBucket",
    "DELETE /buckets/{id}",
    emptied((call) => removeBucket(call.world, id(call))),
  ),
  admin("listObjects", "GET /objects", ({ world }) => json(200, { objects: objectViews(world) })),
  admin("addObject", "POST /objects", (call) =>
    json(201, addObject(call.world, body(call, newObjectSchema) as NewObject)),
  ),
  admin(
    "removeObject",
    "DELETE /objects/{bucket}/{key+}",
    emptied(({ world, params }) => removeObject(world, params.bucket ?? "", params.key ?? "")),
  ),
];

const jobs: Route[] = [
  admin("listJobs", "GET /jobs", ({ world }) => json(200, { jobs: jobViews(world) })),
  admin(
    "removeJob",
    "DELETE /jobs/{id}",
    emptied((call) => removeJob(call.world, id(call))),
  ),
];

export const imageSourceAdminRoutes: Route[] = [...servers, ...backups, ...vaults, ...storage, ...jobs];
