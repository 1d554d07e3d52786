import { z } from "zod";
import type { Image, Phase } from "../../image";
import type { TemplateCopy } from "../../templates";
import { wireFlag } from "../../wireFlag";
import { ourTags, usersOwn } from "./tags";

const text = z.string().nullish();
/** Fields for people may be invalid: they must not hide an image. */
const remark = text.catch(undefined);
const bytes = z.number().nullish();

const WireCopy = z.looseObject({
  backupStorageUuid: text,
  status: text,
  installPath: text,
  exportUrl: remark,
  exportMd5Sum: remark,
  createDate: remark,
  lastOpDate: remark,
});

/**
 * `ImageInventory`: fields that are null are omitted (docs/vendors/zstack.md#addresses-bodies-and-values,
 * docs/vendors/zstack.md#the-image-object). Not read: `type`, which is ZStack's own name, and the `imageUuid` of a copy,
 * which is that of the image.
 */
export const ZstackImage = z.looseObject({
  uuid: z.string().min(1),
  name: text,
  description: text,
  state: text,
  status: text,
  size: bytes,
  actualSize: bytes,
  md5Sum: text,
  url: text,
  mediaType: text,
  platform: text,
  guestOsType: remark,
  system: wireFlag.catch(undefined),
  format: text,
  createDate: text,
  lastOpDate: text,
  backupStorageRefs: z.array(WireCopy).nullish(),
});

type WireImage = z.output<typeof ZstackImage>;

/**
 * Deleted images stay listed until they are expunged. One that is Ready and has no copy left counts as deleted; one without
 * copies that is not Ready yet is being made (docs/vendors/zstack.md#creating-a-template,
 * docs/vendors/zstack.md#update-delete-and-expunge).
 */
export function isGone({ status, backupStorageRefs }: WireImage): boolean {
  if (status === "Deleted") return true;
  return status === "Ready" && (backupStorageRefs ?? []).every((copy) => copy.status === "Deleted");
}

/** An item that cannot be parsed does not count as deleted. */
export function isDeleted(item: unknown): boolean {
  const parsed = ZstackImage.safeParse(item);
  return parsed.success && isGone(parsed.data);
}

/** `tags`: the texts of its user tags. */
export function fromZstackImage(wire: WireImage, tags: readonly string[]): Image {
  return {
    id: wire.uuid,
    name: wire.name ?? "",
    status: wire.status ?? "",
    phase: phaseOf(wire.status ?? ""),
    description: wire.description ?? "",
    tags: ourTags(tags),
    visibility: "private",
    protected: false,
    minRamMiB: 0,
    maxRamMiB: 0,
    minDiskGiB: 0,
    osType: wire.platform ?? "",
    firmwareType: "",
    vifMultiqueue: false,
    enterpriseProjectId: "",
    sizeBytes: wire.size ?? undefined,
    checksum: wire.md5Sum ?? undefined,
    diskFormat: wire.format ?? "",
    containerFormat: "",
    template: {
      state: wire.state ?? "",
      url: wire.url ?? "",
      mediaType: wire.mediaType ?? "",
      actualSizeBytes: wire.actualSize ?? undefined,
      platform: wire.platform || undefined,
      guestOsType: wire.guestOsType || undefined,
      system: wire.system ?? undefined,
      backupStorages: copiesOf(wire),
      userTags: usersOwn(tags),
    },
    // in the server's time zone, which no call shows (docs/vendors/zstack.md#addresses-bodies-and-values)
    createdAt: wire.createDate ?? "",
    updatedAt: wire.lastOpDate ?? "",
    attributes: new Set(),
  };
}

function copiesOf({ backupStorageRefs }: WireImage): TemplateCopy[] {
  return (backupStorageRefs ?? []).flatMap(({ backupStorageUuid, status, installPath, ...ref }) => {
    if (!backupStorageUuid) return [];
    const optional = {
      exportUrl: ref.exportUrl ? withoutSecrets(ref.exportUrl) : undefined,
      exportMd5Sum: ref.exportMd5Sum || undefined,
      createDate: ref.createDate || undefined,
      lastOpDate: ref.lastOpDate || undefined,
    };
    const present = Object.entries(optional).filter(([, value]) => value !== undefined);
    const copy = { backupStorageUuid, status: status ?? "", installPath: installPath ?? "" };
    return [{ ...copy, ...Object.fromEntries(present) }];
  });
}

/** Outputs are stored and shown as plain text, but the user, password and query of an address may grant access to it. */
function withoutSecrets(address: string): string {
  if (!URL.canParse(address)) return address.replace(/[?#].*$/s, "").replace(/\/\/[^/@]*@/, "//");
  const url = new URL(address);
  for (const part of ["username", "password", "search", "hash"] as const) url[part] = "";
  return url.href;
}

/** Creating, Downloading, Migrating and unknown words are transient. */
function phaseOf(status: string): Phase {
  if (status === "Ready") return "active";
  return status === "Error" || status === "Deleted" ? "failed" : "pending";
}
