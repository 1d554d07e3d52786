import type { Field } from "../fields";
import { InvalidSettingsError } from "../invalidSettingsError";
import { type Layer, layerOf } from "../layer";
import { absolute, displayPath, type Sources } from "../sources";

/** The keys of a section (huaweicloud-sdk-go-v3, core/auth/provider/profile.go); `[basic]` is for regional services. */
const KEYS = {
  accessKey: "ak",
  secretKey: "sk",
  securityToken: "security_token",
  projectId: "project_id",
  domainId: "domain_id",
  authUrl: "iam_endpoint",
} as const satisfies Partial<Record<Field, string>>;

/** The section `[basic]` of the file in which Huawei's SDKs keep their credentials. `namedBy` is the variable that names it. */
export function readSdkCredentials(path: string, namedBy: string | undefined, sources: Sources): Layer {
  const file = displayPath(absolute(path, sources), sources);
  const content = sources.readFile(absolute(path, sources));
  if (content === undefined) {
    throw new InvalidSettingsError(`${namedBy} names ${file}, which cannot be read. Correct or unset it.`);
  }
  const basic = section("basic", content);
  if (!basic.get("ak") || !basic.get("sk")) {
    throw new InvalidSettingsError(
      `${file} has no ak and sk in its section [basic]. Add them, or set HW_ACCESS_KEY and HW_SECRET_KEY.`,
    );
  }
  return layerOf(Object.keys(KEYS) as (keyof typeof KEYS)[], (field) => {
    const value = basic.get(KEYS[field as keyof typeof KEYS]);
    return value === undefined ? undefined : { value, from: `section [basic] of ${file}` };
  });
}

/**
 * `key = value` or `key: value`; only whole lines are comments, because a secret may hold any character. We parse it
 * ourselves, because no library reads it like this: `ini` (7.0) ends a value at `#` and `;`, takes `sk: a=b` for a key
 * named `sk: a`, makes `true` and `null` of such texts, and asks for Node 22; `js-ini` (1.6) knows one delimiter at a time,
 * and leaves the quotes on a value. With a key that was read wrongly, the cloud's refusal would name no cause.
 */
function section(name: string, content: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  let inside = false;
  for (const line of content.split(/\r?\n/).map((text) => text.trim())) {
    const head = /^\[(.*)\]$/.exec(line);
    if (head !== null) inside = head[1]?.trim().toLowerCase() === name;
    const pair = /^([^#;=:[][^=:]*)[=:](.*)$/.exec(line);
    if (inside && pair !== null)
      values.set((pair[1] ?? "").trim().toLowerCase(), unquoted((pair[2] ?? "").trim()));
  }
  return values;
}

function unquoted(value: string): string {
  return /^(["'])(.*)\1$/.exec(value)?.[2] ?? value;
}
