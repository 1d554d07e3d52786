import type { CallOptions } from "../http/call";

/**
 * What only ZStack has: data volume templates made from volume snapshots, under a uuid that the caller chooses.
 * A look at something that does not exist resolves with undefined, or leaves it out.
 */
export interface Templates {
  /**
   * `POST /v1/images/data-volume-templates/from/volume-snapshots/{uuid}`. `duplicate`: the cloud knows a job of this
   * uuid already, and has started nothing; its job says what became of it.
   */
  create(
    request: TemplateRequest,
    ids: { readonly imageUuid: string; readonly jobUuid: string },
    options?: CallOptions,
  ): Promise<"accepted" | "duplicate">;
  /** What the job says of copies that it could not make; nothing where it is forgotten. */
  failedCopies(jobUuid: string, options?: CallOptions): Promise<readonly FailedCopy[]>;
  /** Those of the uuids that exist, deleted ones that can be recovered included: such a uuid cannot be used again. */
  existing(imageUuids: readonly string[], options?: CallOptions): Promise<ExistingTemplate[]>;
  /** Resolves when the cloud's job is done. One that is gone already is success. */
  expunge(imageUuid: string, options?: CallOptions): Promise<void>;

  showSnapshot(uuid: string, options?: CallOptions): Promise<Snapshot | undefined>;
  backupStorages(uuids: readonly string[], options?: CallOptions): Promise<BackupStorage[]>;
}

export interface ExistingTemplate {
  readonly uuid: string;
  /** ZStack says itself that it is. */
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
  /** Where the copy was exported to, once somebody has had it exported; without what may be secret in it. */
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
  /** `Permissive` refuses what something depends on; `Enforcing` does not ask. */
  readonly deleteMode: "Permissive" | "Enforcing";
}
