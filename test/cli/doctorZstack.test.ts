import type { EntryName, LocalCloudOptions } from "../../local-cloud";
import type { CommandContext } from "../../provider/cli/commandContext";
import type { Check } from "../../provider/cli/doctor/check";
import { realClock } from "../../provider/http/clock";
import { canary, canarySecretKeys } from "../lifecycle/harness/canary";
import { examine, installIn } from "./examine";
import { openShell, type Shell } from "./shell";

let shell: Shell;

/** Runs the doctor in a new cloud and folder, with one of ZStack's entries. */
async function open(options: LocalCloudOptions = {}): Promise<void> {
  shell = await openShell({ secretKeys: canarySecretKeys, ...options });
  installIn(shell);
}

const look = (entry: EntryName, around?: Partial<CommandContext>) =>
  examine(shell, `--cloud ${entry}`, around);

/** Writes clouds.yaml with this entry changed. */
function changeEntry(name: EntryName, auth: Record<string, string>): void {
  const entry = shell.cloud.credentials[name];
  const changed = { ...entry, auth: { ...entry.auth, ...auth } };
  shell.write("clouds.yaml", JSON.stringify({ clouds: { [name]: changed } }));
}

const routes = () => shell.cloud.requests().map(({ route, method, path }) => route ?? `${method} ${path}`);

/** The report on each kind of credentials, and what is checked only there. */
const entries: [EntryName, string, string[]][] = [
  ["zstack", "accepted (password of account demo)", []],
  ["zstack-user", "accepted (password of user operator of account demo)", []],
  ["zstack-accesskey", "accepted (access key)", ["time zone"]],
];

test.each(entries)(
  "where all is well with %s, everything is ok, nothing was changed, and no session is left open",
  async (entry, accepted, more) => {
    await open();
    const { code, report, checks } = await look(entry);
    const others = (report.checks as Check[]).filter(({ action }) => action === undefined);
    const theirs = ["settings", "management node", "clock", "credentials", "account", ...more];
    const ours = ["image service", "Node.js", "package", "Pulumi SDK", "stack configuration"];
    expect(others.map(({ name, verdict }) => `${name} ${verdict}`)).toEqual(
      [...theirs, ...ours].map((name) => `${name} ok`),
    );
    expect(checks.get("credentials")?.found).toBe(accepted);
    expect(code).toBe(0);
    expect(shell.cloud.zstackJobs()).toEqual([]); // any change would be a job
    expect(shell.cloud.zstackSessions()).toEqual([]);
    const sessions = routes().filter((route) => /\.log(in|out)/i.test(route));
    expect(sessions).toHaveLength(entry === "zstack-accesskey" ? 0 : 2);
  },
);

test("the account is reported by its uuid; the owner of an access key stays unknown", async () => {
  await open();
  const byPassword = await look("zstack-user");
  expect(byPassword.checks.get("account")?.found).toBe("5a3a4ee9b1ab4b8f9c0d5d0f4b7a0001");
  const byKey = await look("zstack-accesskey");
  expect(byKey.checks.get("account")?.found).toMatch(/does not tell whose an access key is/);
});

const rights = [
  "ok list images (QueryImage)",
  "ok list the tags of images (QueryUserTag)",
  "ok look at volume snapshots (QueryVolumeSnapshot)",
  "ok look at backup storages (QueryBackupStorage)",
  "untried make a template of a volume snapshot (CreateDataVolumeTemplateFromVolumeSnapshot)",
  "untried rename and describe a template (UpdateImage)",
  "untried enable and disable a template (ChangeImageState)",
  "untried tag a template (CreateUserTag)",
  "untried untag a template (DeleteTag)",
  "untried delete a template (DeleteImage)",
  "untried expunge a template, for `expunge: true` (ExpungeImage)",
];

test("each right is named by its API call, and checked where a query can show it", async () => {
  await open();
  const { report } = await look("zstack");
  const found = (report.checks as Check[]).filter(({ action }) => action !== undefined);
  expect(found.map(({ verdict, name, action }) => `${verdict} ${name} (${action})`)).toEqual(rights);
  const { out } = await shell.run("doctor --cloud zstack");
  expect(out).toContain("Rights that were not tried: 7. Compare the API calls, in brackets, with what the");
});

const refusal = { error: { code: "ID.1002", description: "no permission", details: "denied" } };

