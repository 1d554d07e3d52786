import { CloudError, explain } from "../http/errors";
import { withoutControls } from "../http/log/printable";
import { ownPackage } from "../http/packageFile";
import { redact } from "../http/redact";
import { UsageError } from "./arguments";
import type { CommandContext } from "./commandContext";
import { doctor } from "./doctor/doctor";
import { commandHelp } from "./help";
import { importImages } from "./import/importImages";
import { orphans } from "./orphans/orphans";

/** A subcommand: its arguments in, its exit code out. */
type Subcommand = (args: readonly string[], context: CommandContext) => Promise<number>;

const subcommands: Readonly<Record<string, { readonly run: Subcommand; readonly couldNot: number }>> = {
  orphans: { run: orphans, couldNot: 3 },
  doctor: { run: doctor, couldNot: 1 },
  import: { run: importImages, couldNot: 3 },
};

const WRONG_USAGE = 2;

/**
 * `pulumi-cloud-images`: resolves with the exit code. What is wrong is said in words; only bugs of ours throw. What is
 * printed is text, JSON or a program, and in each of them a control character may be written as its escape.
 */
export async function runCommand(args: readonly string[], given: CommandContext): Promise<number> {
  const context: CommandContext = {
    ...given,
    out: (text) => given.out(withoutControls(text)),
    say: (text) => given.say(withoutControls(text)),
  };
  const [name, ...rest] = args;
  if (name === "--help" || name === "-h" || name === "help") return print(commandHelp);
  if (name === "--version") return print(`${ownPackage().version}\n`);
  const known = Object.keys(subcommands).join(", ");
  if (name === undefined) return complain(`Say what to do: ${known}.`);
  const subcommand = Object.hasOwn(subcommands, name) ? subcommands[name] : undefined;
  if (subcommand === undefined) return complain(`There is no "${name}". Known: ${known}, --help, --version.`);
  try {
    return await subcommand.run(rest, context);
  } catch (error) {
    if (error instanceof UsageError) return complain(error.message, ` ${name}`);
    if (!(error instanceof CloudError)) throw error;
    context.say(`${redact(explain(error))}\n`);
    return subcommand.couldNot;
  }

  function print(text: string): number {
    context.out(text);
    return 0;
  }

  function complain(text: string, of = ""): number {
    context.say(`${text}\nHelp: pulumi-cloud-images${of} --help\n`);
    return WRONG_USAGE;
  }
}
