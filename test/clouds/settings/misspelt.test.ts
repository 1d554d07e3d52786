import {
  didYouMean,
  nearest,
  profileOf,
  resolveCloud,
  type Sources,
  settingsWarnings,
  strayConfiguration,
} from "../../../provider/clouds/settings";
import { fieldNames, fields, storedFields } from "../../../provider/clouds/settings/fields";
import { connections } from "../../../provider/pulumi/program/connections";

const AUTH = "username: u, user_domain_name: D, password: pw, project_name: p";
const FILE = "clouds.yaml (/app/clouds.yaml)";

function given(clouds: string, secure = "", env: Record<string, string> = {}): Sources {
  const files: Record<string, string> = { "/app/clouds.yaml": clouds, "/app/secure.yaml": secure };
  return {
    env,
    stackConfig: {},
    home: "/home/ann",
    cwd: "/app",
    readFile: (path) => files[path] || undefined,
  };
}

const entry = (lines: string, auth = AUTH) =>
  given(`clouds: {c: {auth: {auth_url: "https://k.example", ${auth}}, ${lines}}}`);
const warned = (lines: string, auth?: string) => settingsWarnings("c", entry(lines, auth));

describe("a word that is nearly another", () => {
  const known = ["project_id", "project_name", "region_name", "username", "user_id", "auth_url", "cacert"];

  test.each([
    ["projct_name", ["project_name"]],
    ["regoin_name", ["region_name"]],
    ["project-name", ["project_name"]],
    ["projectName", ["project_name"]],
    ["USERNAME", ["username"]],
    ["user", ["username", "user_id"]],
    ["project", ["project_id", "project_name"]],
    ["projct", ["project_id", "project_name"]],
    ["region", ["region_name"]],
    ["auth_ulr", ["auth_url"]],
    ["ca_cert", ["cacert"]],
    ["networks", []],
    ["", []],
    ["x".repeat(100_000), []],
  ])("%s: %j", (word, expected) => {
    expect(nearest(word, known)).toEqual(expected);
  });

  test("is suggested in one sentence, or not at all", () => {
    expect(didYouMean(["a", "b"])).toBe("did you mean a or b?");
    expect(didYouMean([])).toBeUndefined();
  });

  test("a huge one of one's own costs no time", () => {
    const begun = performance.now();
    nearest("project_name".repeat(10_000), known);
    expect(performance.now() - begun).toBeLessThan(1000);
  });
});

describe("a profile", () => {
  test.each([
    ["otcc", "otc"],
    ["OTC", "otc"],
    ["otc_swiss", "otc-swiss"],
    ["otcswis", "otc-swiss"],
    ["huawei", "huaweicloud"],
    ["huaweiclod", "huaweicloud"],
    ["openstak", "openstack"],
    ["zstak", "zstack"],
  ])("%s is refused by operations that make something: %s is meant", (profile, meant) => {
    for (const auth_url of ['auth_url: "https://k.example", ', ""]) {
      const sources = given(`clouds: {c: {profile: ${profile}, auth: {${auth_url}${AUTH}}}}`);
      expect(() => profileOf("c", sources)).toThrow(
        `The cloud "c" of ${FILE} has a profile that is not known (${FILE}): did you mean ${meant}? Known: otc, otc-swiss, huaweicloud, openstack, zstack. Correct it.`,
      );
    }
  });

  test("misspelt is no reason to refuse a refresh or a destroy, which connect by what was guessed", () => {
    expect(resolveCloud("c", entry("profile: otcc")).profile).toBe("openstack");
  });

  test.each([
    "vexxhost",
    "ovh",
    "ovh-us",
    "rackspace",
    "citycloud",
    "switchengines",
    "fuga",
    "auro",
    "conoha",
  ])("of another vendor is warned of: %s", (profile) => {
    expect(profileOf("c", entry(`profile: ${profile}`))).toBe("openstack");
    expect(warned(`profile: ${profile}`)).toEqual([
      `The cloud "c" of ${FILE} has a profile that is not known here (${FILE}): by its auth_url it is taken for openstack. Known: otc, otc-swiss, huaweicloud, openstack, zstack`,
    ]);
  });

  test("of stack configuration and of the environment is judged alike", () => {
    const sources = given("", "", {
      OS_AUTH_URL: "https://k.example",
      OS_PASSWORD: "pw",
      OS_PROFILE: "otcc",
    });
    expect(() => profileOf(undefined, sources)).toThrow("(environment OS_PROFILE): did you mean otc?");
    const stack = { ...sources, env: {}, stackConfig: { profile: "otcc", authUrl: "https://k.example" } };
    expect(() => profileOf(undefined, stack)).toThrow("(stack configuration cloudimages:profile)");
  });

  test("that is one of ours is never warned of", () => {
    for (const profile of ["otc", "otc-swiss", "huaweicloud", "openstack", "zstack"])
      expect(warned(`profile: ${profile}, region_name: r1`)).toEqual([]);
  });
});

