import { CloudError, explain } from "../http/errors";
import { withoutControls } from "../http/log/printable";
import { ownPackage } from "../http/packageFile";
import { redact } from "../http/redact";
import { orMeant, UnknownOptionError, UsageError } from "./arguments";
import type { CommandContext } from "./commandContext";
import { commandHelp, doctorHelp, importHelp, orphansHelp, sourcesHelp } from "./help";
import { initHelp } from "./init/initHelp";
import { doctorOptions, importOptions, initOptions, orphansOptions, sourcesOptions } from "./options";
import { wrapped } from "./terminal/wrapped";

// Each with its first call: help and wrong words need none of them.
const init = (): typeof import("./init/init") => require("./init/init");
const orphans = (): typeof import("./orphans/orphans") => require("./orphans/orphans");
const doctor = (): typeof import("./doctor/doctor") => require("./doctor/doctor");
const sources = (): typeof import("./sources/sources") => require("./sources/sources");
const importImages = (): typeof import("./import/importImages") => require("./import/importImages");

/** A subcommand: its arguments in, its exit code out. */
type Subcommand = (args: readonly string[], context: CommandContext) => Promise<number>;

interface Command {
  readonly options: object;
  readonly help: string;
  readonly failureCode: number;
  load(): Subcommand;
}

const subcommands: Readonly<Record<string, Command>> = {
  init: {
    options: initOptions,
    help: initHelp,
    failureCode: 3,
    load: () => init().init,
  },
  orphans: {
    options: orphansOptions,
    help: orphansHelp,
    failureCode: 3,
    load: () => orphans().orphans,
  },
  doctor: {
    options: doctorOptions,
    help: doctorHelp,
    failureCode: 1,
    load: () => doctor().doctor,
  },
  sources: {
    options: sourcesOptions,
    help: sourcesHelp,
    failureCode: 3,
    load: () => sources().sources,
  },
  import: {
    options: importOptions,
    help: importHelp,
    failureCode: 3,
    load: () => importImages().importImages,
  },
};

const commandWords = [...Object.keys(subcommands), "--help", "--version"];

const WRONG_USAGE = 2;

/**
 * Runs `pulumi-cloud-images`, and resolves with its exit code. Failures are printed; only our own bugs throw. The output is text,
 * JSON or a program, and all of these allow a control character to be written as its escape.
 */
export async function runCommand(args: readonly string[], given: CommandContext): Promise<number> {
  const context: CommandContext = {
    ...given,
    out: (text) => given.out(withoutControls(text)),
    say: (text) => given.say(withoutControls(text)),
  };
  const [name, ...rest] = args;
  if (isHelp(name) || name === "help") return printHelp(wrapped(commandHelp, given.columns));
  if (name === "--version") return printHelp(`${ownPackage().version}\n`);
  const names = Object.keys(subcommands).join(", ");
  if (name === undefined) return refuseUsage(`Say what to do: ${names}.`);
  const subcommand = Object.hasOwn(subcommands, name) ? subcommands[name] : undefined;
  if (subcommand === undefined)
    return refuseUsage(
      `There is no "${name}".${orMeant(name, commandWords)} Known: ${names}, --help, --version.`,
    );
  if (rest.length === 1 && isHelp(rest[0])) return printHelp(wrapped(subcommand.help, given.columns));
  try {
    return await subcommand.load()(rest, context);
  } catch (error) {
    if (error instanceof UsageError) return refuseUsage(`${error.message}${ofOthers(error)}`, ` ${name}`);
    if (!(error instanceof CloudError)) throw error;
    context.say(`${redact(explain(error))}\n`);
    return subcommand.failureCode;
  }

  function printHelp(text: string): number {
    context.out(text);
    return 0;
  }

  function refuseUsage(text: string, of = ""): number {
    context.say(`${text}\nHelp: pulumi-cloud-images${of} --help\n`);
    return WRONG_USAGE;
  }
}

function isHelp(word: string | undefined): boolean {
  return word === "--help" || word === "-h";
}

/** ` --owner is an option of orphans.`, where another command has what this one does not know. */
function ofOthers(error: UsageError): string {
  if (!(error instanceof UnknownOptionError)) return "";
  const having = Object.entries(subcommands).flatMap(([name, { options }]) =>
    Object.hasOwn(options, error.option) ? [name] : [],
  );
  return having.length === 0 ? "" : ` --${error.option} is an option of ${having.join(" and ")}.`;
}
