import { type EntryName, type LocalCloud, startCloud } from "../../../../local-cloud";
import { passwordRequest, send } from "../../../../local-cloud/testing/testClient";
import { connect } from "../../../../provider/clouds/connect";
import { resolveCloud } from "../../../../provider/clouds/settings";
import { explain } from "../../../../provider/http/errors";
import { type VirtualClock, virtualClock } from "../../../virtualClock";

let clock: VirtualClock;
let cloud: LocalCloud;
beforeEach(async () => {
  clock = virtualClock();
  cloud = await startCloud({ clock, settings: { strictSignatures: true } });
});
afterEach(() => cloud.close());

function open(name: EntryName, auth: Record<string, string | undefined> = {}) {
  const entry = cloud.credentials[name];
  const text = JSON.stringify({ clouds: { c: { ...entry, auth: { ...entry.auth, ...auth } } } });
  const readFile = (path: string) => (path === "/app/clouds.yaml" ? text : undefined);
  const settings = resolveCloud("c", { env: {}, stackConfig: {}, home: "/", cwd: "/app", readFile });
  return connect(settings, clock);
}

const wire = () => cloud.requests().map(({ route, status }) => `${route} ${status}`);
const assumed = () => wire().filter((line) => line.startsWith("iam.createSecurityToken"));

describe.each(["otc", "otc-swiss", "huaweicloud"] as const)("an agency on %s", (profile) => {
  test.each(["agency", "aksk-agency"] as const)(
    "%s works in the other account's project, and only there",
    async (kind) => {
      const { region_name } = cloud.credentials[profile];
      const theirs = cloud.addVolume({ profile, project: `${region_name}_delegated` });
      const ours = cloud.addVolume({ profile });
      const acting = open(`${profile}-${kind}`);
      expect(await acting.showVolume(theirs.id)).toMatchObject({ id: theirs.id });
      expect(await acting.showVolume(ours.id)).toBeUndefined();
      const { imageId } = await acting.exportVolume({ volumeId: theirs.id, imageName: "x", force: false });
      await clock.sleep(90_000);
      expect(await acting.showImage(imageId)).toMatchObject({ status: "active" });
      const request = cloud.requests().find(({ route }) => route === "iam.createSecurityToken");
      expect(request?.body).toMatchObject({
        auth: {
          identity: {
            methods: ["assume_role"],
            assume_role: { agency_name: "demo-agency", duration_seconds: 3600 },
          },
        },
      });
    },
  );
});

test("a token that the user brings takes on an agency as well", async () => {
  const reply = await send("POST", `${cloud.endpoints.iam}/v3/auth/tokens`, passwordRequest(cloud, "otc"));
  const token = reply.headers.get("x-subject-token") ?? "";
  cloud.clearRequests();
  await open("otc-agency", { username: undefined, password: undefined, token }).location();
  expect(wire()).toEqual(["iam.createSecurityToken 201", "iam.listProjects 200"]);
});

test("the log-in for an agency is for the user's own account, since the project is the other one's", async () => {
  await open("otc-agency").location();
  expect(cloud.requests()[0]?.body).toMatchObject({
    auth: { scope: { domain: { name: "OTC00000000001000000001" } } },
  });
});

test("`delegated_project` names the project where project_name names one of the own account", async () => {
  const acting = open("otc-agency", { project_name: "eu-de_lab", delegated_project: "eu-de_delegated" });
  expect((await acting.location()).projectId).toBe("10000000000000000000000000000003");
  const byId = open("otc-agency", {
    project_name: undefined,
    project_id: "10000000000000000000000000000003",
  });
  expect((await byId.location()).projectId).toBe("10000000000000000000000000000003");
});

test("keys are requested once for concurrent calls, and again shortly before they expire", async () => {
  const acting = open("otc-agency");
  await Promise.all(Array.from({ length: 10 }, (_, n) => acting.imagesNamed(`x${n}`)));
  expect(assumed()).toHaveLength(1);
  await clock.sleep(57 * 60_000);
  await acting.imagesNamed("x");
  expect(assumed()).toHaveLength(1);
  await clock.sleep(2 * 60_000);
  await Promise.all([acting.imagesNamed("x"), acting.imagesNamed("y")]);
  expect(assumed()).toHaveLength(2);
  expect(wire().some((line) => line.endsWith(" 401"))).toBe(false);
});

test("keys that the cloud has ended early are replaced once, and nobody notices", async () => {
  const acting = open("otc-aksk-agency");
  await acting.location();
  cloud.revokeTokens("otc");
  await Promise.all([acting.imagesNamed("x"), acting.imagesNamed("y"), acting.imagesNamed("z")]);
  expect(assumed()).toHaveLength(2);
});

test.each(["agency", "aksk-agency"] as const)(
  "%s copes with a wrong clock, and does not request keys each time",
  async (kind) => {
    for (const clockSkewSeconds of [-7200, 7200]) {
      cloud.configure({ clockSkewSeconds });
      cloud.clearRequests();
      const acting = open(`otc-${kind}`);
      await acting.imagesNamed("x");
      await acting.imagesNamed("y");
      expect(assumed().filter((line) => line.endsWith("201"))).toHaveLength(1);
      expect(wire().filter((line) => line.endsWith(" 401"))).toHaveLength(1);
    }
  },
);

test("a create is not sent again because its keys were renewed: one image", async () => {
  const { id } = cloud.addVolume({ project: "eu-de_delegated" });
  const acting = open("otc-agency");
  await acting.location();
  cloud.revokeTokens("otc");
  await acting.exportVolume({ volumeId: id, imageName: "x", force: false });
  expect(cloud.images()).toHaveLength(1);
});

test.each<[string, EntryName, Record<string, string>, string]>([
  [
    "an agency that does not exist",
    "otc-agency",
    { agency_name: "gone" },
    'the agency "gone" must exist in the account demo-delegating-account-1',
  ],
  [
    "an account that does not exist",
    "otc-aksk-agency",
    { agency_domain_name: "gone" },
    "must exist in the account gone",
  ],
  ["a wrong password", "otc-agency", { password: "canary" }, "check user, password, domain and project"],
  [
    "a wrong secret key",
    "otc-aksk-agency",
    { secret_key: "canary" },
    "the secret key does not belong to this access key",
  ],
])("%s is an error that says what to do", async (_, entry, auth, hint) => {
  const error = await open(entry, auth)
    .location()
    .catch((reason: unknown) => reason);
  expect(error).toMatchObject({ name: "CredentialsError" });
  expect(explain(error)).toContain(hint);
  expect(explain(error)).not.toContain("canary");
});
