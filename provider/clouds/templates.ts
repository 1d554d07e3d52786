import type { CallOptions } from "../http/call";

/**
 * What only ZStack has: data volume templates made from volume snapshots, under a uuid that the caller chooses.
 * The read of an object that does not exist resolves with undefined, or leaves it out.
 */
export interface Templates {
  /**
   * `POST /v1/images/data-volume-templates/from/volume-snapshots/{uuid}`. `duplicate`: the cloud already knows a job of this
   * uuid, and has started nothing new; that job shows the result.
   */
  create(
    request: TemplateRequest,
    ids: { readonly imageUuid: string; readonly jobUuid: string },
    options?: CallOptions,
  ): Promise<"accepted" | "duplicate">;
  /** The copies that the job could not make; none if ZStack has forgotten the job. */
  failedCopies(jobUuid: string, options?: CallOptions): Promise<readonly FailedCopy[]>;
  /** The templates that exist among these uuids, also deleted ones that can be recovered: such a uuid cannot be used again. */
  existing(imageUuids: readonly string[], options?: CallOptions): Promise<ExistingTemplate[]>;
  /** Resolves when the cloud's job is done. A template that is already gone is a success. */
  expunge(imageUuid: string, options?: CallOptions): Promise<void>;

  showSnapshot(uuid: string, options?: CallOptions): Promise<Snapshot | undefined>;
  backupStorages(uuids: readonly string[], options?: CallOptions): Promise<BackupStorage[]>;
}

export interface ExistingTemplate {
  readonly uuid: string;
  /** ZStack itself says that it is deleted. */
  readonly deleted: boolean;
}

export interface TemplateRequest {
  readonly name: string;
  readonly description?: string | undefined;
  readonly snapshotUuid: string;
  readonly backupStorageUuids: readonly string[];
  readonly tagUuids?: readonly string[] | undefined;
  readonly systemTags?: readonly string[] | undefined;
  /** The user's and ours. */
  readonly userTags: readonly string[];
}

export interface Snapshot {
  readonly uuid: string;
  readonly name: string;
  /** `Creating`, `Ready`, `Deleted`, `Deleting`. */
  readonly status: string;
  /** `Enabled`, `Disabled`. */
  readonly state: string;
  readonly sizeBytes?: number | undefined;
  readonly volumeUuid?: string | undefined;
  readonly format?: string | undefined;
}

export interface BackupStorage {
  readonly uuid: string;
  readonly name: string;
  /** `Connecting`, `Connected`, `Disconnected`. */
  readonly status: string;
  /** `Enabled`, `Disabled`. */
  readonly state: string;
  readonly availableBytes?: number | undefined;
  readonly type?: string | undefined;
}

/** What ZStack shows of a template beyond what every image has. */
export interface TemplateFacts {
  /** `Enabled`, `Disabled`. */
  readonly state: string;
  readonly url: string;
  readonly mediaType: string;
  readonly actualSizeBytes?: number | undefined;
  readonly platform?: string | undefined;
  readonly guestOsType?: string | undefined;
  /** Whether ZStack has it as one of its own. */
  readonly system?: boolean | undefined;
  readonly backupStorages: readonly TemplateCopy[];
  /** The user's tags, sorted, without ours. Empty in answers of a watcher, which does not ask for tags. */
  readonly userTags: readonly string[];
}

/** A template's copy on a backup storage. */
export interface TemplateCopy {
  readonly backupStorageUuid: string;
  /** The same words as the image's. */
  readonly status: string;
  readonly installPath: string;
  /** The address of the exported copy, if somebody has exported it, without parts that may be secret. */
  readonly exportUrl?: string | undefined;
  readonly exportMd5Sum?: string | undefined;
  readonly createDate?: string | undefined;
  readonly lastOpDate?: string | undefined;
}

/** A copy that could not be made although the job succeeded. */
export interface FailedCopy {
  readonly backupStorageUuid: string;
  readonly reason: string;
  readonly code?: string | undefined;
}

/** How a template is deleted (`DELETE /v1/images/{uuid}`). */
export interface TemplateDeletion {
  /** `Permissive` refuses to delete what something depends on; `Enforcing` does not check. */
  readonly deleteMode: "Permissive" | "Enforcing";
}
