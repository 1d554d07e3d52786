import { resolveCloud, type Sources } from "../../../provider/clouds/settings";
import { type Field, fieldNames, fields, storedFields } from "../../../provider/clouds/settings/fields";

const CANARY = "canary-7f3a";
const PEM = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
const sources: Sources = {
  env: {},
  readFile: () => undefined,
  home: "/home/ann",
  cwd: "/srv/app",
  stackConfig: {},
};

/** Why nothing is made of these settings. */
function refusal(more: Partial<Sources>, cloud?: string): string {
  try {
    resolveCloud(cloud, { ...sources, ...more });
  } catch (error) {
    return error instanceof Error ? error.message : "";
  }
  return "";
}

const clouds = (entry: object): Partial<Sources> => ({
  readFile: (path) =>
    path === "/srv/app/clouds.yaml" ? JSON.stringify({ clouds: { lab: entry } }) : undefined,
});

const unseen: readonly (readonly [string, string, string])[] = [
  [
    "a CRLF file's end",
    `${CANARY}\r`,
    "ends with a carriage return. Write the file that it comes from with Unix line ends",
  ],
  ["a line break", `${CANARY}\n`, "ends with a line break. Take it away; in YAML, write the text after |-"],
  ["a blank after it", `${CANARY} `, "ends with a blank"],
  ["a blank before it", ` ${CANARY}`, "begins with a blank"],
  ["a tab", `\t${CANARY}`, "begins with a tab"],
  ["a no-break space", `${CANARY}\u00a0`, "ends with an invisible character (U+00A0)"],
  ["a zero-width space", `${CANARY}\u200b`, "ends with an invisible character (U+200B)"],
  ["a byte order mark", `\ufeff${CANARY}`, "begins with an invisible character (U+FEFF)"],
  ["an escape", `${CANARY}\u001b`, "ends with an invisible character (U+001B)"],
  ["two lines", `${CANARY}\n${CANARY}`, "has in its middle a line break"],
];

describe.each(unseen)(
  "%s is refused by the name of the setting, which is not repeated",
  (_, value, words) => {
    const expectRefused = (refused: string, name: string) => {
      expect(refused).toContain(`${name} ${words}`);
      expect(refused).not.toContain(CANARY);
    };

    test.each(fieldNames)("%s in a clouds.yaml", (field) => {
      const key = fields[field].keys[0] as string;
      const entry = fields[field].place === "auth" ? { auth: { [key]: value } } : { [key]: value };
      expectRefused(refusal(clouds(entry), "lab"), `${field} (clouds.yaml (/srv/app/clouds.yaml))`);
    });

    test.each(storedFields)("%s in the stack's configuration", (field) => {
      const stackConfig = { authUrl: "https://keystone.example/v3", [field]: value };
      expectRefused(refusal({ stackConfig }), `${field} (stack configuration cloudimages:${field})`);
    });

    test.each(["OS_PASSWORD", "OS_PROJECT_NAME", "OS_AUTH_URL", "OS_USERNAME"])("%s", (name) => {
      const env = { OS_PASSWORD: "x", [name]: value };
      expect(refusal({ env })).toContain(`(environment ${name}) ${words}`);
    });

    test.each(["HW_ACCESS_KEY", "HW_REGION_NAME", "ZSTACK_HOST", "ZSTACK_ACCOUNT_PASSWORD"])("%s", (name) => {
      const family = name.startsWith("HW") ? { HW_SECRET_KEY: "x" } : { ZSTACK_HOST: "10.0.0.1" };
      expect(refusal({ env: { ...family, [name]: value } })).toContain(`(environment ${name}) ${words}`);
    });

    test.each(["OS_CLOUD", "OS_CLIENT_CONFIG_FILE", "OS_CLOUD_NAME"])("%s, which chooses", (name) => {
      const refused = refusal({ env: { [name]: value } }, name === "OS_CLOUD" ? undefined : "lab");
      expectRefused(refused, `environment ${name}`);
    });

    test("a region of several", () => {
      expectRefused(
        refusal(clouds({ regions: ["eu-nl", value] }), "lab"),
        "a name in regions (clouds.yaml (/srv/app/clouds.yaml))",
      );
    });

    test("the cloud that a stack's configuration chooses", () => {
      expectRefused(refusal({ stackConfig: { cloud: value } }), "stack configuration cloudimages:cloud");
    });
  },
);

describe("is taken as it is", () => {
  test.each(["caCertFile", "certFile", "keyFile"] satisfies Field[])(
    "PEM text in %s, which ends with a line break",
    (field) => {
      const key = fields[field].keys[0] as string;
      for (const text of [PEM, `\n${PEM}`, PEM.replaceAll("\n", "\r\n")])
        expect(refusal(clouds({ auth_type: "password", [key]: text }), "lab")).not.toMatch(
          /ends with|begins with|middle/,
        );
    },
  );

  test("a blank within, as in a name or a pass phrase", () => {
    const auth = {
      auth_url: "https://keystone.example/v3",
      username: "Ann B",
      password: "correct horse",
      project_name: "my lab",
      user_domain_name: "The Domain",
    };
    expect(refusal(clouds({ auth }), "lab")).toBe("");
  });

  test("what is only blank: it is not set, as ever", () => {
    expect(refusal({ env: { OS_PASSWORD: " \r\n" } })).toContain("No cloud is set");
  });
});
