import type { BackupRecord } from "../cbr/backupRecord";
import type { VaultRecord } from "../cbr/vaultRecord";
import type { ServerRecord } from "../ecs/serverRecord";
import type { Fault } from "../faults/fault";
import type { LoggedRequest } from "../http/loggedRequest";
import type { IdentityProvider } from "../identity/federation/identityProvider";
import type { KeyRecord } from "../identity/keyRecord";
import type { Token } from "../identity/token";
import type { ImageRecord } from "../images/imageRecord";
import type { JobRecord } from "../ims/jobs/jobRecord";
import type { BucketRecord, ObjectRecord } from "../obs/bucketRecord";
import type { VolumeRecord } from "../volumes/volumeRecord";
import type { ZstackState } from "../zstack/world/zstackState";
import type { Clock } from "./clock";
import type { NewId } from "./newId";
import type { Profile, ProfileName, Project } from "./profile";
import { defaults, type Settings, settingsSchema } from "./settings";

/** Everything the local cloud knows. */
export interface World {
  readonly clock: Clock;
  /** `http://127.0.0.1:P`, known once the server listens. */
  origin: string;
  readonly profiles: readonly Profile[];
  readonly applicationCredentialSecret: string;
  readonly volumes: Map<string, VolumeRecord>;
  readonly images: Map<string, ImageRecord>;
  readonly jobs: Map<string, JobRecord>;
  readonly servers: Map<string, ServerRecord>;
  readonly backups: Map<string, BackupRecord>;
  readonly vaults: Map<string, VaultRecord>;
  /** By name. */
  readonly buckets: Map<string, BucketRecord>;
  /** By `bucket:key`. */
  readonly objects: Map<string, ObjectRecord>;
  readonly tokens: Map<string, Token>;
  /** By name. */
  readonly identityProviders: Map<string, IdentityProvider>;
  /** By access key. */
  readonly accessKeys: Map<string, KeyRecord>;
  /** Before it is read, what is due in it must be done: `zstackNow`. */
  readonly zstack: ZstackState;
  readonly requests: LoggedRequest[];
  requestCount: number;
  faults: Fault[];
  /** Only what was set; `effectiveSettings` fills in the defaults. */
  configured: Partial<Settings>;
  readonly newId: NewId;
  /** How long a duration of the settings takes at this world's speed. */
  milliseconds(seconds: number): number;
  /** Told of everything that a real cloud lets pass but a careful client should not do. */
  warn(text: string): void;
}

export const effectiveSettings = (world: World): Settings => ({ ...defaults, ...world.configured });

const someSettings = settingsSchema.partial();

/** Sets what is given; anything else keeps its value. Throws on what is not a setting. */
export function configure(world: World, given: unknown): void {
  for (const [name, value] of Object.entries(someSettings.parse(given)))
    if (value !== undefined) Object.assign(world.configured, { [name]: value });
}

export class UnknownFixture extends Error {}
/** What the cloud that is played cannot have. */
export class ImpossibleFixture extends Error {}

/** The record with this id, for `/_admin`. */
export function known<Value>(what: string, map: ReadonlyMap<string, Value>, id: string): Value {
  const value = map.get(id);
  if (value === undefined) throw new UnknownFixture(`no ${what} ${id}`);
  return value;
}

export function profileNamed(world: World, name: ProfileName): Profile {
  const profile = world.profiles.find((one) => one.name === name);
  if (!profile) throw new UnknownFixture(`no profile "${name}"`);
  return profile;
}

export function projectNamed(
  world: World,
  profileName: ProfileName,
  nameOrId: string | undefined,
): { profile: Profile; project: Project } {
  const profile = profileNamed(world, profileName);
  const known = [...profile.projects, ...(profile.agency ? [profile.agency.project] : [])];
  const project = nameOrId
    ? known.find((one) => one.name === nameOrId || one.id === nameOrId)
    : profile.projects[0];
  if (!project) throw new UnknownFixture(`no project "${nameOrId}" in profile ${profileName}`);
  return { profile, project };
}
