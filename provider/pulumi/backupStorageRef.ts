/** One copy of a template: ZStack keeps one on each backup storage. */
export interface BackupStorageRef {
  /** Uuid of the backup storage. */
  readonly backupStorageUuid: string;
  /** ZStack's word for the state of this copy: `Ready` once it can be used. */
  readonly status: string;
  /** Where the copy lies on the backup storage. */
  readonly installPath: string;
  /**
   * Address of the exported copy; undefined until somebody exports it. User, password and query are left out: they may be
   * secret.
   */
  readonly exportUrl?: string;
  /** MD5 of the exported copy; undefined until somebody exports it. */
  readonly exportMd5Sum?: string;
  /** When the copy was created, as ZStack writes it: in its server's time zone. */
  readonly createDate?: string;
  /** When the copy last changed, as ZStack writes it: in its server's time zone. */
  readonly lastOpDate?: string;
}
