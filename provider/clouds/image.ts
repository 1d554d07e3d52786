import { ownValue } from "../http/ownValue";
import type { TemplateFacts } from "./templates";

/**
 * Where an image stands, whatever the vendor calls it (docs/vendors/open-telekom-and-huawei.md#image-status,
 * docs/vendors/openstack.md#glance).
 */
export type Phase = "pending" | "active" | "failed" | "deactivated";

/** An image as its cloud shows it, in our words. */
export interface Image {
  readonly id: string;
  readonly name: string;
  /** The vendor's own word, such as `saving`. */
  readonly status: string;
  readonly phase: Phase;
  readonly description: string;
  /** All tags, ours included. */
  readonly tags: Readonly<Record<string, string>>;
  /** Where tags are plain texts: those that `tags` cannot hold, by key, for they share it or are written otherwise. */
  readonly oddTags?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly visibility: string;
  /** The project that it belongs to, where the cloud tells it: ZStack does not. */
  readonly owner?: string | undefined;
  readonly protected: boolean;
  /** Whether lists leave it out unless they are asked for hidden ones. On OpenStack only. */
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
  /** The image on the wire: what arguments read of it that are nothing but an attribute there (resources/arguments/property.ts). */
  readonly wire?: Readonly<Record<string, unknown>> | undefined;
}

export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** What can be set on an image that exists; a field that is absent stays as it is. */
export interface ImageChange {
  readonly name?: string;
  readonly description?: string;
  /** The whole set of tags that the image is to have. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Tags that were set for the program, which it does not say any more. They go also where others share their key. */
  readonly droppedTags?: Readonly<Record<string, string>>;
  readonly visibility?: string;
  readonly protected?: boolean;
  readonly hidden?: boolean;
  readonly minRamMiB?: number;
  readonly maxRamMiB?: number;
  readonly minDiskGiB?: number;
  readonly osType?: string;
  readonly firmwareType?: string;
  /** `null`: the image is not to say. */
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

/** An unknown word is taken for a passing one: a wait goes on until its deadline rather than lose an image. */
export function phaseOf(status: string): Phase {
  return ownValue(phases, status.toLowerCase()) ?? "pending";
}
