import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { CommandContext } from "../../../provider/cli/commandContext";
import { InputEndedError } from "../../../provider/cli/terminal/inputEndedError";
import type { Terminal } from "../../../provider/cli/terminal/terminal";
import { canary, canaryPasswords, canarySecretKeys } from "../../lifecycle/harness/canary";
import { openShell, type Shell } from "../shell";

/** A shell in an empty folder `images`, with an empty home, an empty environment, and a Pulumi that is logged in. */
export interface InitShell extends Shell {
  readonly project: string;
  init(args: string, around?: Partial<CommandContext>): ReturnType<Shell["run"]>;
  read(file: string): string;
}

export async function openInitShell(): Promise<InitShell> {
  const shell = await openShell({ passwords: canaryPasswords, secretKeys: canarySecretKeys });
  const [project, home] = [join(shell.folder, "images"), join(shell.folder, "home")];
  for (const folder of [project, home]) mkdirSync(folder);
  const refused = { ok: false, stdout: "", stderr: "error: no stack" };
  Object.assign(shell.pulumi, { whoami: "me", "stack --show-name": refused, "stack select": refused });
  shell.pulumi["stack init"] = "Created stack";
  return {
    ...shell,
    project,
    init: (args, around) =>
      shell.run(["init", ...args.split(" ").filter(Boolean)], { env: {}, cwd: project, home, ...around }),
    read: (file) => readFileSync(join(project, file), "utf8"),
  };
}

/** What signs in to each kind of cloud, as options and as variables. */
export function signIns(
  shell: Shell,
): Readonly<Record<string, { args: string; env: Record<string, string> }>> {
  const { credentials } = shell.cloud;
  const flags = (entry: keyof typeof credentials, names: readonly string[]) =>
    names.map((name) => `--${name.replaceAll("_", "-")} ${credentials[entry].auth[name]}`).join(" ");
  const endpoints = (entry: keyof typeof credentials) =>
    Object.entries(credentials[entry])
      .filter(([key]) => /_endpoint_override$/.test(key))
      .map(([key, value]) => `--${key.replaceAll("_", "-")} ${value}`)
      .join(" ");
  const ofUser = ["auth_url", "username", "user_domain_name", "project_name"];
  const keys = ["auth_url", "access_key", "project_name"];
  return {
    otc: { args: `otc ${flags("otc", ofUser)}`, env: { OS_PASSWORD: canary } },
    "otc-swiss": { args: `otc-swiss ${flags("otc-swiss", ofUser)}`, env: { OS_PASSWORD: canary } },
    huaweicloud: {
      args: `huaweicloud --region-name cn-north-4 ${flags("huaweicloud", ofUser)}`,
      env: { OS_PASSWORD: canary },
    },
    "otc with an access key": {
      args: `otc ${flags("otc-aksk", keys)} ${endpoints("otc-aksk")}`,
      env: { OS_SECRET_KEY: canary },
    },
    openstack: { args: `openstack ${flags("openstack", ofUser)}`, env: { OS_PASSWORD: canary } },
    "openstack with an application credential": {
      args: `openstack ${flags("openstack-appcred", ["auth_url", "application_credential_id"])}`,
      env: { OS_APPLICATION_CREDENTIAL_SECRET: canary },
    },
    zstack: { args: `zstack ${flags("zstack", ["auth_url", "username"])}`, env: { OS_PASSWORD: canary } },
    "zstack with an access key": {
      args: `zstack ${flags("zstack-accesskey", ["auth_url", "access_key"])}`,
      env: { OS_SECRET_KEY: canary },
    },
  };
}

export interface FakeTerminal extends Terminal {
  /** Each question with its answer; hidden ones as they are shown. */
  readonly seen: string[];
  readonly ran: string[];
}

/** Answers each question by the first answer whose words it contains; `"^C"` and `"^D"` are keys. An answer is given once. */
export function typing(answers: readonly (readonly [words: string, answer: string])[]): FakeTerminal {
  const left = [...answers];
  const seen: string[] = [];
  const ran: string[] = [];
  return {
    seen,
    ran,
    ask: async (question, hidden = false) => {
      const at = left.findIndex(([words]) => question.includes(words));
      const [, answer = ""] = at < 0 ? [] : (left.splice(at, 1)[0] ?? []);
      if (seen.length > 100) throw new Error(`asked for ever: ${question}`);
      seen.push(`${question}${hidden ? "" : answer}`);
      if (answer === "^C") throw new InputEndedError("interrupted");
      if (answer === "^D") throw new InputEndedError("end of input");
      return answer;
    },
    release: () => {},
    run: async (program, args) => {
      ran.push([program, ...args].join(" "));
      return true;
    },
  };
}
