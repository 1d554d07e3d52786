import type { CallOptions } from "../http/call";
import type { Tag } from "./image";

/**
 * What only the Huawei family has: images that IMS makes by jobs, and the services that hold what they are made from.
 * A read of something that does not exist resolves with undefined; everything else that goes wrong is an error.
 */
export interface ImageJobs {
  /** `POST /v1/cloudimages/wholeimages/action`. */
  createFullEcsImage(
    request: FullEcsImageRequest,
    options?: CallOptions,
  ): Promise<{ readonly jobId: string }>;
  /** `POST /v1/cloudimages/dataimages/action`. */
  createDataImage(request: DataImageRequest, options?: CallOptions): Promise<{ readonly jobId: string }>;

  imageQuota(options?: CallOptions): Promise<Quota | undefined>;
  showServer(id: string, options?: CallOptions): Promise<Server | undefined>;
  showVault(id: string, options?: CallOptions): Promise<Vault | undefined>;
  /** The vaults that hold this server. */
  vaultsOf(serverId: string, options?: CallOptions): Promise<Vault[]>;
  showCsbsBackup(id: string, options?: CallOptions): Promise<Backup | undefined>;
  showCbrBackup(id: string, options?: CallOptions): Promise<Backup | undefined>;
  /** Whether a CBR backup is another project's, which shares it with ours. */
  isSharedWithUs(backup: Backup, options?: CallOptions): Promise<boolean>;
  showBucket(bucket: string, options?: CallOptions): Promise<Bucket | undefined>;
  showObject(bucket: string, object: string, options?: CallOptions): Promise<StoredObject | undefined>;
}

interface NewImage {
  readonly name: string;
  readonly description?: string | undefined;
  readonly tags: readonly Tag[];
  readonly enterpriseProjectId?: string | undefined;
}

export interface FullEcsImageRequest extends NewImage {
  readonly source:
    | { readonly instanceId: string; readonly vaultId?: string | undefined }
    | { readonly csbsBackupId: string }
    | { readonly cbrBackupId: string };
  readonly minRamMiB?: number | undefined;
  readonly maxRamMiB?: number | undefined;
}

export interface DataImageRequest extends NewImage {
  readonly bucket: string;
  readonly object: string;
  readonly minDiskGiB: number;
  readonly osType?: "linux" | "windows" | undefined;
  readonly cmkId?: string | undefined;
}

export interface Quota {
  readonly used: number;
  readonly most: number;
}

export interface Server {
  readonly id: string;
  readonly name: string;
  /** The vendor's word: `ACTIVE`, `SHUTOFF`, … */
  readonly status: string;
  /** What the cloud is doing with it; undefined: nothing. */
  readonly task?: string | undefined;
  readonly osType?: string | undefined;
  readonly volumeIds: readonly string[];
}

export interface Vault {
  readonly id: string;
  readonly name: string;
  /** `available`, `lock`, `frozen`, … */
  readonly status: string;
  /** `server`, `disk`, `turbo`. */
  readonly objectType: string;
  readonly sizeGiB?: number | undefined;
  readonly usedMiB?: number | undefined;
  /** The sum of the disks of its servers. */
  readonly allocatedGiB?: number | undefined;
  /** It grows by itself. */
  readonly expands: boolean;
  /** Servers and their `protect_status`. */
  readonly resources: readonly { readonly id: string; readonly status: string }[];
}

export interface Backup {
  readonly id: string;
  readonly name: string;
  /** `available`, `protecting`, `error`, … */
  readonly status: string;
  /** Whether it is of a server, if the cloud shows that. */
  readonly ofServer?: boolean | undefined;
  readonly hasSystemDisk?: boolean | undefined;
  /** The server that it is of. */
  readonly serverId?: string | undefined;
  readonly serverName?: string | undefined;
  /** Of its disks together, if the cloud shows it. */
  readonly sizeGiB?: number | undefined;
  /** The project that it belongs to, if the cloud shows it. */
  readonly projectId?: string | undefined;
  /** Images made from it: if there is one, no other can be made. */
  readonly imageIds: readonly string[];
  /** CSBS: the volumes of its server. */
  readonly volumeIds: readonly string[];
}

export interface Bucket {
  readonly region?: string | undefined;
  /** `STANDARD`, `WARM`, `COLD`. */
  readonly storageClass: string;
}

export interface StoredObject {
  readonly sizeBytes: number;
  readonly storageClass: string;
}
