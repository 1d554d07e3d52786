import { type Answer, type Call, json, noContent, type TokenCall } from "./answer";
import { refuseGlance } from "./errors";
import { selectPage } from "./glanceFilter";
import { glanceImage } from "./glanceImage";
import { glanceSchemaRoutes } from "./glanceSchema";
import { updateImage } from "./glanceUpdate";
import { type ImageRecord, imageStatus, imagesSeenBy, setStatus, setTags } from "./images";
import { open, type Route, withToken } from "./routes";

/** Image API v2 (api-openstack.md §2.5). */

const visible = (call: TokenCall): ImageRecord[] =>
  imagesSeenBy(call.world, { profile: call.profile.name, projectId: call.project.id });

const imageOfPath = (call: TokenCall): ImageRecord =>
  visible(call).find(({ id }) => id === call.params.id) ??
  refuseGlance(call, 404, `No image found with ID ${call.params.id}`);

/** For changes: another project's public image can be seen, not touched. */
function ownImage(call: TokenCall, what: string): ImageRecord {
  const image = imageOfPath(call);
  return image.projectId === call.project.id
    ? image
    : refuseGlance(call, 403, `You are not authorized to complete ${what} action.`);
}

function listImages(call: TokenCall): Answer {
  const { images, next } = selectPage(
    call,
    visible(call).map((image) => glanceImage(image, call.now)),
  );
  const first = new URLSearchParams(call.query);
  first.delete("marker");
  return json(200, {
    images,
    first: `/v2/images${first.size > 0 ? `?${first}` : ""}`,
    ...(next === undefined ? {} : { next }),
    schema: "/v2/schemas/images",
  });
}

/** Gone at once, also while saving; the volume stays busy until the copy would have ended (§2.6). */
function deleteImage(call: TokenCall): Answer {
  const image = ownImage(call, "delete_image");
  if (image.attributes.protected === true)
    return refuseGlance(call, 403, `Image ${image.id} is protected and cannot be deleted.`);
  image.goneFrom = call.now;
  return noContent();
}

function addTag(call: TokenCall): Answer {
  const image = ownImage(call, "modify_image");
  const { tag = "" } = call.params;
  if (tag.length > 255)
    refuseGlance(call, 400, `Provided object does not match schema 'image': '${tag}' is too long`);
  if (!image.tags.current.includes(tag)) {
    if (image.tags.current.length >= 128)
      refuseGlance(call, 413, "The limit has been exceeded on the number of allowed image tags.");
    setTags(call.world, image, [...image.tags.current, tag]);
  }
  return noContent();
}

function removeTag(call: TokenCall): Answer {
  const image = ownImage(call, "modify_image");
  const left = image.tags.current.filter((tag) => tag !== call.params.tag);
  if (left.length === image.tags.current.length) refuseGlance(call, 404, "The resource could not be found.");
  setTags(call.world, image, left);
  return noContent();
}

/** Only active and deactivated images change places; the same state again is fine. */
const moveTo =
  (status: "deactivated" | "active") =>
  (call: TokenCall): Answer => {
    const image = ownImage(call, status === "active" ? "reactivate" : "deactivate");
    const before = imageStatus(image, call.now);
    if (before !== "active" && before !== "deactivated")
      refuseGlance(
        call,
        403,
        `Not allowed to ${status === "active" ? "reactivate" : "deactivate"} image in status '${before}'`,
      );
    if (before !== status) setStatus(image, status, call.now);
    return noContent();
  };

const apiVersions = [
  "2.15",
  "2.13",
  "2.12",
  "2.11",
  "2.10",
  "2.9",
  "2.7",
  "2.6",
  "2.5",
  "2.4",
  "2.3",
  "2.2",
  "2.1",
  "2.0",
];
const versions =
  (status: number) =>
  (call: Call): Answer =>
    json(status, {
      versions: apiVersions.map((version, place) => ({
        id: `v${version}`,
        status: place === 0 ? "CURRENT" : "SUPPORTED",
        links: [{ rel: "self", href: `${call.world.origin}/glance/v2/` }],
      })),
    });

export const glanceRoutes: Route[] = [
  open("glance.versions", "GET /", versions(300)),
  open("glance.versions", "GET /versions", versions(200)),
  withToken("glance.listImages", "GET /v2/images", listImages),
  withToken("glance.showImage", "GET /v2/images/{id}", (call) =>
    json(200, glanceImage(imageOfPath(call), call.now)),
  ),
  withToken("glance.updateImage", "PATCH /v2/images/{id}", (call) =>
    updateImage(call, ownImage(call, "modify_image")),
  ),
  withToken("glance.deleteImage", "DELETE /v2/images/{id}", deleteImage),
  withToken("glance.addTag", "PUT /v2/images/{id}/tags/{tag}", addTag),
  withToken("glance.removeTag", "DELETE /v2/images/{id}/tags/{tag}", removeTag),
  withToken("glance.deactivateImage", "POST /v2/images/{id}/actions/deactivate", moveTo("deactivated")),
  withToken("glance.reactivateImage", "POST /v2/images/{id}/actions/reactivate", moveTo("active")),
  ...glanceSchemaRoutes,
];