describe("keys of clouds.yaml", () => {
  test.each([
    ["regoin_name: r", undefined, '"regoin_name" is not read: did you mean region_name?'],
    ["region: r", undefined, '"region" is not read: did you mean region_name or regions?'],
    ["profil: otc", undefined, '"profil" is not read: did you mean profile?'],
    ["imge_endpoint_override: x", undefined, '"imge_endpoint_override" is not read: did you mean image_'],
    ["image_endpoint_overide: x", undefined, '"image_endpoint_overide" is not read: did you mean image_'],
    ["alow_http: true", undefined, '"alow_http" is not read: did you mean allow_http?'],
    ["cloud-domian: x", undefined, '"cloud_domian" is not read: did you mean cloud_domain?'],
    ["projct_name: x", undefined, '"projct_name" is not read: did you mean project_name?'],
    [
      "verify: true",
      `${AUTH}, projct_name: x`,
      '"projct_name" under auth is not read: did you mean project_n',
    ],
    [
      "verify: true",
      `${AUTH}, tenant: x`,
      '"tenant" under auth is not read: did you mean tenant_id or tenant_',
    ],
    [
      "verify: true",
      `${AUTH}, region_name: r`,
      '"region_name" under auth is not read: it belongs beside auth',
    ],
    ["verify: true", `${AUTH}, cacert: r`, '"cacert" under auth is not read: it belongs beside auth'],
    ["regions: [{name: r, values: {auth: {projct_id: x}}}]", undefined, '"projct_id" under auth is not read'],
  ])("%s, auth %s: %s", (lines, auth, expected) => {
    const [only, ...others] = warned(lines, auth);
    expect(only).toContain(`The entry "c" of ${FILE}: ${expected}`);
    expect(others).toEqual([]);
  });

  test("of secure.yaml are warned of under its name", () => {
    const sources = given(
      `clouds: {c: {auth: {auth_url: "https://k.example", ${AUTH}}}}`,
      "clouds: {c: {auth: {pasword: canary}}}",
    );
    expect(settingsWarnings("c", sources)).toEqual([
      'The entry "c" of secure.yaml (/app/secure.yaml): "pasword" under auth is not read: did you mean password?',
    ]);
  });

  test("that other tools read are theirs: the file is shared", () => {
    const others = `identity_api_version compute_api_version image_api_version volume_api_version network_api_version
      object_store_api_version dns_endpoint_override ces_endpoint_override dcs_endpoint_override rds_endpoint_override
      kms_endpoint_override object_store_endpoint_override load_balancer_endpoint_override network_endpoint_override
      image_service_type volume_service_name compute_interface image_region_name cert key networks force_ipv4
      floating_ip_source image_format image_api_use_tasks secgroup_source status message vendor_hook
      disable_vendor_agent metrics api_timeout timeout cache private requires_floating_ip swauth max_retries user_agent
      external_network internal_network enterprise_project_id app_name app_version prefer_ipv6 baremetal_api_version`;
    expect(
      warned(
        others
          .split(/\s+/)
          .map((key) => `${key}: x`)
          .join(", "),
      ),
    ).toEqual([]);
    const auth = `system_scope trust_id protocol identity_provider access_token access_token_endpoint
      access_token_type client_id client_secret discovery_endpoint openid_scope code redirect_uri`;
    const more = auth.split(/\s+/).map((key) => `${key}: x`);
    expect(warned("verify: true", [AUTH, ...more].join(", "))).toEqual([]);
  });

  test("that we read are never warned of, whichever way they are written", () => {
    for (const name of fieldNames)
      for (const key of fields[name].keys)
        for (const spelt of [key, key.replaceAll("_", "-")]) {
          if (["profile", "cloud", "auth_type", "auth_plugin"].includes(key)) continue; // judged by their values
          const value = /endpoint/.test(key) && key !== "endpoint_type" ? "https://x.example" : "x";
          expect(warned(`${spelt}: "${value}"`)).toEqual([]);
        }
  });

  test("OS_REGION_NAME beside an entry with a region of its own gets a warning that it has no effect", () => {
    const sources = { ...entry("region_name: r1"), env: { OS_CLOUD: "c", OS_REGION_NAME: "r2" } };
    expect(settingsWarnings(undefined, sources)).toEqual([
      `The cloud "c" of ${FILE}: OS_REGION_NAME is r2, but the entry's own region r1 holds`,
    ]);
    for (const env of [{ OS_CLOUD: "c", OS_REGION_NAME: "r1" }, { OS_CLOUD: "c" }])
      expect(settingsWarnings(undefined, { ...sources, env })).toEqual([]);
  });
});

