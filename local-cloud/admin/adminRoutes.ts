import { z } from "zod";
import { backupViews } from "../cbr/backupRecord";
import { vaultViews } from "../cbr/vaultRecord";
import { serverViews } from "../ecs/serverRecord";
import { addFault, type NewFault } from "../faults/fault";
import { type Call, json } from "../http/answer";
import type { Route } from "../http/route";
import { revokeAll } from "../identity/revokeAll";
import { jobViews } from "../ims/jobs/jobRecord";
import { bucketViews, objectViews } from "../obs/bucketRecord";
import { addVolume, type NewVolume } from "../volumes/volumeRecord";
import { configure, effectiveSettings } from "../world/world";
import { templateViews } from "../zstack/admin/templateView";
import { sessionViews } from "../zstack/identity/session";
import { zstackJobViews } from "../zstack/jobs/zstackJob";
import { backupStorageViews } from "../zstack/storage/backupStorageRecord";
import { snapshotViews } from "../zstack/storage/snapshotRecord";
import { tagPatternViews } from "../zstack/tags/tagRecord";
import { admin, body, emptied, id } from "./adminCall";
import { newImageSchema, newVolumeSchema, patchImageSchema, patchVolumeSchema } from "./fixtureSchemas";
import { imageViews, type NewImageFixture, newImage, patchImage, removeImage, showImage } from "./imageView";
import { patchVolume, removeVolume, showVolume, volumeView, volumeViews } from "./volumeView";

/** `/_admin`: everything that stands outside of the clouds' own APIs. See README.md. */

const requestsSince = (call: Call): object[] => {
  const since = Number(call.query.get("since") ?? 0);
  return call.world.requests.filter(({ n }) => n > since);
};

export const adminRoutes: Route[] = [
  admin("listVolumes", "GET /volumes", ({ world }) => json(200, { volumes: volumeViews(world) })),
  admin("addVolume", "POST /volumes", (call) =>
    json(201, volumeView(call.world, addVolume(call.world, body(call, newVolumeSchema) as NewVolume))),
  ),
  admin("showVolume", "GET /volumes/{id}", (call) => json(200, showVolume(call.world, id(call)))),
  admin("patchVolume", "PATCH /volumes/{id}", (call) =>
    json(200, patchVolume(call.world, id(call), body(call, patchVolumeSchema) as NewVolume)),
  ),
  admin(
    "removeVolume",
    "DELETE /volumes/{id}",
    emptied((call) => removeVolume(call.world, id(call))),
  ),
  admin("listImages", "GET /images", ({ world }) => json(200, { images: imageViews(world) })),
  admin("addImage", "POST /images", (call) =>
    json(201, newImage(call.world, body(call, newImageSchema) as NewImageFixture)),
  ),
  admin("showImage", "GET /images/{id}", (call) => json(200, showImage(call.world, id(call)))),
  admin("patchImage", "PATCH /images/{id}", (call) =>
    json(200, patchImage(call.world, id(call), body(call, patchImageSchema))),
  ),
  admin(
    "removeImage",
    "DELETE /images/{id}",
    emptied((call) => removeImage(call.world, id(call))),
  ),
  admin("listRequests", "GET /requests", (call) => json(200, { requests: requestsSince(call) })),
  admin(
    "clearRequests",
    "DELETE /requests",
    emptied(({ world }) => world.requests.splice(0)),
  ),
  admin("showSettings", "GET /settings", ({ world }) => json(200, effectiveSettings(world))),
  admin("changeSettings", "PATCH /settings", (call) => {
    configure(call.world, body(call, z.unknown()));
    return json(200, effectiveSettings(call.world));
  }),
  admin("listFaults", "GET /faults", ({ world }) => json(200, { faults: world.faults })),
  admin("addFault", "POST /faults", (call) =>
    json(201, addFault(call.world, body(call, z.unknown()) as NewFault)),
  ),
  admin(
    "clearFaults",
    "DELETE /faults",
    emptied(({ world }) => world.faults.splice(0)),
  ),
  admin("revokeTokens", "POST /tokens/revoke", (call) => {
    const { profile } = body(call, z.strictObject({ profile: z.string().optional() }));
    return json(200, { revoked: revokeAll(call.world, profile) });
  }),
  admin("showState", "GET /state", ({ world }) =>
    json(200, {
      now: new Date(world.clock.now()).toISOString(),
      settings: effectiveSettings(world),
      volumes: volumeViews(world),
      images: imageViews(world),
      jobs: jobViews(world),
      servers: serverViews(world),
      backups: backupViews(world),
      vaults: vaultViews(world),
      buckets: bucketViews(world),
      objects: objectViews(world),
      zstack: {
        snapshots: snapshotViews(world),
        backupStorages: backupStorageViews(world),
        tagPatterns: tagPatternViews(world),
        templates: templateViews(world),
        jobs: zstackJobViews(world),
        sessions: sessionViews(world).length,
      },
      faults: world.faults,
      tokens: world.tokens.size,
      requests: world.requests.length,
    }),
  ),
];
