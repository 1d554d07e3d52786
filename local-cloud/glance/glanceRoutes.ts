import { type Answer, json, type TokenCall } from "../http/answer";
import { done, notThere, refuseGlance } from "../http/envelope";
import { open, type Route, withToken } from "../http/route";
import { type ImageRecord, imageStatus, imagesSeenBy, setStatus, setTags } from "../images/imageRecord";
import { checkSchema, tagLimit } from "./checkSchema";
import { createImage, downloadData, uploadData } from "./createImage";
import { glanceImage } from "./glanceImage";
import { glanceVersions } from "./glanceVersions";
import { glanceSchemaRoutes } from "./imageSchema";
import { linkQuery, selectPage } from "./selectPage";
import { updateImage } from "./updateImage";

/** Image API v2 (docs/vendors/openstack.md#glance). */

const visible = (call: TokenCall): ImageRecord[] =>
  imagesSeenBy(call.world, { profile: call.profile.name, projectId: call.project.id, admin: call.admin });

const imageOfPath = (call: TokenCall, words = (id: string) => `No image found with ID ${id}`): ImageRecord =>
  visible(call).find(({ id }) => id === call.params.id) ??
  refuseGlance(call, 404, words(call.params.id ?? ""));

const notFound = (id: string): string => `Image ${id} not found.`;

/** For changes: another project's image can be seen, not touched. */
function ownImage(call: TokenCall): ImageRecord {
  return ifOwn(call, imageOfPath(call));
}

const ifOwn = (call: TokenCall, image: ImageRecord, otherwise = "You do not own this image"): ImageRecord =>
  image.projectId === call.project.id || call.admin ? image : refuseGlance(call, 403, otherwise);

const taggable = (call: TokenCall, what: "update" | "delete"): ImageRecord =>
  ifOwn(call, imageOfPath(call, notFound), `Not allowed to ${what} tags for image ${call.params.id}.`);

function listImages(call: TokenCall): Answer {
  const { images, next } = selectPage(
    call,
    visible(call).map((image) => glanceImage(image, call.now)),
  );
  const first = linkQuery(call);
  first.delete("marker");
  return json(200, {
    images,
    first: `/v2/images${first.size > 0 ? `?${first}` : ""}`,
    ...(next === undefined ? {} : { next }),
    schema: "/v2/schemas/images",
  });
}

/**
 * Gone at once, also while saving; the volume stays busy until the copy would have ended
 * (docs/vendors/openstack.md#how-an-export-goes).
 */
function deleteImage(call: TokenCall): Answer {
  const image = ifOwn(
    call,
    imageOfPath(call, (id) => `Failed to find image ${id} to delete`),
  );
  if (image.attributes.protected === true)
    return refuseGlance(call, 403, `Image ${image.id} is protected and cannot be deleted.`);
  image.goneFrom = call.now;
  return done();
}

function addTag(call: TokenCall): Answer {
  const image = taggable(call, "update");
  const { tag = "" } = call.params;
  const { current } = image.tags;
  checkSchema(call, { tags: [tag] });
  if (current.includes(tag)) return done();
  const limit = tagLimit(current.length + 1);
  if (limit) refuseGlance(call, 413, `Image tag limit exceeded for image ${image.id}: ${limit}:`);
  setTags(call.world, image, [...current, tag]);
  return done();
}

function removeTag(call: TokenCall): Answer {
  const image = taggable(call, "delete");
  const left = image.tags.current.filter((tag) => tag !== call.params.tag);
  if (left.length === image.tags.current.length) refuseGlance(call, 404, notThere);
  setTags(call.world, image, left);
  return done();
}

/** Only active and deactivated images change places; the same state again is fine. */
const moveTo =
  (status: "deactivated" | "active") =>
  (call: TokenCall): Answer => {
    const image = ownImage(call);
    const before = imageStatus(image, call.now);
    if (before !== "active" && before !== "deactivated")
      refuseGlance(
        call,
        403,
        `Not allowed to ${status === "active" ? "reactivate" : "deactivate"} image in status '${before}'`,
      );
    if (before !== status) setStatus(image, status, call.now);
    return done();
  };

/** Nobody is made one here. */
function listMembers(call: TokenCall): Answer {
  const image = imageOfPath(call, notFound);
  return image.attributes.visibility === "shared"
    ? json(200, { members: [], schema: "/v2/schemas/members" })
    : refuseGlance(
        call,
        403,
        `Not allowed to list members for image ${image.id}: Only shared images have members.`,
      );
}

export const glanceRoutes: Route[] = [
  open("glance.versions", "GET /", glanceVersions(300)),
  open("glance.versions", "GET /versions", glanceVersions(200)),
  withToken("glance.listImages", "GET /v2/images", listImages),
  withToken("glance.createImage", "POST /v2/images", createImage),
  withToken("glance.showImage", "GET /v2/images/{id}", (call) =>
    json(200, glanceImage(imageOfPath(call), call.now)),
  ),
  withToken("glance.updateImage", "PATCH /v2/images/{id}", (call) => updateImage(call, () => ownImage(call))),
  withToken("glance.deleteImage", "DELETE /v2/images/{id}", deleteImage),
  withToken("glance.uploadData", "PUT /v2/images/{id}/file", (call) => uploadData(call, ownImage(call))),
  withToken("glance.downloadData", "GET /v2/images/{id}/file", (call) =>
    downloadData(call, imageOfPath(call)),
  ),
  withToken("glance.listMembers", "GET /v2/images/{id}/members", listMembers),
  withToken("glance.addTag", "PUT /v2/images/{id}/tags/{tag}", addTag),
  withToken("glance.removeTag", "DELETE /v2/images/{id}/tags/{tag}", removeTag),
  withToken("glance.deactivateImage", "POST /v2/images/{id}/actions/deactivate", moveTo("deactivated")),
  withToken("glance.reactivateImage", "POST /v2/images/{id}/actions/reactivate", moveTo("active")),
  ...glanceSchemaRoutes,
];
