import { type Answer, json, noContent, type TokenCall } from "../../http/answer";
import { refuseGlance, refuseIms } from "../../http/envelope";
import { type Route, withToken } from "../../http/route";
import { type ImageRecord, imageStatus, setTags, shownTags } from "../../images/imageRecord";
import { body, checkTags, dotted, type Tag, tagFrom, tagText, withoutKeys, withTags } from "./tag";
import { countedTags, tagFilter } from "./tagFilter";

/** The tag calls (docs/vendors/open-telekom-and-huawei.md#tags). */
type Visible = (call: TokenCall) => ImageRecord[];

export function imsTagRoutes(
  visible: Visible,
  wireImages: (call: TokenCall) => Record<string, unknown>[],
): Route[] {
  /** Own images only; `{pid}` of the path, where there is one, must be the token's project. */
  const image = (call: TokenCall, id: string): ImageRecord => {
    if (call.params.pid !== undefined) checkProject(call);
    const found = visible(call).find((one) => one.id === id);
    if (found?.projectId !== call.project.id)
      return refuseIms("IMG.0027", "The image ID does not exist.", 404);
    return found as ImageRecord;
  };
  const change = (call: TokenCall, id: string, changed: (tags: string[]) => string[]): Answer => {
    const target = image(call, id);
    // "No tagging before active"; the code is unverified, IMG.0046 says "unavailable".
    if (imageStatus(target, call.now) !== "active") refuseIms("IMG.0046", "The image is unavailable.");
    setTags(call.world, target, checkTags(call, changed(target.tags.current)));
    return noContent();
  };
  const pathId = (call: TokenCall): string => call.params.id ?? "";

  const addTag = (call: TokenCall): Answer => {
    const { tag } = body.single(call);
    return change(call, pathId(call), (tags) => withTags(tags, [tag]));
  };
  const removeTag = (call: TokenCall): Answer =>
    change(call, pathId(call), (tags) => {
      const left = withoutKeys(tags, [call.params.key ?? ""]);
      return left.length < tags.length ? left : refuseIms("IMG.0115", "The tag does not exist.", 404);
    });
  const listTags = (call: TokenCall): Answer =>
    json(200, { tags: image(call, pathId(call)).tags.current.map(tagFrom) });
  const tagAction = (call: TokenCall): Answer => {
    const { action, tags } = body.action(call);
    return change(call, pathId(call), (before) =>
      action === "create"
        ? withTags(before, tags as Tag[])
        : withoutKeys(
            before,
            tags.map(({ key }) => key),
          ),
    );
  };
  const replaceTag = (call: TokenCall): Answer => {
    const { image_id, tag } = body.replace(call);
    return change(call, image_id, (tags) => withTags(tags, [tag]));
  };
  const projectTags = (call: TokenCall): Answer => {
    checkProject(call);
    return json(200, { tags: countedTags(own(call).map((one) => shownTags(one, call.now))) });
  };
  const filterByTags = (call: TokenCall): Answer => {
    checkProject(call);
    return json(
      200,
      tagFilter(
        call,
        wireImages(call).filter(({ owner }) => owner === call.project.id),
      ),
    );
  };
  const dottedTags = (call: TokenCall): Answer =>
    json(200, { tags: [...new Set(own(call).flatMap((one) => shownTags(one, call.now)))].map(dotted) });
  const own = (call: TokenCall): ImageRecord[] =>
    visible(call).filter(({ projectId }) => projectId === call.project.id);

  const addNativeTag = (call: TokenCall): Answer => {
    if (!/^[A-Za-z0-9_-]{1,255}$/.test(call.params.tag ?? "")) refuseGlance(call, 400, "Invalid tag.");
    return change(call, pathId(call), (tags) => withTags(tags, [{ key: call.params.tag ?? "", value: "" }]));
  };
  const removeNativeTag = (call: TokenCall): Answer =>
    change(call, pathId(call), (tags) => {
      const text = call.params.tag ?? "";
      const left = tags.filter((tag) => tag !== text && tag !== tagText({ key: text, value: "" }));
      return left.length < tags.length ? left : refuseGlance(call, 404, "Tag not found.");
    });

  return [
    withToken("ims.addNativeTag", "PUT /v2/images/{id}/tags/{tag}", addNativeTag),
    withToken("ims.removeNativeTag", "DELETE /v2/images/{id}/tags/{tag}", removeNativeTag),
    withToken("ims.filterByTags", "POST /v2/{pid}/images/resource_instances/action", filterByTags),
    withToken("ims.addTag", "POST /v2/{pid}/images/{id}/tags", addTag),
    withToken("ims.removeTag", "DELETE /v2/{pid}/images/{id}/tags/{key}", removeTag),
    withToken("ims.listTags", "GET /v2/{pid}/images/{id}/tags", listTags),
    withToken("ims.tagAction", "POST /v2/{pid}/images/{id}/tags/action", tagAction),
    withToken("ims.listProjectTags", "GET /v2/{pid}/images/tags", projectTags),
    withToken("ims.replaceTag", "PUT /v1/cloudimages/tags", replaceTag),
    withToken("ims.listDottedTags", "GET /v1/cloudimages/tags", dottedTags),
  ];
}

function checkProject(call: TokenCall): void {
  if (call.params.pid !== call.project.id) refuseIms("IMG.0030", "The project ID and token are invalid.");
}
