import { closeSync, openSync } from "node:fs";
import { type EngineProcess, engineProcess } from "./engineProcess";

/** What tells how the engine shows what is going on. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether this process has a terminal. Its streams are pipes all the same. */
  readonly hasTerminal: boolean;
  /** Undefined where processes cannot be looked at. */
  readonly engine: EngineProcess | undefined;
}

/** By these it knows the services that run pipelines, and shows no table, with a terminal or without (sdk/go/common/util/ciutil). */
const services = [
  "APPVEYOR",
  "BITBUCKET_COMMIT",
  "BUILDKITE",
  "CF_BUILD_URL",
  "CIRCLECI",
  "CODEBUILD_BUILD_ARN",
  "DRONE",
  "GITHUB_ACTIONS",
  "GITLAB_CI",
  "GO_PIPELINE_LABEL",
  "HUDSON_URL",
  "JENKINS_URL",
  "MAGNUM",
  "PULUMI_CI_SYSTEM",
  "SEMAPHORE",
  "TEAMCITY_VERSION",
  "TF_BUILD",
  "TRAVIS",
  "bamboo_planKey",
];

/** With these it prints lines, or JSON. */
const options = ["--non-interactive", "--diff", "--json", "-j"];
const inEnvironment = ["PULUMI_OPTION_NON_INTERACTIVE", "PULUMI_OPTION_DIFF", "PULUMI_OPTION_JSON"];

/**
 * Whether the engine shows a table in which one message takes the place of the other. It does not tell a provider: it is guessed
 * as the engine decides it (sdk/go/common/util/cmdutil/console.go).
 */
export function wouldShowTable({ env, hasTerminal, engine }: Surroundings): boolean {
  if (!hasTerminal || env.TERM?.toLowerCase() === "dumb") return false;
  const isService = !env.PULUMI_DISABLE_CI_DETECTION && services.some((name) => env[name]);
  if (isService || inEnvironment.some((name) => isTrue(env[name]))) return false;
  if (engine === undefined) return true;
  return engine.hasTerminal && !engine.args.some((arg) => options.some((name) => isGiven(arg, name)));
}

function isGiven(arg: string, name: string): boolean {
  return arg === name || (arg.startsWith(`${name}=`) && isTrue(arg.slice(name.length + 1)));
}

function isTrue(value: string | undefined): boolean {
  return /^(1|t|true)$/i.test(value ?? "");
}

let shown: boolean | undefined;

/** The same of the engine that has started this process. */
export function showsTable(): boolean {
  shown ??= wouldShowTable({ env: process.env, hasTerminal: hasTerminal(), engine: engineProcess() });
  return shown;
}

/** /dev/tty can be opened if the session has a terminal. */
function hasTerminal(): boolean {
  try {
    closeSync(openSync("/dev/tty", "r"));
    return true;
  } catch {
    return false;
  }
}
