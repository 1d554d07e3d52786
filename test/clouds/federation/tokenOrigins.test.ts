import { type FederationLab, openFederationLab } from "./federationLab";

let lab: FederationLab;
beforeEach(async () => {
  lab = await openFederationLab();
});
afterEach(() => lab.cloud.close());

const FILE = "/var/run/secrets/tokens/cloud";
const usual = { aud: "cloud-images" };

describe("a token file, as Kubernetes mounts it", () => {
  const auth = { access_token_file: FILE };

  test.each(["openstack", "otc", "huaweicloud"] as const)("signs in on %s", async (profile) => {
    const readFile = (path: string) => (path === FILE ? `${lab.cloud.issueIdToken(usual)}\n` : undefined);
    await lab.open(`${profile}-federation`, auth, { readFile }).location();
    expect(lab.wire().some((line) => line.startsWith("actions"))).toBe(false);
  });

  test("is read again for each renewal, as the token in it is renewed", async () => {
    lab.cloud.configure({ tokenLifetimeSeconds: 3600 });
    let reads = 0;
    const readFile = () => {
      reads += 1;
      return lab.cloud.issueIdToken(usual);
    };
    const cloud = lab.open("otc-federation", auth, { readFile });
    for (let hour = 0; hour < 3; hour++) {
      await cloud.imagesNamed("x");
      await lab.clock.sleep(59 * 60_000);
    }
    expect(reads).toBe(3);
    expect(lab.wire().filter((line) => / [45]\d\d$/.test(line))).toEqual([]);
  });

  test.each<[string, string | undefined]>([
    ["does not exist", undefined],
    ["is empty", " \n"],
    ["holds more than a token", "TOKEN=eyJcanary\nMORE=x"],
  ])("that %s is named, and nothing is sent", async (problem, content) => {
    const words = await lab.refusal("otc-federation", auth, { readFile: () => content });
    expect(words).toContain(`the file of the id token, ${FILE} (clouds.yaml (/app/clouds.yaml)), ${problem}`);
    expect(words).toContain("correct the path: set auth.access_token_file");
    expect(lab.wire()).toEqual([]);
  });

  test("with a token that has ended is told to its writer, after the cloud has refused it", async () => {
    const old = lab.cloud.issueIdToken({ ...usual, exp: lab.clock.now() / 1000 - 60 });
    const words = await lab.refusal("otc-federation", auth, { readFile: () => old });
    expect(words).toContain(
      `the id token ended at 2026-11-21T08:59:00Z: whoever writes ${FILE} has to renew it in time`,
    );
    expect(lab.wire()).toEqual(["iam.federate 401"]);
  });
});

describe("a variable, as GitLab's id_tokens set it", () => {
  const auth = { access_token_variable: "CLOUD_ID_TOKEN" };

  test.each(["openstack", "otc", "huaweicloud"] as const)("signs in on %s", async (profile) => {
    const env = { CLOUD_ID_TOKEN: lab.cloud.issueIdToken(usual) };
    await lab.open(`${profile}-federation`, auth, { env }).location();
  });

  test.each(["otc", "openstack"] as const)(
    "whose token has ended when the sign-in must be renewed on %s says so",
    async (profile) => {
      lab.cloud.configure({ tokenLifetimeSeconds: 3600 });
      const env = { CLOUD_ID_TOKEN: lab.cloud.issueIdToken(usual) };
      const cloud = lab.open(`${profile}-federation`, auth, { env });
      await cloud.imagesNamed("x");
      await lab.clock.sleep(59 * 60_000);
      await expect(cloud.imagesNamed("x")).rejects.toMatchObject({
        hint: expect.stringContaining(
          "the id token ended at 2026-11-21T09:05:00Z, and environment CLOUD_ID_TOKEN holds no newer one: start the job again",
        ),
      });
    },
  );

  test("gives keys for half a day on Huawei Cloud, as nobody renews it", async () => {
    const env = { CLOUD_ID_TOKEN: lab.cloud.issueIdToken(usual) };
    const cloud = lab.open("huaweicloud-federation", auth, { env });
    await cloud.imagesNamed("x");
    await lab.clock.sleep(11 * 3_600_000);
    await cloud.imagesNamed("x");
    expect(lab.wire().filter((line) => line === "iam.exchangeIdToken 201")).toHaveLength(1);
    const request = lab.cloud.requests().find(({ route }) => route === "iam.createSecurityToken");
    expect(request?.body).toMatchObject({ auth: { identity: { token: { duration_seconds: 43_200 } } } });
    expect(request?.headers).not.toHaveProperty("x-auth-token");
  });
});

test("a web server that sends the token to a log-in for people is told apart", async () => {
  const body = "<html>";
  const answer = { status: 302, body, headers: { location: "https://idp.example/login?state=canary" } };
  lab.cloud.addFault({ route: "keystone.federate", kind: "status", ...answer });
  const words = await lab.refusal("openstack-federation", {}, { env: lab.cloud.githubJob });
  expect(words).toContain("its operator has to let it take bearer tokens");
  expect(words).not.toContain("canary");
});

test("what the log of exchanges shows has neither the id token nor what it was exchanged for", async () => {
  const env = { ...lab.cloud.githubJob, PULUMI_CLOUD_IMAGES_LOG: "stderr" };
  const lines: string[] = [];
  const write = jest.spyOn(process.stderr, "write").mockImplementation((line) => {
    lines.push(String(line));
    return true;
  });
  try {
    await lab.open("huaweicloud-federation", {}, { env }).imagesNamed("x");
    await lab.open("openstack-federation", {}, { env }).imagesNamed("x");
    await lab.open("otc-metadata", {}, { env }).imagesNamed("x");
  } finally {
    write.mockRestore();
  }
  const log = lines.join("");
  expect(log).toContain("/actions/idtoken");
  expect(log).toContain("/OS-AUTH/id-token/tokens");
  expect(log).toContain("/openstack/latest/securitykey");
  expect(log).not.toMatch(/eyJ|demo-id-token-request-token|gAAAA|MIIF|gQpj/);
});
