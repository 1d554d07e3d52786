import {
  type ImageView,
  imageViews,
  type NewImageFixture,
  newImage,
  patchImage,
  removeImage,
} from "./admin/imageView";
import {
  patchVolume,
  removeVolume,
  type VolumePatch,
  type VolumeView,
  volumeView,
  volumeViews,
} from "./admin/volumeView";
import {
  addBackup,
  type BackupPatch,
  type BackupView,
  backupView,
  backupViews,
  type NewBackup,
  patchBackup,
  removeBackup,
} from "./cbr/backupRecord";
import {
  addVault,
  type NewVault,
  patchVault,
  removeVault,
  type VaultPatch,
  type VaultView,
  vaultView,
  vaultViews,
} from "./cbr/vaultRecord";
import {
  addServer,
  type NewServer,
  patchServer,
  removeServer,
  type ServerPatch,
  type ServerView,
  serverView,
  serverViews,
} from "./ecs/serverRecord";
import { addFault, type Fault, type NewFault } from "./faults/fault";
import type { LoggedRequest } from "./http/loggedRequest";
import { type Listeners, startListening } from "./http/startListening";
import { type Credentials, credentials } from "./identity/credentials";
import { githubJob } from "./identity/federation/actionsRoutes";
import { type IdentityProviderPatch, patchIdentityProvider } from "./identity/federation/identityProvider";
import { type IdTokenClaims, issueIdToken } from "./identity/federation/idToken";
import { revokeAll } from "./identity/revokeAll";
import { type JobView, jobViews, removeJob } from "./ims/jobs/jobRecord";
import {
  addBucket,
  addObject,
  type BucketView,
  bucketView,
  bucketViews,
  type NewBucket,
  type NewObject,
  type ObjectRecord,
  objectViews,
  removeBucket,
  removeObject,
} from "./obs/bucketRecord";
import { type EndpointName, endpointNames } from "./services";
import { addVolume, type NewVolume } from "./volumes/volumeRecord";
import { type LocalCloudOptions, newWorld } from "./world/newWorld";
import type { CloudName, ProfileName } from "./world/profile";
import type { Settings } from "./world/settings";
import { configure, effectiveSettings, type World } from "./world/world";
import { type ZstackHandles, zstackHandles } from "./zstack/admin/zstackHandles";

export type { ImageView, NewImageFixture } from "./admin/imageView";
export type { VolumePatch, VolumeView } from "./admin/volumeView";
export type { BackupPatch, BackupView, NewBackup } from "./cbr/backupRecord";
export type { NewVault, VaultPatch, VaultView } from "./cbr/vaultRecord";
export type { NewServer, ServerPatch, ServerView } from "./ecs/serverRecord";
export type { Fault, NewFault } from "./faults/fault";
export type { LoggedRequest } from "./http/loggedRequest";
export type { CloudsYamlEntry, EntryName } from "./identity/credentials";
export type { JobStatus, JobType, JobView } from "./ims/jobs/jobRecord";
export type { BucketView, NewBucket, NewObject, ObjectRecord } from "./obs/bucketRecord";
export type { NewVolume } from "./volumes/volumeRecord";
export type { Clock } from "./world/clock";
export type { Made } from "./world/newId";
export type { LocalCloudOptions } from "./world/newWorld";
export type { CloudName, ProfileName } from "./world/profile";
export type { ExportSettings, JobSettings, Settings } from "./world/settings";
export type { NewTemplate, TemplatePatch, TemplateView } from "./zstack/admin/templateView";
export type { SessionView } from "./zstack/identity/session";
export type { ZstackJobView } from "./zstack/jobs/zstackJob";
export type {
  BackupStoragePatch,
  BackupStorageView,
  NewBackupStorage,
} from "./zstack/storage/backupStorageRecord";
export type { NewSnapshot, SnapshotPatch, SnapshotView } from "./zstack/storage/snapshotRecord";
export type { NewTagPattern, TagPatternView } from "./zstack/tags/tagRecord";

