import { type CloudSettings, resolveCloud, type Sources } from "../../../provider/clouds/settings";

/** The sign-in of an entry of clouds.yaml. */
export const auth = {
  auth_url: "https://k.example/v3",
  username: "u",
  user_domain_name: "D",
  password: "pw",
  project_name: "p",
};

/** The settings of an entry `c` of clouds.yaml. */
export const resolved = (
  entry: object,
  {
    env = {},
    files = {},
    stackConfig = {},
  }: { env?: Sources["env"]; files?: Record<string, string>; stackConfig?: Sources["stackConfig"] } = {},
): CloudSettings =>
  resolveCloud(env.OS_CLOUD === undefined && Object.keys(env).length > 0 ? undefined : "c", {
    env,
    home: "/home/ann",
    cwd: "/srv",
    stackConfig,
    readFile: (path) =>
      path === "/srv/clouds.yaml" ? JSON.stringify({ clouds: { c: { auth, ...entry } } }) : files[path],
  });