test.each([
  ["zstack.queryImages", "list images", "failed"],
  ["zstack.queryUserTags", "list the tags of images", "failed"],
  ["zstack.querySnapshots", "look at volume snapshots", "warning"],
  ["zstack.queryBackupStorage", "look at backup storages", "warning"],
] as const)("a user who is refused %s sees which right is missing", async (route, name, verdict) => {
  await open();
  shell.cloud.addFault({ route, times: 9, kind: "status", status: 503, body: refusal });
  const { checks, code } = await look("zstack-user");
  expect(checks.get(name)).toMatchObject({ verdict, found: expect.stringContaining("ID.1002") });
  expect(checks.get(name)?.whatToDo).toContain(`give the user the right to ${name} (Query`);
  expect(checks.get("credentials")?.verdict).toBe("ok");
  expect(code).toBe(verdict === "failed" ? 1 : 0);
});

test.each([
  ["Asia/Shanghai", undefined],
  ["UTC", undefined],
  ["America/Bogota", "America/Bogota"],
])("a server on %s accepts an access key, and the zone that worked is reported", async (zone, time_zone) => {
  await open({ settings: { zstackTimeZone: zone } });
  if (time_zone !== undefined) changeEntry("zstack-accesskey", { time_zone });
  const { checks, code } = await look("zstack-accesskey");
  const how = time_zone === undefined ? "found out by trying: `time_zone` is not set" : "as set";
  expect(checks.get("time zone")).toMatchObject({
    verdict: "ok",
    found: `requests dated by the wall clock of ${zone} are let in (${how})`,
  });
  expect(code).toBe(0);
});

test("where no zone that is tried is the server's, the time zone has failed, with what to set", async () => {
  await open({ settings: { zstackTimeZone: "Pacific/Kiritimati" } });
  const { checks, code } = await look("zstack-accesskey");
  expect(code).toBe(1);
  expect(checks.get("time zone")).toMatchObject({
    verdict: "failed",
    found: expect.stringContaining("requestTimeTooSkewed"),
    whatToDo: expect.stringContaining('set auth.time_zone in the entry "zstack-accesskey"'),
  });
  expect(checks.get("credentials")).toBeUndefined();
});

test("a wrong password and a wrong key have failed as credentials, and are not printed", async () => {
  await open();
  changeEntry("zstack", { password: `${canary}-wrong` });
  const password = await look("zstack");
  changeEntry("zstack-accesskey", { secret_key: `${canary}-wrong` });
  const key = await look("zstack-accesskey");
  for (const { code, verdict } of [password, key]) {
    expect(code).toBe(1);
    expect(verdict("credentials")).toBe("failed");
    expect(verdict("services")).toBe("skipped");
  }
  expect(password.checks.get("credentials")?.whatToDo).toContain("check account, user and password");
  expect(key.checks.get("credentials")?.whatToDo).toContain("check access_key and secret_key");
});

test("too many open sessions are reported with what to do", async () => {
  await open({ settings: { zstackSessionLimit: 0 } });
  expect((await look("zstack")).checks.get("credentials")).toMatchObject({
    verdict: "failed",
    whatToDo: expect.stringContaining("too many sessions"),
  });
});

test("a session is ended although something has failed", async () => {
  await open();
  shell.cloud.addFault({ route: "zstack.queryImages", times: 99, kind: "status", status: 404 });
  const { code, verdict } = await look("zstack");
  expect(verdict("image service")).toBe("failed");
  expect(code).toBe(1);
  expect(routes()).toContain("zstack.logout");
  expect(shell.cloud.zstackSessions()).toEqual([]);
});

test("where no signed request is answered, a key is called neither right nor wrong", async () => {
  await open();
  shell.cloud.addFault({ route: "zstack.queryImages", times: 99, kind: "status", status: 404 });
  const { verdict } = await look("zstack-accesskey");
  expect(verdict("credentials")).toBe("skipped");
  expect(verdict("time zone")).toBeUndefined();
});

test("an address where something else answers is doubtful, with what to correct", async () => {
  await open();
  changeEntry("zstack", { auth_url: shell.cloud.endpoints.iam });
  const { checks, code } = await look("zstack");
  expect(checks.get("management node")).toMatchObject({
    verdict: "warning",
    whatToDo: expect.stringContaining("context path (/zstack)"),
  });
  expect(checks.get("credentials")?.verdict).toBe("failed");
  expect(code).toBe(1);
});

test("a wrong clock of ours is worth a word, but nothing fails by it", async () => {
  await open();
  const clock = { ...realClock, now: () => Date.now() - 3 * 3_600_000 };
  const { code, checks } = await look("zstack-accesskey", { clock });
  expect(checks.get("clock")).toMatchObject({
    verdict: "warning",
    found: expect.stringMatching(/ s behind the server's$/),
  });
  expect(checks.get("time zone")?.verdict).toBe("ok");
  expect(code).toBe(0);
});
