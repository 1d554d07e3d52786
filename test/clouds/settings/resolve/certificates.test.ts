import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { resolveCloud } from "../../../../provider/clouds/settings";

const pem = (name: string) => readFileSync(join(__dirname, "../../../http/certificates", name), "utf8");
const [ca, cert, key, other] = ["authority.crt", "client.crt", "client.key", "server.key"].map((name) =>
  pem(`test-${name}`),
) as [string, string, string, string];

const auth = {
  auth_url: "https://k.example/v3",
  username: "u",
  user_domain_name: "D",
  password: "pw",
  project_name: "p",
};
const files: Record<string, string> = {
  "/home/ann/client.crt": cert,
  "/srv/client.key": key,
  "/srv/both.pem": cert + key,
  "/srv/other.key": other,
  "/srv/text": "MII",
};
const resolve = (entry: object, env: Record<string, string> = {}, stackConfig: Record<string, string> = {}) =>
  resolveCloud((env.OS_AUTH_URL ?? stackConfig.cloud) ? undefined : "c", {
    env,
    home: "/home/ann",
    cwd: "/srv",
    stackConfig,
    readFile: (path) =>
      path === "/srv/clouds.yaml" ? JSON.stringify({ clouds: { c: { auth, ...entry } } }) : files[path],
  });
const used = (entry: object, env?: Record<string, string>) => {
  const { clientCertificate, clientKey } = resolve(entry, env);
  return [clientCertificate, clientKey?.reveal()];
};

test("a client certificate and its key are read from their files, or from one", () => {
  expect(used({ cert: "~/client.crt", key: "client.key" })).toEqual([cert, key]);
  expect(used({ cert: "both.pem" })).toEqual([cert + key, cert + key]);
  expect(used({ cert: "~/client.crt", key: "client.key", verify: false })).toEqual([cert, key]);
});

test("certificates, keys and authorities may stand in the settings themselves", () => {
  expect(used({ cert, key })).toEqual([cert, key]);
  expect(resolve({ cacert: ca }).caCertificate).toBe(ca);
  const env = {
    OS_AUTH_URL: auth.auth_url,
    OS_USERNAME: "u",
    OS_USER_DOMAIN_NAME: "D",
    OS_PASSWORD: "pw",
    OS_PROJECT_NAME: "p",
    OS_CERT: cert,
    OS_KEY: "/srv/client.key",
    OS_CACERT: ca,
  };
  expect(used({}, env)).toEqual([cert, key]);
  expect(resolve({}, env).caCertificate).toBe(ca);
});

test("without a certificate there is none, whatever the key", () => {
  expect(resolve({ key: "/nowhere" })).not.toHaveProperty("clientKey");
});

test("a key itself may not stand in a stack's configuration, its path may", () => {
  const inStack = (keyFile: string) => () =>
    resolve({ cert }, {}, { cloud: "c", keyFile }).clientKey?.reveal();
  expect(inStack("client.key")()).toBe(key);
  expect(inStack(key)).toThrow(/stands in the stack's configuration.*Put it into a file/);
});

test("the key is never printed", () => {
  const settings = resolve({ cert, key });
  expect(inspect(settings) + JSON.stringify(settings)).not.toContain(key.split("\n")[1]);
});

test.each([
  [{ cert: "/nowhere" }, /The certificate file \/nowhere .* cannot be read. Correct the path of cert/],
  [{ cert: "text" }, /no certificate in PEM form/],
  [{ cert: "~/client.crt" }, /has no private key in PEM form. Set key/],
  [
    { cert: "~/client.crt", key: "/nowhere" },
    /The key file \/nowhere .* cannot be read. Correct the path of key/,
  ],
  [{ cert: "~/client.crt", key: "text" }, /The key file \/srv\/text .* has no private key/],
  [{ cert: "~/client.crt", key: "other.key" }, /cannot be used with the certificate of cert/],
  [{ cert, key: other }, /The key in key .* cannot be used with the certificate/],
])("%#: an unusable certificate or key is refused by its title", (entry, words) => {
  let message = "";
  try {
    resolve(entry);
  } catch (error) {
    message = (error as Error).message;
  }
  expect(message).toMatch(words);
  expect(message).not.toContain("BEGIN");
});

describe.each([
  ["line breaks that were written out", (text: string) => text.trim().replaceAll("\n", "\\n")],
  ["blanks for line breaks", (text: string) => text.trim().replaceAll("\n", " ")],
  ["half of it", (text: string) => text.slice(0, text.length / 2)],
  ["another text within", (text: string) => text.replace(/\n[\w+/]{8}/, "\n--------")],
])("a certificate with %s", (_, spoil) => {
  test.each([
    ["cacert", { cacert: spoil(ca) }],
    ["cert", { cert: spoil(cert), key }],
  ])("is refused by its name: %s", (name, entry) => {
    const refused = () => resolve(entry);
    expect(refused).toThrow(
      `The certificate in ${name} (clouds.yaml (/srv/clouds.yaml)) cannot be read as PEM`,
    );
    expect(refused).not.toThrow(ca.split("\n")[1] ?? "");
  });
});

test("a certificate's file may have words before it, and other certificates after it", () => {
  const text = `Certificate:\n    Data: of our own\n${ca}${cert}`;
  for (const cacert of [text, text.replaceAll("\n", "\r\n")])
    expect(resolve({ cacert }).caCertificate).toBe(cacert);
});
