import { type Answer, type Call, json } from "../http/answer";
import { open, type Route } from "../http/route";
import { issueKeys } from "../identity/keyRecord";
import { headerText } from "../identity/token";
import { microsZ } from "../world/clock";
import type { HuaweiName } from "../world/profile";
import { effectiveSettings } from "../world/world";

/**
 * The metadata service of a server, below the name of the cloud that it stands in: elsewhere it is at an address of its own
 * (docs/vendors/open-telekom-and-huawei.md#keys-of-a-server).
 */
export const metadataRoutes: readonly Route[] = [
  open("metadata.issueToken", "PUT /{profile}/meta-data/latest/api/token", issueToken),
  open("metadata.securityKey", "GET /{profile}/openstack/latest/securitykey", securityKey),
];

const sessionToken = "demo-metadata-token";
const isHuawei = (name: string): name is HuaweiName => ["otc", "otc-swiss", "huaweicloud"].includes(name);

const text = (status: number, body: string): Answer => ({
  status,
  headers: { "content-type": "text/plain; charset=utf-8" },
  body,
});

function issueToken(call: Call): Answer {
  const seconds = Number(headerText(call, "x-metadata-token-ttl-seconds"));
  return seconds >= 1 && seconds <= 21_600 ? text(200, sessionToken) : text(400, "Bad Request");
}

function securityKey(call: Call): Answer {
  const { world } = call;
  const { serverAgency, metadataTokenRequired, serverKeysSeconds } = effectiveSettings(world);
  const { profile: name = "" } = call.params;
  const profile = isHuawei(name) ? world.profiles.find((one) => one.name === name) : undefined;
  if (!profile) return text(404, "404 Not Found");
  if (metadataTokenRequired && headerText(call, "x-metadata-token") !== sessionToken)
    return text(401, "401 Unauthorized");
  if (!serverAgency) return text(401, "401 Unauthorized\n\nPlease configure Cloud Service Agency first");
  call.seenProfile = name;
  const { access, secret, securityToken, expiresAt } = issueKeys(world, {
    profile,
    projects: profile.projects,
    seconds: serverKeysSeconds,
  });
  return json(200, {
    credential: { access, secret, securitytoken: securityToken, expires_at: microsZ(expiresAt) },
  });
}
