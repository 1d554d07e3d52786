import { ownValue } from "../http/ownValue";
import type { TemplateFacts } from "./templates";

/**
 * The state of an image, whatever the vendor calls it (docs/vendors/open-telekom-and-huawei.md#image-status,
 * docs/vendors/openstack.md#glance).
 */
export type Phase = "pending" | "active" | "failed" | "deactivated";

/** An image as its cloud shows it, with names of our own. */
export interface Image {
  readonly id: string;
  readonly name: string;
  /** The vendor's own word, such as `saving`. */
  readonly status: string;
  readonly phase: Phase;
  readonly description: string;
  /** All tags, ours included. */
  readonly tags: Readonly<Record<string, string>>;
  /**
   * On clouds with plain texts for tags: those that `tags` cannot hold, because they share a key or have another form, by
   * key.
   */
  readonly otherTags?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly visibility: string;
  /** The project that it belongs to, if the cloud shows it; ZStack does not. */
  readonly owner?: string | undefined;
  readonly protected: boolean;
  /** Whether lists omit it unless they are asked for hidden images. Only on OpenStack. */
  readonly hidden?: boolean | undefined;
  readonly minRamMiB: number;
  /** 0: no limit. */
  readonly maxRamMiB: number;
  readonly minDiskGiB: number;
  readonly osType: string;
  readonly firmwareType: string;
  readonly vifMultiqueue: boolean;
  readonly enterpriseProjectId: string;
  readonly sizeBytes: number | undefined;
  readonly checksum: string | undefined;
  readonly diskFormat: string;
  readonly containerFormat: string;
  /** What it was made from, as IMS writes it: `instance,<id>`, `server_backup,<id>`, `file,<bucket:object>`. */
  readonly dataOrigin?: string | undefined;
  /** The backup behind a full-ECS image. */
  readonly backupId?: string | undefined;
  /** The KMS key that an image is encrypted with. */
  readonly encryptionKeyId?: string | undefined;
  /** On ZStack. */
  readonly template?: TemplateFacts | undefined;
  /** As the cloud writes it: RFC 3339 in UTC. */
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Names of the wire attributes that exist: a patch of an absent one must be `add`, not `replace`. */
  readonly attributes: ReadonlySet<string>;
  /** The image on the wire, for arguments that are only an attribute there (resources/arguments/property.ts). */
  readonly wire?: Readonly<Record<string, unknown>> | undefined;
}

export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** What can be changed on an existing image; absent fields stay as they are. */
export interface ImageChange {
  readonly name?: string;
  readonly description?: string;
  /** The whole set of tags that the image is to have. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Tags that were set for the program, and that it no longer has. They are removed even if others share their key. */
  readonly droppedTags?: Readonly<Record<string, string>>;
  readonly visibility?: string;
  readonly protected?: boolean;
  readonly hidden?: boolean;
  readonly minRamMiB?: number;
  readonly maxRamMiB?: number;
  readonly minDiskGiB?: number;
  readonly osType?: string;
  readonly firmwareType?: string;
  /** `null` removes the attribute from the image. */
  readonly vifMultiqueue?: boolean | null;
  readonly enterpriseProjectId?: string;
  /** ZStack: `Enabled` or `Disabled`. */
  readonly state?: string;
  /** ZStack: the whole set of the user's tags. */
  readonly userTags?: readonly string[];
  /** Attributes on the wire, by their names there. */
  readonly properties?: Readonly<Record<string, string | number | boolean>>;
}

const phases: Readonly<Record<string, Phase>> = {
  queued: "pending",
  saving: "pending",
  uploading: "pending",
  importing: "pending",
  active: "active",
  deactivated: "deactivated",
  // ZStack's words (docs/vendors/zstack.md#the-image-object)
  creating: "pending",
  downloading: "pending",
  migrating: "pending",
  ready: "active",
  killed: "failed",
  error: "failed",
  deleted: "failed",
  pending_delete: "failed",
};

/** An unknown status counts as transient: a wait goes on until its deadline rather than lose an image. */
export function phaseOf(status: string): Phase {
  return ownValue(phases, status.toLowerCase()) ?? "pending";
}
