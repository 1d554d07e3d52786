import type { World } from "../../world/world";
import { failWith } from "../api/errorCode";
import { type Fields, listField } from "../api/readBody";
import type { Caller } from "../identity/caller";
import type { TagPatternRecord } from "./tagRecord";

/** The system tags of images (ImageSystemTags.java, docs/vendors/zstack.md#tags). */
const known = [
  /^(qemuga|remote|CreatedBySystem|temporary|packer)$/,
  /^bootMode::(Legacy|UEFI|UEFI_WITH_CSM)$/,
  /^marketplace::true$/,
  /^(sourceType|applianceType|buildapp|GuestTools|image::cert)::.+$/,
];

/** TagManagerImpl `validateSystemTag`; what is only for the way of the message is not kept. */
export function checkNewSystemTags(tags: readonly string[]): string[] {
  const kept = tags.filter((tag) => tag !== "validationOnly");
  for (const tag of kept)
    if (!known.some((pattern) => pattern.test(tag)))
      failWith("SYS.1007", `no system tag matches[${tag}] for resourceType[ImageVO]`);
  return kept;
}

/** `tagUuids` of a new resource: Tag2ApiInterceptor.java `validate(APICreateMessage)`. */
export function simplePatterns(world: World, params: Fields, { accountUuid }: Caller): TagPatternRecord[] {
  const uuids = listField(params, "tagUuids") ?? [];
  const found = uuids.flatMap((uuid) => world.zstack.tagPatterns.get(uuid) ?? []);
  const simple = found.filter(({ type }) => type === "simple");
  const illegal = uuids.filter((uuid) => !simple.some((pattern) => pattern.uuid === uuid));
  if (illegal.length > 0)
    failWith("SYS.1007", `illegal tag uuids [${illegal.join(", ")}], tag type must be simple,`);
  const foreign = simple.filter((pattern) => pattern.accountUuid !== accountUuid).map(({ uuid }) => uuid);
  if (foreign.length > 0)
    failWith(
      "SYS.1007",
      `resource[uuids:[${foreign.join(", ")}]] is not owned by account[uuid:${accountUuid}]`,
    );
  return simple;
}
