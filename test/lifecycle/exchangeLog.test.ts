import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EntryName } from "../../local-cloud";
import { LOG_VARIABLE } from "../../provider/http/log/programSecrets";
import { USER_AGENT } from "../../provider/http/userAgent";
import { canary, canaryPasswords, canarySecretKeys, secretsIn } from "./harness/canary";
import { type Lab, openLab } from "./harness/lab";
import { profiles } from "./harness/routes";
import { failureOf, Stack } from "./harness/stack";
import { jobImage, template } from "./harness/subjects";

let folder: string;
let lab: Lab | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "exchanges-"));
});
afterEach(async () => {
  await lab?.close();
  lab = undefined;
  rmSync(folder, { recursive: true });
});

const withCanaries = { passwords: canaryPasswords, secretKeys: canarySecretKeys };
const file = () => join(folder, "exchanges.log");
const log = () => readFileSync(file(), "utf8");
const env = () => ({ [LOG_VARIABLE]: file() });

/** The log of a whole life is complete, and holds no secret. */
function expectWhole({ cloud }: Lab, more: readonly string[] = []): void {
  const requests = cloud.requests();
  const lines = log().trim().split("\n");
  expect(lines[0]).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z \d+ /);
  expect(lines[0]?.endsWith(USER_AGENT)).toBe(true);
  expect(lines.filter((line) => / #\d+ > /.test(line))).toHaveLength(requests.length);
  for (const { path, method, headers } of requests) {
    expect(headers["user-agent"]).toBe(USER_AGENT);
    if (!path.includes("***")) expect(log()).toContain(`> ${method} http://127.0.0.1:`);
  }
  expect(secretsIn(log(), more)).toEqual([]);
  expect(log()).not.toMatch(/Signature=[0-9a-f]{16}|OBS [^[]|OAuth [0-9a-f]{8}|ZStack [^[]\S*:/);
}

describe("a log of exchanges holds each of them, and no secret", () => {
  test.each(profiles)("in a whole life on %s", async (profile) => {
    lab = await openLab(profile, withCanaries);
    const process = lab.process({ env: env(), preflight: "warn" });
    const stack = new Stack();
    const golden = { name: "golden", volumeId: lab.volume.id, tags: { team: "platform" } };
    // What another resource has, whose program may keep it secret.
    lab.cloud.addImage({ profile, name: `${canary} of another`, description: canary });
    await stack.up(process, golden);
    await stack.refresh(process);
    await stack.up(process, { ...golden, description: "a new description" });
    await stack.destroy(process);
    expectWhole(lab);
    expect(log()).toContain(lab.volume.id);
    expect(log()).toMatch(/< after \d+ ms 20[0-9] request \S+ /);
    expect(log()).not.toContain("a new description"); // a text of the user's, which no report needs
  });

  const signedIn: readonly EntryName[] = [
    "otc",
    "otc-aksk",
    "otc-aksk-temporary",
    "otc-agency",
    "otc-aksk-agency",
  ];
  test.each(signedIn)("with keys for OBS: %s", async (entry) => {
    const jobLab: Lab = await openLab(jobImage("otc", "an object"), {
      ...withCanaries,
      ...(entry.includes("agency") && { project: "eu-de_delegated" }),
    });
    lab = jobLab;
    const process = jobLab.process({ entry, env: env(), preflight: "warn" });
    await jobLab
      .stack()
      .up(process, jobLab.args())
      .catch(() => {}); // the object may be another account's
    expectWhole(jobLab, ["demo-temporary-access-key", "demo-access-key"]);
    expect(log()).toContain("HEAD ");
  });

  test.each(["zstack", "zstack-user", "zstack-accesskey"] as const)(
    "of ZStack's sessions and keys: %s",
    async (entry) => {
      const templates = await openLab(template, withCanaries);
      lab = templates;
      const process = templates.process({ entry, env: env(), preflight: "warn" });
      await templates.stack().up(process, templates.args());
      const sent: string[] = [];
      const cloud = process.connect(undefined);
      await cloud.close?.();
      for (const line of log().split("\n")) if (line.includes("/accounts/sessions/")) sent.push(line);
      for (const line of sent.filter((one) => one.includes(" > ")))
        expect(line).toContain("/accounts/sessions/(hidden)");
      expectWhole(templates);
    },
  );

  test("also where the cloud repeats what it was sent", async () => {
    lab = await openLab("openstack", withCanaries);
    const message = `bad header X-Auth-Token ${"gAAAAAB"}abcdefghijklmnopqrstuvwxyz; password ${canary}; see https://store.example/a?Signature=${canary}&AccessKeyId=${canary}`;
    lab.cloud.addFault({
      route: "glance.listImages",
      kind: "status",
      status: 400,
      body: { message },
      times: 9,
    });
    await failureOf(new Stack().up(lab.process({ env: env() }), { name: "golden", volumeId: lab.volume.id }));
    expect(log()).toContain("(hidden: x-auth-token)");
    expectWhole(lab);
    expect(log()).toContain("see https://store.example/a?(hidden)");
  });

  test("and records what became of a request without an answer", async () => {
    lab = await openLab("openstack", withCanaries);
    lab.cloud.addFault({ route: "cinder.showVolume", kind: "reset", times: 99 });
    await failureOf(new Stack().up(lab.process({ env: env() }), { name: "golden", volumeId: lab.volume.id }));
    expect(log()).toMatch(/#\d+ ! after \d+ ms GET 127\.0\.0\.1:\d+: the connection was (lost|reset) before/);
    expect(secretsIn(log())).toEqual([]);
  });
});

test("is readable by its owner alone, and goes on where an earlier run has ended", async () => {
  lab = await openLab("otc");
  for (const _ of ["one", "two"]) await lab.process({ env: env() }).connect(undefined).location();
  expect(statSync(file()).mode & 0o777).toBe(0o600);
  expect(log().match(/ > POST /g)).toHaveLength(2);
});

test.each(["", "0", "off", "False"])("is not written if the variable is %p", async (value) => {
  lab = await openLab("otc");
  const written = jest.spyOn(process.stderr, "write").mockReturnValue(true);
  await lab
    .process({ env: { [LOG_VARIABLE]: value } })
    .connect(undefined)
    .location();
  expect(written).not.toHaveBeenCalled();
  written.mockRestore();
});

test.each(["stderr", "1", "true"])("goes to standard error if the variable is %p", async (value) => {
  lab = await openLab("otc", withCanaries);
  const messages: string[] = [];
  const written = jest
    .spyOn(process.stderr, "write")
    .mockImplementation((text) => messages.push(String(text)) > 0);
  await lab
    .process({ env: { [LOG_VARIABLE]: value } })
    .connect(undefined)
    .location();
  written.mockRestore();
  expect(messages.join("")).toContain("/auth/tokens");
  expect(secretsIn(messages)).toEqual([]);
});

test("that cannot be written stops nothing, and is reported once", async () => {
  lab = await openLab("otc", withCanaries);
  const messages: string[] = [];
  const written = jest
    .spyOn(process.stderr, "write")
    .mockImplementation((text) => messages.push(String(text)) > 0);
  const away = { [LOG_VARIABLE]: join(folder, "no-such-folder", "x.log") };
  await new Stack().up(lab.process({ env: away }), { name: "golden", volumeId: lab.volume.id });
  written.mockRestore();
  expect(messages).toHaveLength(1);
  expect(messages[0]).toContain(`${LOG_VARIABLE}: nothing is logged: ENOENT: no such file`);
});
