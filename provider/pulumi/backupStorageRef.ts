/** A template's copy on a backup storage. */
export interface BackupStorageRef {
  readonly backupStorageUuid: string;
  /** `Ready` when all is well. */
  readonly status: string;
  readonly installPath: string;
  /** Once somebody has had it exported; without user, password and query, which may be secret. */
  readonly exportUrl?: string;
  readonly exportMd5Sum?: string;
  /** As ZStack writes it, in the server's zone. */
  readonly createDate?: string;
  /** As ZStack writes it, in the server's zone. */
  readonly lastOpDate?: string;
}
