import type { EntryName, LocalCloudOptions } from "../../../local-cloud";
import { examine, installIn } from "../examine";
import { openShell, type Shell } from "../shell";

let shell: Shell;
async function open(settings: LocalCloudOptions["settings"] = {}): Promise<void> {
  shell = await openShell({ settings });
  installIn(shell);
}

async function look(entry: EntryName, env: Record<string, string> = {}) {
  const found = await examine(shell, `--cloud ${entry}`, { env: { ...shell.cloud.githubJob, ...env } });
  expect(JSON.stringify(found.report)).not.toMatch(/eyJ|demo-id-token-request-token/);
  return found;
}

test.each<[EntryName, string]>([
  [
    "openstack-federation",
    'accepted (identity provider "github-openstack", by an id token of this GitHub job for audience cloud-images; got anew as needed)',
  ],
  [
    "huaweicloud-federation",
    'accepted (identity provider "github-huaweicloud", by an id token of this GitHub job for audience cloud-images; got anew as needed)',
  ],
])(
  "signing in with %s is shown by its way, and the cloud is looked at as with any other",
  async (entry, way) => {
    await open();
    const { checks, verdict } = await look(entry);
    expect(checks.get("credentials")).toMatchObject({ verdict: "ok", found: way });
    for (const name of ["project and region", "image service", "volume service"])
      expect(verdict(name)).toBe("ok");
  },
);

test("a server's keys are shown by where they come from", async () => {
  await open();
  const { checks, report } = await look("otc-metadata");
  expect(checks.get("credentials")).toMatchObject({
    verdict: "ok",
    found: `accepted (keys of this server's agency, from ${shell.cloud.endpoints.metadata}/otc; renewed as needed)`,
  });
  expect(report.settings).toContainEqual(expect.objectContaining({ name: "authType", value: "ecsagency" }));
  expect(report.settings).toContainEqual(expect.objectContaining({ name: "metadataUrl", secret: false }));
});

test("a variable's token is one that cannot be got anew, and its value is in no table", async () => {
  await open();
  const { auth, ...rest } = shell.cloud.credentials["otc-federation"];
  const entry = { ...rest, auth: { ...auth, access_token_variable: "CLOUD_ID_TOKEN" } };
  shell.write("clouds.yaml", JSON.stringify({ clouds: { "otc-federation": entry } }));
  const token = shell.cloud.issueIdToken({ aud: "cloud-images" });
  const { checks, report } = await look("otc-federation", { CLOUD_ID_TOKEN: token });
  expect(checks.get("credentials")?.found).toContain(
    "by the id token of environment CLOUD_ID_TOKEN; no newer one can be got, so a wait that outlasts it ends with an error",
  );
  expect(report.settings).toContainEqual(
    expect.objectContaining({ name: "identityProvider", value: "github-otc" }),
  );
});

test("a sign-in that fails is the credentials' failure, with what to do", async () => {
  await open({ serverAgency: false });
  const server = await look("otc-metadata");
  expect(server.checks.get("credentials")).toMatchObject({
    verdict: "failed",
    whatToDo: expect.stringContaining("give this server an agency"),
  });
  shell.cloud.patchIdentityProvider("otc", { subjects: [] });
  const job = await look("otc-federation");
  expect(job.checks.get("credentials")).toMatchObject({
    verdict: "failed",
    whatToDo: expect.stringContaining("let a rule of the identity provider's mapping give this job a group"),
  });
  const none = await look("otc-federation", { ACTIONS_ID_TOKEN_REQUEST_URL: "", GITHUB_ACTIONS: "true" });
  expect(none.checks.get("settings")).toMatchObject({
    verdict: "failed",
    found: expect.stringContaining("give it the permission id-token, with write"),
  });
});
