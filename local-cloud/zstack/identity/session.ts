import { createHash, timingSafeEqual } from "node:crypto";
import { effectiveSettings, type World } from "../../world/world";
import { failWith } from "../api/errorCode";
import { zstackNow } from "../world/agenda";
import { newUuid } from "../world/newUuid";
import { timestamp } from "../world/wallClock";
import { accountNamed, accounts, demoAccount, demoUser } from "./account";

export interface Session {
  readonly uuid: string;
  readonly accountUuid: string;
  /** The account's own, where the account itself logged in (docs/vendors/zstack.md#sessions). */
  readonly userUuid: string;
  readonly createdAt: number;
  expiresAt: number;
}

/** Passwords travel as the lower-case hex of their SHA-512. */
const matches = (sent: string, password: string): boolean => {
  const expected = Buffer.from(createHash("sha512").update(password).digest("hex"));
  const given = Buffer.from(sent);
  return given.length === expected.length && timingSafeEqual(given, expected);
};

export function logInByAccount(world: World, accountName: string, password: string): Session {
  const isDemo = accountName === demoAccount.name && matches(password, world.zstack.secrets.password);
  if (!isDemo) return failWith("ID.1000", "wrong account name or password");
  return open(world, demoAccount.uuid, demoAccount.uuid);
}

export function logInByUser(
  world: World,
  account: { name: string | undefined; uuid: string | undefined },
  userName: string,
  password: string,
): Session {
  const found = account.uuid ?? account.name;
  const known = found !== undefined && accountNamed(found) === demoAccount && userName === demoUser.name;
  if (!known || !matches(password, world.zstack.secrets.userPassword))
    return failWith("ID.1000", "wrong account or username or password");
  return open(world, demoAccount.uuid, demoUser.uuid);
}

function open(world: World, accountUuid: string, userUuid: string): Session {
  const { zstackSessionLimit, zstackSessionSeconds } = effectiveSettings(world);
  const createdAt = world.clock.now();
  const others = openSessions(world).filter((session) => session.userUuid === userUuid);
  if (others.length >= zstackSessionLimit)
    failWith(
      "ID.1006",
      `Login sessions hit limit of max allowed concurrent login sessions, max allowed: ${zstackSessionLimit}`,
    );
  const session = {
    uuid: newUuid(),
    accountUuid,
    userUuid,
    createdAt,
    expiresAt: createdAt + zstackSessionSeconds * 1000,
  };
  world.zstack.sessions.set(session.uuid, session);
  return session;
}

/** Use does not prolong a session; only renewing does. */
export function validSession(world: World, uuid: string): Session | undefined {
  const session = world.zstack.sessions.get(uuid);
  return session && world.clock.now() < session.expiresAt ? session : undefined;
}

export const openSessions = (world: World): Session[] =>
  [...zstackNow(world).sessions.values()].filter(({ expiresAt }) => world.clock.now() < expiresAt);

export function endSessions(world: World): number {
  const { length } = openSessions(world);
  world.zstack.sessions.clear();
  return length;
}

export const sessionInventory = (world: World, session: Session): object => ({
  uuid: session.uuid,
  accountUuid: session.accountUuid,
  userUuid: session.userUuid,
  expiredDate: timestamp(world, session.expiresAt),
  createDate: timestamp(world, session.createdAt),
});

export interface SessionView {
  uuid: string;
  account: string;
  /** `null`: the account itself. */
  user: string | null;
  createdAt: string;
  expiresAt: string;
}

export const sessionViews = (world: World): SessionView[] =>
  openSessions(world).map(({ uuid, accountUuid, userUuid, createdAt, expiresAt }) => ({
    uuid,
    account: accounts.find((account) => account.uuid === accountUuid)?.name ?? accountUuid,
    user: userUuid === demoUser.uuid ? demoUser.name : null,
    createdAt: new Date(createdAt).toISOString(),
    expiresAt: new Date(expiresAt).toISOString(),
  }));
