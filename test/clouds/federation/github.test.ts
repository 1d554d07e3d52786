import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { ProfileName } from "../../../local-cloud";
import { type FederationLab, openFederationLab } from "./federationLab";

let lab: FederationLab;
beforeEach(async () => {
  lab = await openFederationLab();
});
afterEach(() => lab.cloud.close());

const inJob = () => ({ env: lab.cloud.githubJob });

const ways: readonly (readonly [ProfileName, readonly string[]])[] = [
  ["openstack", ["actions.issueIdToken 200", "keystone.federate 201", "keystone.createToken 201"]],
  ["otc", ["actions.issueIdToken 200", "iam.federate 201", "iam.createToken 201"]],
  ["otc-swiss", ["actions.issueIdToken 200", "iam.federate 201", "iam.createToken 201"]],
  [
    "huaweicloud",
    [
      "actions.issueIdToken 200",
      "iam.exchangeIdToken 201",
      "iam.createSecurityToken 201",
      "iam.listProjects 200",
    ],
  ],
];

describe.each(ways)("a job of GitHub's on %s", (profile, calls) => {
  test("signs in without a stored credential, once for all calls", async () => {
    const volume = lab.cloud.addVolume({ profile });
    const cloud = lab.open(`${profile}-federation`, {}, inJob());
    await Promise.all([cloud.showVolume(volume.id), cloud.imagesNamed("x"), cloud.location()]);
    expect(lab.wire().slice(0, calls.length)).toEqual(calls);
    expect(lab.wire().filter((line) => line.startsWith("actions"))).toHaveLength(1);
    expect(await cloud.showVolume(volume.id)).toMatchObject({ id: volume.id });
    expect((await cloud.location()).projectId).toMatch(/^[1-4]0{30}1$/);
  });

  test("gets another id token whenever the sign-in is renewed, as one lives five minutes and a wait hours", async () => {
    lab.cloud.configure({ tokenLifetimeSeconds: 3600 });
    const cloud = lab.open(`${profile}-federation`, {}, inJob());
    for (let hour = 0; hour < 5; hour++) {
      await cloud.imagesNamed("x");
      await lab.clock.sleep(59 * 60_000);
    }
    expect(lab.wire().filter((line) => line === "actions.issueIdToken 200")).toHaveLength(5);
    expect(lab.wire().filter((line) => / [45]\d\d$/.test(line))).toEqual([]);
  });

  test("signs in again when the cloud has revoked what it gave", async () => {
    const cloud = lab.open(`${profile}-federation`, {}, inJob());
    await cloud.imagesNamed("x");
    lab.cloud.revokeTokens();
    await cloud.imagesNamed("x");
    expect(lab.wire().filter((line) => line === "actions.issueIdToken 200")).toHaveLength(2);
  });

  test("is told what to compare when the token's audience, issuer or subject is not what the cloud expects", async () => {
    const entry = `${profile}-federation` as const;
    const compare = `compare what the id token says with what the cloud expects of identity provider "github-${profile}"`;
    expect(await lab.refusal(entry, { access_token_audience: undefined }, inJob())).toContain(
      "its audience (set auth.access_token_audience",
    );
    lab.cloud.patchIdentityProvider(profile, { issuer: "https://gitlab.example" });
    expect(await lab.refusal(entry, {}, inJob())).toContain(compare);
    lab.cloud.patchIdentityProvider(profile, {
      issuer: "https://token.actions.githubusercontent.com",
      subjects: ["repo:demo/images:environment:staging"],
    });
    const unmapped = await lab.refusal(entry, {}, inJob());
    expect(unmapped).toContain("let a rule of the identity provider's mapping give this job a group");
    expect(unmapped).toContain("its subject in the mapping's rules");
  });

  test("is told which project its group has no role in", async () => {
    const { region_name } = lab.cloud.credentials[profile];
    const other = profile === "openstack" ? "other" : `${region_name}_other`;
    const words = await lab.refusal(`${profile}-federation`, { project_name: other }, inJob());
    expect(words).toContain(`"${other}"`);
    expect(words).toContain(
      profile === "huaweicloud"
        ? "the account has no project of this name"
        : "give the group that the identity provider's mapping names a role in project",
    );
  });

  test("is told when the cloud does not know the identity provider", async () => {
    const auth = { identity_provider: "canary/idp" };
    const words = await lab.refusal(`${profile}-federation`, auth, inJob());
    expect(words).toMatch(/Could not find identity provider: canary\/idp/i);
    expect(words).toContain("or name another provider: set auth.identity_provider");
  });
});