describe("keys of stack configuration", () => {
  test.each([
    [{ preflght: "error" }, "there is no cloudimages:preflght: did you mean cloudimages:preflight?"],
    [{ project_name: "x" }, "there is no cloudimages:project_name: did you mean cloudimages:projectName?"],
    [{ projectname: "x" }, "there is no cloudimages:projectname: did you mean cloudimages:projectName?"],
    [{ region_name: "x" }, "there is no cloudimages:region_name: did you mean cloudimages:region?"],
    [{ username: "x" }, "there is no cloudimages:username: did you mean cloudimages:userName?"],
    [{ pasword: "canary" }, "there is no cloudimages:pasword: did you mean cloudimages:password?"],
    [
      { "auth.projct_name": "x" },
      "there is no cloudimages:auth.projct_name: did you mean cloudimages:projectName?",
    ],
    [
      { auth: '{"projct":"canary","nested":{"password":"canary"}}' },
      "there is no cloudimages:auth.projct: did you mean cloudimages:projectId or cloudimages:projectName?; there is no cloudimages:auth.nested.password: did you mean cloudimages:password?",
    ],
    [{ accessToken: "canary" }, "cloudimages:accessToken is not read: the token would be kept in the state"],
    [{ auth: "{}" }, "there is no cloudimages:auth"],
    [{ unheardOf: "canary" }, "there is no cloudimages:unheardOf"],
    [{ cloud: '{"name":"canary"}' }, "cloudimages:cloud has to be one text, not a mapping or a list"],
    [{ region: '["canary"]' }, "cloudimages:region has to be one text, not a mapping or a list"],
    [{ interface: '{"a":"canary"}' }, "cloudimages:interface has to be one text, not a mapping"],
    [{ interface: '["canary",7]' }, "cloudimages:interface has to be one text, not a mapping"],
  ])("%j: %s", (config, expected) => {
    const stray = strayConfiguration(config as Record<string, string>).join("; ");
    expect(stray).toContain(expected);
    expect(stray).not.toContain("canary");
  });

  test("that may be lists in clouds.yaml may be lists", () => {
    const lists = { interface: '["internal","public"]', authMethods: '["v3password","v3totp"]' };
    expect(strayConfiguration(lists)).toEqual([]);
  });

  test("that are known pass, with any text", () => {
    const texts = Object.fromEntries(storedFields.map((name) => [name, "text"]));
    expect(
      strayConfiguration({ ...texts, cloud: "c", owner: "o", preflight: "off", password: '["p"]' }),
    ).toEqual([]);
  });
});

test("a warning is given once per run, however often the cloud is used", () => {
  const warnings: string[] = [];
  const sources = { ...entry("regoin_name: r"), env: { OS_CLOUD: "c" } };
  const { profile } = connections(sources, (text) => warnings.push(text));
  for (const name of ["c", undefined, "c"]) expect(profile(name)).toBe("openstack");
  expect(warnings).toHaveLength(1);
});
