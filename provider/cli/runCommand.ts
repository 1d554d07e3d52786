import { CloudError, explain } from "../http/errors";
import { withoutControls } from "../http/log/printable";
import { ownPackage } from "../http/packageFile";
import { redact } from "../http/redact";
import { orMeant, UnknownOptionError, UsageError } from "./arguments";
import type { CommandContext } from "./commandContext";
import { doctor, doctorOptions } from "./doctor/doctor";
import { commandHelp } from "./help";
import { importImages } from "./import/importImages";
import { importOptions } from "./import/importRequest";
import { init } from "./init/init";
import { initOptions } from "./init/initRequest";
import { orphans, orphansOptions } from "./orphans/orphans";
import { sources, sourcesOptions } from "./sources/sources";
import { wrapped } from "./terminal/wrapped";

/** A subcommand: its arguments in, its exit code out. */
type Subcommand = (args: readonly string[], context: CommandContext) => Promise<number>;

interface Command {
  readonly run: Subcommand;
  readonly options: object;
  readonly failureCode: number;
}

const subcommands: Readonly<Record<string, Command>> = {
  init: { run: init, options: initOptions, failureCode: 3 },
  orphans: { run: orphans, options: orphansOptions, failureCode: 3 },
  doctor: { run: doctor, options: doctorOptions, failureCode: 1 },
  sources: { run: sources, options: sourcesOptions, failureCode: 3 },
  import: { run: importImages, options: importOptions, failureCode: 3 },
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
  if (name === "--help" || name === "-h" || name === "help")
    return printHelp(wrapped(commandHelp, given.columns));
  if (name === "--version") return printHelp(`${ownPackage().version}\n`);
  const names = Object.keys(subcommands).join(", ");
  if (name === undefined) return refuseUsage(`Say what to do: ${names}.`);
  const subcommand = Object.hasOwn(subcommands, name) ? subcommands[name] : undefined;
  if (subcommand === undefined)
    return refuseUsage(
      `There is no "${name}".${orMeant(name, commandWords)} Known: ${names}, --help, --version.`,
    );
  try {
    return await subcommand.run(rest, context);
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

/** ` --owner is an option of orphans.`, where another command has what this one does not know. */
function ofOthers(error: UsageError): string {
  if (!(error instanceof UnknownOptionError)) return "";
  const having = Object.entries(subcommands).flatMap(([name, { options }]) =>
    Object.hasOwn(options, error.option) ? [name] : [],
  );
  return having.length === 0 ? "" : ` --${error.option} is an option of ${having.join(" and ")}.`;
}
