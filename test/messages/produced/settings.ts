import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { resolveCloud } from "../../../provider/clouds/settings";
import { settingIssues } from "../../../provider/pulumi/native/settings";
import { refuseStrayConfig } from "../../../provider/pulumi/program/refuseStrayConfig";
import type { Produce } from "./produce";
import { auth, resolved } from "./resolved";

const pem = (name: string) => readFileSync(join(__dirname, "../../http/certificates", name), "utf8");
const SHARED = "/home/ann/.hcloud/config.json";

/** What is wrong with settings. */
export const settings: Readonly<Record<string, Produce>> = {
  "… lacks ….": () => resolved({ auth: { auth_url: auth.auth_url } }),
  "… cannot be read as PEM: …": () => resolved({ cacert: pem("test-authority.crt").replaceAll("\n", " ") }),
  "… stands in the stack's configuration, which is kept in the state. Put it into a file, and give its path.":
    () =>
      resolved(
        { cert: pem("test-client.crt") },
        { stackConfig: { cloud: "c", keyFile: pem("test-client.key") } },
      ),
  "… must be true or false.…": () => resolved({ verify: "maybe" }),
  "auth_methods (…) may hold v3password and v3totp only. …": () =>
    resolved({ auth_type: "v3multifactor", auth_methods: ["v3password", "v3oidc"] }),
  "time_zone (…) is no time zone that is known. …": () =>
    resolved({
      profile: "zstack",
      time_zone: "Middle/Earth",
      auth: { auth_url: "https://z.example", username: "u", password: "p" },
    }),
  "… has an agency, but only Open Telekom Cloud and Huawei Cloud know agencies. …": () =>
    resolved({ auth: { ...auth, agency_name: "a", agency_domain_name: "b" } }),
  "The keys in … are encrypted, so only KooCLI can use them. …": () =>
    resolveCloud(undefined, {
      env: { HW_REGION_NAME: "cn-north-4", HW_SHARED_CONFIG_FILE: SHARED },
      home: "/home/ann",
      cwd: "/srv",
      stackConfig: {},
      readFile: (path) =>
        path === SHARED
          ? JSON.stringify({
              authEncrypt: "true",
              current: "default",
              profiles: [
                {
                  name: "default",
                  mode: "AKSK",
                  accessKeyId: "a",
                  secretAccessKey: "b",
                  region: "cn-north-4",
                },
              ],
            })
          : undefined,
    }),
  "… cannot be read. …. Compare it with the documentation of clouds.yaml.": () => resolved({ auth: 7 }),
  "is not a URL. It must begin with https://.": () => resolved({ auth: { ...auth, auth_url: "k.example" } }),
  "holds a user or a password. Put them into their own settings.": () =>
    resolved({ auth: { ...auth, auth_url: "https://u:p@k.example" } }),
  "must end before any ? or #.": () => resolved({ auth: { ...auth, auth_url: "https://k.example/?a=b" } }),
  "is plain http, which would show the credentials to the network. …": () =>
    resolved({ auth: { ...auth, auth_url: "http://k.example/v3" } }),
  "… has the auth_type ecsagency, but only servers of Open Telekom Cloud and Huawei Cloud get keys from an agency. …":
    () =>
      resolved({
        profile: "openstack",
        auth_type: "ecsagency",
        auth: { auth_url: auth.auth_url, project_name: "p" },
      }),
  "the setting … is not read: …": () =>
    settingIssues("urn:pulumi:dev::p::t::n", { accessToken: "t" })[0]?.reason,
  "the stack's configuration: … (to correct it: pulumi config set, pulumi config rm)": () => {
    pulumi.runtime.setAllConfig({ "cloudimages:clod": "c" });
    try {
      return refuseStrayConfig();
    } finally {
      pulumi.runtime.setAllConfig({});
    }
  },
};
