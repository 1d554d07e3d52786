import type { CloudsYamlEntry, ZstackEntryName } from "../../identity/credentials";
import type { World } from "../../world/world";
import { demoAccessKey, demoAccount, demoUser } from "./account";

/**
 * The ways to sign in to ZStack: an account, a user below it, and an access key of it (docs/vendors/zstack.md#sessions,
 * docs/vendors/zstack.md#access-key-signatures).
 */
export function zstackEntries(world: World): Record<ZstackEntryName, CloudsYamlEntry> {
  const { password, userPassword, accessKeySecret } = world.zstack.secrets;
  const entry = (auth: Record<string, string>): CloudsYamlEntry => ({
    profile: "zstack",
    auth: { auth_url: `${world.origin}/zstack`, ...auth },
  });
  return {
    zstack: entry({ username: demoAccount.name, password }),
    "zstack-user": entry({
      username: demoUser.name,
      password: userPassword,
      account_name: demoAccount.name,
    }),
    "zstack-accesskey": entry({ access_key: demoAccessKey, secret_key: accessKeySecret }),
  };
}
