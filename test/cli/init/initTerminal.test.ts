import { readdirSync } from "node:fs";
import { parse } from "yaml";
import { canary } from "../../lifecycle/harness/canary";
import { openInitShell, signIns, typing } from "./initShell";

/** What is typed for Open Telekom Cloud, whose address an option has to tell: the real one is elsewhere. */
const answers = [
  ["Account that the user belongs to", "OTC00000000001000000001"],
  ["User", "demo"],
  ["Project", "eu-de_lab"],
  ["Password", canary],
] as const;

async function openOtc() {
  const shell = await openInitShell();
  const address = `--auth-url ${shell.cloud.credentials.otc.auth.auth_url}`;
  return { ...shell, address };
}

test("on a terminal everything is asked, with defaults in brackets; the password is not shown, the list is confirmed", async () => {
  const shell = await openOtc();
  const terminal = typing([["Number or name", "otc"], ...answers]);

  const result = await shell.init(shell.address, { terminal });

  expect(result.code).toBe(0);
  expect(terminal.seen).toEqual([
    "Number or name: otc",
    "Number or name [password]: ",
    "Region [eu-de]: ",
    expect.stringMatching(/^Account .*: OTC00000000001000000001$/),
    "User: demo",
    "Project [eu-de]: eu-de_lab",
    "Password (not shown): ",
    "Number or name [project]: ",
    "Number or name [VolumeImage]: ",
    "Number or name [typescript]: ",
    "Write these files? [Y/n] ",
  ]);
  expect(result.err).toMatch(/In .*images:\n {2}to be written {2}clouds\.yaml/);
  expect(parse(shell.read("clouds.yaml")).clouds.otc).toEqual({
    profile: "otc",
    region_name: "eu-de",
    auth: shell.cloud.credentials.otc.auth,
  });
  expect(terminal.ran).toEqual(["pulumi stack init dev"]); // it may ask for a passphrase
});

test.each([
  ["Ctrl-C at the password", "Password", "^C"],
  ["Ctrl-C at the list", "Write these files?", "^C"],
  ["the end of the input", "Project", "^D"],
  ["no at the list", "Write these files?", "n"],
])("%s leaves nothing behind, and says so", async (_, question, answer) => {
  const shell = await openOtc();
  const terminal = typing([[question, answer], ...answers]);
  const { code, out, err } = await shell.init(`otc ${shell.address}`, { terminal });
  expect([code, out]).toEqual([answer === "n" ? 0 : 130, ""]);
  expect(err).toMatch(/othing was written\.\n$/);
  expect(readdirSync(shell.project)).toEqual([]);
  expect(terminal.ran).toEqual([]);
});

test("a refused password is asked for again, with the other answers as defaults", async () => {
  const shell = await openOtc();
  const terminal = typing([["Password", "wrong"], ...answers]);
  const { code, err } = await shell.init(`otc ${shell.address}`, { terminal });
  expect([code, err]).toEqual([0, expect.stringContaining("failed   credentials")]);
  const again = terminal.seen.slice(terminal.seen.indexOf("Enter the cloud's settings again? [Y/n] ") + 1);
  expect(again).toEqual([
    "Region [eu-de]: ",
    expect.stringContaining("[OTC00000000001000000001]"),
    "User [demo]: ",
    "Project [eu-de_lab]: ",
    "Password (not shown): ",
    "Write these files? [Y/n] ",
  ]);
});

test("a region that is not known is asked for again, and taken if it is given twice", async () => {
  const shell = await openInitShell();
  const terminal = typing([["Region", "eu-dee"], ["Region", "eu-dee"], ["Project", "images"], ...answers]);
  const { err } = await shell.init("otc --skip-checks", { terminal });
  expect(err).toContain('no region "eu-dee" of otc is known here. Did you mean eu-de?');
  expect(parse(shell.read("clouds.yaml")).clouds.otc.region_name).toBe("eu-dee");
});

test("an entry of this kind that is there can be chosen, and then nothing is asked of it", async () => {
  const shell = await openInitShell();
  shell.write(
    "home/.config/openstack/clouds.yaml",
    JSON.stringify({ clouds: { prod: shell.cloud.credentials.otc } }),
  );
  const terminal = typing([["Number or name", "1"]]);
  const { code } = await shell.init("otc", { terminal });
  expect(code).toBe(0);
  expect(terminal.seen.join("\n")).not.toContain("Password");
  expect(readdirSync(shell.project)).not.toContain("clouds.yaml");
  expect(parse(shell.read("Pulumi.yaml")).config["cloudimages:cloud"]).toEqual({ value: "prod" });
});

test("--yes asks only for what has no default", async () => {
  const shell = await openOtc();
  const terminal = typing(answers);
  expect((await shell.init(`otc -y --project-name eu-de_lab ${shell.address}`, { terminal })).code).toBe(0);
  expect(terminal.seen).toEqual([expect.stringContaining("Account"), "User: demo", "Password (not shown): "]);
});

test("who is not logged in to Pulumi may keep the state on this machine", async () => {
  const shell = await openInitShell();
  shell.pulumi.whoami = { ok: false, stdout: "", stderr: "error: PULUMI_ACCESS_TOKEN must be set" };
  const { args = "", env = {} } = signIns(shell).otc ?? {};
  const terminal = typing([]);
  await shell.init(args, { terminal, env });
  expect(parse(shell.read("Pulumi.yaml")).backend).toEqual({ url: "file://~" });
  expect(terminal.seen).toContain("Password (not shown; Enter takes that of OS_PASSWORD): ");
});
