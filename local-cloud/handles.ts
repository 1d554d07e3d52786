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
import { addVolume, type NewVolume } from "./volumes/volumeRecord";
import type { CloudName, ProfileName } from "./world/profile";
import type { Settings } from "./world/settings";
import { configure, effectiveSettings, type World } from "./world/world";
import { type ZstackHandles, zstackHandles } from "./zstack/admin/zstackHandles";

/** What a test or a program does with a cloud that it holds. */
export interface Handles extends ZstackHandles {
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
  /** Changes what a profile's identity provider `github-…` is trusted with. */
  patchIdentityProvider(profile: ProfileName, changes: IdentityProviderPatch): void;
  /** All of them, all temporary keys that were given out and all sessions, or those of one profile; says how many. */
  revokeTokens(profile?: CloudName): number;
}

export const handles = (world: World): Handles => ({
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
