import { z } from "zod";
import type { BackupRecord } from "../cbr/backupRecord";
import { type Answer, json, mediaType, noContent, type TokenCall } from "../http/answer";
import { discovery } from "../http/discovery";
import { refuseGlance, refuseIms } from "../http/envelope";
import { open, type Route, withToken } from "../http/route";
import { type ImageRecord, imagesSeenBy, isBeingMade } from "../images/imageRecord";
import { effectiveSettings } from "../world/world";
import { createDataImage } from "./create/createDataImage";
import { createFullEcsImage } from "./create/createFullEcsImage";
import { createImage } from "./create/createImage";
import { ownImages } from "./create/startJob";
import { imsImage } from "./imsImage";
import { imsJobRoutes } from "./jobs/imsJobRoutes";
import { mayMatch, selectImages } from "./selectImages";
import { imsTagRoutes } from "./tags/imsTagRoutes";
import { nativeUpdate, updateImage } from "./updateImage";

/**
 * Image Management Service (docs/vendors/open-telekom-and-huawei.md#listing-images,
 * docs/vendors/open-telekom-and-huawei.md#updating-an-image): its own `cloudimages` calls and the native Glance ones.
 */

const visible = (call: TokenCall): ImageRecord[] =>
  imagesSeenBy(call.world, { profile: call.profile.name, projectId: call.project.id });

/** Those that the usual filters leave are written out, and no others: a project may have thousands. */
const wireImages = (call: TokenCall): Record<string, unknown>[] =>
  visible(call)
    .filter((image) => mayMatch(call, image))
    .map((image) => imsImage(image, call.now));

const listImages = (call: TokenCall): Answer => json(200, { images: selectImages(call, wireImages(call)) });

/** The native list has links, relative as in Glance (docs/vendors/open-telekom-and-huawei.md#native-glance-calls). */
function nativeList(call: TokenCall): Answer {
  const images = selectImages(call, wireImages(call));
  const next = new URLSearchParams(call.query);
  next.set("marker", String(images.at(-1)?.id));
  const full = images.length > 0 && images.length === Number(call.query.get("limit") ?? 500);
  const first = new URLSearchParams(call.query);
  first.delete("marker");
  return json(200, {
    images,
    schema: "/v2/schemas/images",
    first: `/v2/images${first.size > 0 ? `?${first}` : ""}`,
    ...(full ? { next: `/v2/images?${next}` } : {}),
  });
}

const nativeOne = (call: TokenCall): ImageRecord =>
  visible(call).find(({ id }) => id === call.params.id) ??
  refuseGlance(call, 404, `No image found with ID ${call.params.id}`);

const nativeShow = (call: TokenCall): Answer => json(200, imsImage(nativeOne(call), call.now));

const deletion = z.strictObject({ delete_backup: z.boolean().optional() });

/**
 * 204 at once, gone only a while later (docs/vendors/open-telekom-and-huawei.md#deleting-an-image); until then list and
 * show still have the image.
 */
function deleteImage(call: TokenCall): Answer {
  const { delete_backup = false } = deletionRequest(call);
  const image = nativeOne(call);
  if (image.projectId !== call.project.id)
    return refuseIms("IMG.0094", "The public image cannot be deleted.");
  if (image.attributes.protected === true) return refuseIms("IMG.0028", "The image is protected.");
  if (isBeingMade(image, call.now)) return refuseIms("IMG.0090", "An image being created cannot be deleted.");
  const { deleteSeconds, deleteBackupFails } = effectiveSettings(call.world);
  const backup = delete_backup ? backupOf(call, image) : undefined;
  if (backup && deleteBackupFails) refuseIms("IMG.0176", "Failed to delete the full-ECS image backup.");
  image.goneFrom ??= call.now + call.world.milliseconds(deleteSeconds);
  if (backup) backup.goneFrom ??= image.goneFrom;
  return noContent();
}

/** The backup of a full-ECS image; nothing else has one, and `delete_backup` says nothing there. */
function backupOf(call: TokenCall, { attributes }: ImageRecord): BackupRecord | undefined {
  if (attributes.__whole_image !== "true") {
    call.warnings.push("delete_backup for an image that is no full-ECS image");
    return undefined;
  }
  return call.world.backups.get(String(attributes.__backup_id));
}

function deletionRequest(call: TokenCall): z.infer<typeof deletion> {
  if (call.rawBody === "") return {};
  if (mediaType(call) !== "application/json") refuseGlance(call, 415, "Unsupported Content-Type");
  try {
    return deletion.parse(JSON.parse(call.rawBody));
  } catch {
    return refuseIms("IMG.0001", "The request message format is invalid.");
  }
}

function showQuota(call: TokenCall): Answer {
  const { imageQuota: quota } = effectiveSettings(call.world);
  const bounds = { min: 1, max: 1000 };
  return json(200, {
    quotas: {
      resources: [
        { type: "image", used: ownImages(call).length, quota, ...bounds },
        { type: "image_shared", used: 0, quota: 50, ...bounds },
      ],
    },
  });
}

export const imsRoutes: Route[] = [
  open("ims.versions", "GET /", (call) => json(300, { versions: discovery(call, ["v1.0", "v2.0"]) })),
  withToken("ims.listImages", "GET /v2/cloudimages", listImages),
  withToken("ims.updateImage", "PATCH /v2/cloudimages/{id}", (call) => updateImage(call, visible(call))),
  withToken("ims.listNativeImages", "GET /v2/images", nativeList),
  withToken("ims.showImage", "GET /v2/images/{id}", nativeShow),
  withToken("ims.updateNativeImage", "PATCH /v2/images/{id}", (call) => nativeUpdate(call, nativeOne(call))),
  withToken("ims.deleteImage", "DELETE /v2/images/{id}", deleteImage),
  withToken("ims.createImage", "POST /v2/cloudimages/action", createImage),
  withToken("ims.createFullEcsImage", "POST /v1/cloudimages/wholeimages/action", createFullEcsImage),
  withToken("ims.createDataImage", "POST /v1/cloudimages/dataimages/action", createDataImage),
  ...imsJobRoutes,
  withToken("ims.showQuota", "GET /v1/cloudimages/quota", showQuota),
  ...imsTagRoutes(visible, wireImages),
];
