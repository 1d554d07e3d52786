import { z } from "zod";
import type { Field } from "../fields";
import { InvalidSettingsError } from "../invalidSettingsError";
import { type Layer, layerOf } from "../layer";
import { absolute, displayPath, type Sources } from "../sources";
import { parseYaml } from "./parseYaml";

const text = z.string().nullish();

const Keys = z.looseObject({ accessKeyId: text, secretAccessKey: text, securityToken: text });

const Profile = Keys.extend({
  name: z.string(),
  mode: text,
  region: text,
  projectId: text,
  domainId: text,
  agencyName: text,
  agencyDomainName: text,
  agencyDomainId: text,
  /** Where the mode SSO keeps its temporary keys. */
  ssoAuth: z.looseObject({ stsToken: Keys.nullish() }).nullish(),
});

/** Scalars come as text: see `parseYaml`. */
const Content = z.looseObject({
  current: text,
  authEncrypt: text,
  profiles: z.array(Profile),
});

/**
 * The settings of one profile of ~/.hcloud/config.json, the file of Huawei's command line KooCLI, in the shape in which
 * the Terraform provider reads it too (`shared_config_file`; huaweicloud/config/auth.go, SharedConfig).
 */
export function readSharedConfig(path: string, profileName: string | undefined, sources: Sources): Layer {
  const file = displayPath(absolute(path, sources), sources);
  const content = parse(sources.readFile(absolute(path, sources)), file);
  const name = profileName ?? content.current ?? "";
  const profile = content.profiles.find((one) => one.name === name);
  if (profile === undefined) {
    const names = content.profiles.map((one) => `"${one.name}"`).join(", ");
    const description = profileName === undefined ? "its current one" : "HW_PROFILE";
    throw new InvalidSettingsError(`${file} has no profile "${name}" (${description}). It has: ${names}.`);
  }
  if (content.authEncrypt === "true") {
    throw new InvalidSettingsError(
      `The keys in ${file} are encrypted, so only KooCLI can use them. Let it write them plain, hcloud configure set --cli-auth-encrypt=false, or set HW_ACCESS_KEY and HW_SECRET_KEY.`,
    );
  }
  return layer(profile, `profile "${name}" of ${file}`);
}

function layer(profile: z.infer<typeof Profile>, from: string): Layer {
  if (profile.mode === "ecsAgency") return layerWith({ ...profile, authType: "ecsagency" }, from);
  const keys = profile.accessKeyId ? profile : (profile.ssoAuth?.stsToken ?? {});
  if (!keys.accessKeyId || !keys.secretAccessKey) {
    throw new InvalidSettingsError(
      `The ${from} has no access key (its mode is ${profile.mode || "not set"}). Add one with hcloud configure set, or set HW_ACCESS_KEY and HW_SECRET_KEY.`,
    );
  }
  const { accessKeyId: accessKey, secretAccessKey: secretKey, securityToken } = keys;
  return layerWith({ ...profile, accessKey, secretKey, securityToken }, from);
}

function layerWith(values: Partial<Record<Field, string | null | undefined>>, from: string): Layer {
  return layerOf(FIELDS, (field) => {
    const value = values[field];
    return value ? { value, from } : undefined;
  });
}

const FIELDS = [
  "authType",
  "accessKey",
  "secretKey",
  "securityToken",
  "region",
  "projectId",
  "domainId",
  "agencyName",
  "agencyDomainName",
  "agencyDomainId",
] as const satisfies readonly Field[];

function parse(content: string | undefined, file: string): z.infer<typeof Content> {
  if (content === undefined) {
    throw new InvalidSettingsError(
      `HW_SHARED_CONFIG_FILE names ${file}, which cannot be read. Correct or unset it.`,
    );
  }
  const parsed = Content.safeParse(parseYaml(content, file)); // JSON is YAML
  if (parsed.success) return parsed.data;
  throw new InvalidSettingsError(
    `${file} is no configuration file of KooCLI: it must be JSON with the key "profiles".`,
  );
}
