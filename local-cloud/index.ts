import { type Handles, handles } from "./handles";
import type { Answer } from "./http/answer";
import { complete, type Received, receive } from "./http/receive";
import { startListening } from "./http/startListening";
import { type Credentials, credentials } from "./identity/credentials";
import { githubJob } from "./identity/federation/actionsRoutes";
import { type EndpointName, endpointNames } from "./services";
import { type LocalCloudOptions, newWorld } from "./world/newWorld";

export type { ImageView, NewImageFixture } from "./admin/imageView";
export type { VolumePatch, VolumeView } from "./admin/volumeView";
export type { BackupPatch, BackupView, NewBackup } from "./cbr/backupRecord";
export type { NewVault, VaultPatch, VaultView } from "./cbr/vaultRecord";
export type { NewServer, ServerPatch, ServerView } from "./ecs/serverRecord";
export type { Fault, NewFault } from "./faults/fault";
export type { LoggedRequest } from "./http/loggedRequest";
export type { Received } from "./http/receive";
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

export interface LocalCloud extends Handles {
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
  /** What GitHub sets in a job that may get id tokens. */
  readonly githubJob: Readonly<Record<string, string>>;
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

/** A local cloud without a port: whoever holds it is its network. */
export interface UnheardCloud extends Handles {
  /** Where its addresses begin. */
  readonly origin: string;
  readonly credentials: Credentials;
  /** Serves one request, and says which route it took. Faults are for the network to play. */
  answer(request: Received): Answered;
}

export interface Answered extends Answer {
  readonly route: string | null;
}

export function openCloud(options: LocalCloudOptions = {}): UnheardCloud {
  const world = newWorld(options);
  world.origin = "http://127.0.0.1";
  return {
    origin: world.origin,
    credentials: credentials(world),
    answer: (request) => {
      const { call, logged, answer } = receive(world, undefined, request);
      const answered = complete(call, answer());
      if (logged !== undefined) logged.status = answered.status;
      return { ...answered, route: logged?.route ?? null };
    },
    ...handles(world),
  };
}
