import { demoProvider } from "../identity/federation/identityProvider";
import { demoKeys } from "../identity/keyRecord";
import { demoSecrets } from "../zstack/identity/account";
import { newZstackState } from "../zstack/world/zstackState";
import { type Clock, systemClock } from "./clock";
import { type NewId, randomIds } from "./newId";
import { applicationCredentialSecret, type CloudName, demoProfiles, type HuaweiName } from "./profile";
import type { Settings } from "./settings";
import { configure, type World } from "./world";

export interface LocalCloudOptions {
  /** 0, the default, picks a free one. */
  port?: number;
  /** Each service at a port of its own too, without a path: those after `port`, or any that are free. */
  portEach?: boolean;
  /** How many times faster than the settings say; does not touch token lifetimes. */
  speed?: number;
  clock?: Clock;
  settings?: Partial<Settings>;
  /**
   * Own passwords, so that a test can look for them where they must not be. `appcred` is the application credential,
   * `zstack-user` the user below ZStack's account.
   */
  passwords?: Partial<Record<CloudName | "appcred" | "zstack-user", string>>;
  /** The same for the secret keys of the permanent access keys. */
  secretKeys?: Partial<Record<HuaweiName | "zstack", string>>;
  /** Ids of what the cloud makes itself; random ones by default. */
  newId?: NewId;
  /** Told of what a careful client should not do, with the route; the request log has it too. */
  warn?: (text: string) => void;
}

export function newWorld({
  clock = systemClock,
  speed = 1,
  settings = {},
  passwords = {},
  secretKeys = {},
  newId = randomIds,
  warn = () => {},
}: LocalCloudOptions): World {
  if (!(speed > 0)) throw new RangeError(`speed must be above 0, not ${speed}`);
  const world: World = {
    clock,
    origin: "",
    profiles: demoProfiles.map((profile) => ({
      ...profile,
      password: passwords[profile.name] ?? profile.password,
    })),
    applicationCredentialSecret: passwords.appcred ?? applicationCredentialSecret,
    volumes: new Map(),
    images: new Map(),
    jobs: new Map(),
    servers: new Map(),
    backups: new Map(),
    vaults: new Map(),
    buckets: new Map(),
    objects: new Map(),
    tokens: new Map(),
    identityProviders: new Map(),
    accessKeys: new Map(),
    zstack: newZstackState({
      password: passwords.zstack ?? demoSecrets.password,
      userPassword: passwords["zstack-user"] ?? demoSecrets.userPassword,
      accessKeySecret: secretKeys.zstack ?? demoSecrets.accessKeySecret,
    }),
    requests: [],
    requestCount: 0,
    faults: [],
    configured: {},
    newId,
    milliseconds: (seconds) => (seconds * 1000) / speed,
    warn,
  };
  for (const profile of world.profiles) {
    const provider = demoProvider(profile);
    world.identityProviders.set(provider.name, provider);
  }
  for (const profile of world.profiles)
    for (const key of demoKeys(profile, secretKeys[profile.name as HuaweiName]))
      world.accessKeys.set(key.access, key);
  configure(world, settings);
  return world;
}