test("a job whose request token has ended is told to be started again, and the cloud is not asked", async () => {
  const env = { ...lab.cloud.githubJob, ACTIONS_ID_TOKEN_REQUEST_TOKEN: "old" };
  const words = await lab.refusal("otc-federation", {}, { env });
  expect(words).toContain('get an id token of this GitHub job for cloud "c"');
  expect(words).toContain("only a job that still runs, and has the permission id-token with write, gets one");
  expect(lab.wire()).toEqual(["actions.issueIdToken 401"]);
});

test("GitHub's own faults are tried again", async () => {
  lab.cloud.addFault({ route: "actions.issueIdToken", kind: "status", status: 503, times: 2 });
  await lab.open("otc-federation", {}, inJob()).location();
  expect(lab.wire()).toEqual([
    "actions.issueIdToken 503",
    "actions.issueIdToken 503",
    "actions.issueIdToken 200",
    "iam.federate 201",
    "iam.createToken 201",
  ]);
});

test.each(["otc", "huaweicloud"] as const)(
  "a job takes on an agency of another account on %s",
  async (name) => {
    const { region_name } = lab.cloud.credentials[name];
    const auth = {
      agency_name: "demo-agency",
      agency_domain_name: `demo-delegating-account-${name === "otc" ? 1 : 3}`,
      project_name: `${region_name}_delegated`,
    };
    const place = {
      env: { ...lab.cloud.githubJob },
      readFile: () => undefined,
    };
    const entry = lab.cloud.credentials[`${name}-agency`] as unknown as Record<string, string>;
    const addresses = Object.fromEntries(Object.entries(entry).filter(([key]) => key.endsWith("_override")));
    expect(Object.keys(addresses)).not.toEqual([]);
    Object.assign(lab.cloud.credentials[`${name}-federation`], addresses);
    const volume = lab.cloud.addVolume({ profile: name, project: `${region_name}_delegated` });
    const cloud = lab.open(`${name}-federation`, auth, place);
    expect(await cloud.showVolume(volume.id)).toMatchObject({ id: volume.id });
    expect(lab.wire()).toContain("iam.createSecurityToken 201");
  },
);

test("an unwritten protocol is oidc on the public clouds", async () => {
  await lab.open("otc-federation", { protocol: undefined }, inJob()).location();
  expect(lab.wire()).toContain("iam.federate 201");
});

test("names with special characters stay one part of the path", async () => {
  const auth = { identity_provider: "a/b c?d", protocol: "ä" };
  await lab.refusal("openstack-federation", auth, inJob());
  expect(lab.cloud.requests().at(-1)?.path).toBe(
    "/keystone/v3/OS-FEDERATION/identity_providers/a%2Fb%20c%3Fd/protocols/%C3%A4/auth",
  );
});

test("GitHub is asked through the proxy that the variables name, as the cloud is", async () => {
  const asked: string[] = [];
  const proxy = createServer().on("connect", ({ url }, socket) => {
    asked.push(url ?? "");
    socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
  });
  await new Promise<void>((done) => proxy.listen(0, "127.0.0.1", done));
  try {
    const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const ACTIONS_ID_TOKEN_REQUEST_URL = "https://actions.example/idtoken?v=2";
    const env = { ...lab.cloud.githubJob, ACTIONS_ID_TOKEN_REQUEST_URL, HTTPS_PROXY: address };
    const words = await lab.refusal("otc-federation", {}, { env });
    expect(words).toContain(`the proxy ${address} (HTTPS_PROXY) does not connect`);
    expect(asked).toEqual(["actions.example:443"]);
  } finally {
    proxy.close();
  }
});