export interface LocalCloud extends ZstackHandles {
  /** Base URLs without a version. */
  readonly endpoints: Record<EndpointName, string>;
  /** The same services at ports of their own, without a path, where `portEach` asks for it. */
  readonly origins: Partial<Record<EndpointName, string>>;
  readonly credentials: Credentials;
  readonly admin: string;
  close(): Promise<void>;
  /** Refuses new connections, as a cloud that is down does, until `listen`; it keeps its port. */
  stopListening(): void;
  listen(): Promise<void>;
  addVolume(volume?: NewVolume): VolumeView;
  volumes(): VolumeView[];
  patchVolume(id: string, changes: VolumePatch): VolumeView;
  removeVolume(id: string): void;
  addImage(image?: NewImageFixture): ImageView;
  /** All that exist, the ones that no list shows yet too. */
  images(): ImageView[];
  patchImage(id: string, changes: Record<string, unknown>): ImageView;
  removeImage(id: string): void;
  addServer(server?: NewServer): ServerView;
  servers(): ServerView[];
  patchServer(id: string, changes: ServerPatch): ServerView;
  removeServer(id: string): void;
  addBackup(backup?: NewBackup): BackupView;
  /** Those that jobs made on the way to an image too. */
  backups(): BackupView[];
  patchBackup(id: string, changes: BackupPatch): BackupView;
  removeBackup(id: string): void;
  addVault(vault?: NewVault): VaultView;
  vaults(): VaultView[];
  patchVault(id: string, changes: VaultPatch): VaultView;
  removeVault(id: string): void;
  addBucket(bucket?: NewBucket): BucketView;
  buckets(): BucketView[];
  removeBucket(name: string): void;
  addObject(object: NewObject): ObjectRecord;
  objects(): ObjectRecord[];
  removeObject(bucket: string, key: string): void;
  /** All that were started, with what they have come to. */
  jobs(): JobView[];
  /** Nobody knows the job from now on; its image goes on. */
  removeJob(id: string): void;
  requests(since?: number): LoggedRequest[];
  clearRequests(): void;
  configure(settings: Partial<Settings>): Settings;
  addFault(fault: NewFault): Fault;
  faults(): Fault[];
  clearFaults(): void;
  /** A token of the demo identity provider: GitHub's of one job, with these claims in place of the usual ones. */
  issueIdToken(claims?: Partial<IdTokenClaims>): string;
  /** What GitHub sets in a job that may get id tokens. */
  readonly githubJob: Readonly<Record<string, string>>;
  /** Changes what a profile's identity provider `github-…` is trusted with. */
  patchIdentityProvider(profile: ProfileName, changes: IdentityProviderPatch): void;
  /** All of them, all temporary keys that were given out and all sessions, or those of one profile; says how many. */
  revokeTokens(profile?: CloudName): number;
}

export async function startCloud(options: LocalCloudOptions = {}): Promise<LocalCloud> {
  const world = newWorld(options);
  const { origin, ...listeners } = await startListening(world, options);
  world.origin = origin;
  const base = (service: string): string => `${origin}/${service}`;
  return {
    endpoints: Object.fromEntries(endpointNames.map((name) => [name, base(name)])) as Record<
      EndpointName,
      string
    >,
    credentials: credentials(world),
    admin: base("_admin"),
    githubJob: githubJob(origin),
    ...listeners,
    ...handles(world),
  };
}

type Handles = Omit<LocalCloud, "endpoints" | "credentials" | "admin" | "githubJob" | keyof Listeners>;

const handles = (world: World): Handles => ({
  addVolume: (volume) => volumeView(world, addVolume(world, volume)),
  volumes: () => volumeViews(world),
  patchVolume: (id, changes) => patchVolume(world, id, changes),
  removeVolume: (id) => removeVolume(world, id),
  addImage: (image) => newImage(world, image),
  images: () => imageViews(world),
  patchImage: (id, changes) => patchImage(world, id, changes),
  removeImage: (id) => removeImage(world, id),
  addServer: (server) => serverView(world, addServer(world, server)),
  servers: () => serverViews(world),
  patchServer: (id, changes) => patchServer(world, id, changes),
  removeServer: (id) => removeServer(world, id),
  addBackup: (backup) => backupView(world, addBackup(world, backup)),
  backups: () => backupViews(world),
  patchBackup: (id, changes) => patchBackup(world, id, changes),
  removeBackup: (id) => removeBackup(world, id),
  addVault: (vault) => vaultView(world, addVault(world, vault)),
  vaults: () => vaultViews(world),
  patchVault: (id, changes) => patchVault(world, id, changes),
  removeVault: (id) => removeVault(world, id),
  addBucket: (bucket) => bucketView(world, addBucket(world, bucket)),
  buckets: () => bucketViews(world),
  removeBucket: (name) => removeBucket(world, name),
  addObject: (object) => addObject(world, object),
  objects: () => objectViews(world),
  removeObject: (bucket, key) => removeObject(world, bucket, key),
  jobs: () => jobViews(world),
  removeJob: (id) => removeJob(world, id),
  requests: (since = 0) => world.requests.filter(({ n }) => n > since),
  clearRequests: () => {
    world.requests.length = 0;
  },
  configure: (settings) => {
    configure(world, settings);
    return effectiveSettings(world);
  },
  addFault: (fault) => addFault(world, fault),
  faults: () => [...world.faults],
  clearFaults: () => {
    world.faults = [];
  },
  issueIdToken: (claims) => issueIdToken(world, claims),
  patchIdentityProvider: (profile, changes) => patchIdentityProvider(world, profile, changes),
  revokeTokens: (profile) => revokeAll(world, profile),
  ...zstackHandles(world),
});
