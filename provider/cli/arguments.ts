import { type ParseArgsConfig, parseArgs } from "node:util";
import { nearest, questionAfter } from "../clouds/settings/nearest";

/** The command line is wrong. Its message ends the command, with exit code 2. */
export class UsageError extends Error {}

/** An option that the command does not know, and that looks like none of its own: another command may have it. */
export class UnknownOptionError extends UsageError {
  constructor(
    message: string,
    readonly option: string,
  ) {
    super(message);
  }
}

type Options = NonNullable<ParseArgsConfig["options"]>;
type Config<Known extends Options, Words extends boolean = false> = {
  args: string[];
  options: Known;
  strict: true;
  allowPositionals: Words;
};
type Values<Known extends Options> = ReturnType<typeof parseArgs<Config<Known>>>["values"];

/** Parses a subcommand that takes options only. */
export function parseOptions<Known extends Options>(
  subcommand: string,
  args: readonly string[],
  options: Known,
): Values<Known> {
  return withUsageErrors(subcommand, options, () => {
    const config: Config<Known> = { args: [...args], options, strict: true, allowPositionals: false };
    return parseArgs(config).values;
  });
}

/** Parses a subcommand that takes options and positional words. */
export function parseWords<Known extends Options>(
  subcommand: string,
  args: readonly string[],
  options: Known,
): { readonly values: Values<Known>; readonly words: readonly string[] } {
  return withUsageErrors(subcommand, options, () => {
    const config: Config<Known, true> = { args: [...args], options, strict: true, allowPositionals: true };
    const { values, positionals } = parseArgs(config);
    return { values: values as Values<Known>, words: positionals };
  });
}

function withUsageErrors<Result>(subcommand: string, options: Options, parse: () => Result): Result {
  try {
    return parse();
  } catch (error) {
    if (!isParseError(error)) throw error;
    const optionNames = Object.keys(options).map((name) => `--${name}`);
    // Only the first sentence: Node goes on to explain positional arguments.
    const [what] = error.message.split(". ");
    const stray = /^Unknown option '-{0,2}([^']+)'/.exec(error.message)?.[1] ?? "";
    const meant = orMeant(stray, Object.keys(options), (name) => `--${name}`);
    const text = `${subcommand}: ${what}.${meant} It knows ${optionNames.join(", ")}.`;
    throw meant === "" ? new UnknownOptionError(text, stray) : new UsageError(text);
  }
}

/** ` Did you mean doctor?`, to follow a sentence about a word that is not known. */
export function orMeant(word: string, known: readonly string[], title = (name: string) => name): string {
  return questionAfter(nearest(word, known).map(title));
}

/** Refuses empty values: they mostly come from an unset variable in a script, and would silently mean the default. */
export function refuseEmpty(subcommand: string, values: Readonly<Record<string, unknown>>): void {
  for (const [option, value] of Object.entries(values)) {
    const texts = Array.isArray(value) ? value : [value];
    if (texts.some((text) => typeof text === "string" && text.trim() === ""))
      throw new UsageError(`${subcommand}: --${option} is empty.`);
  }
}

function isParseError(error: unknown): error is Error {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  return typeof code === "string" && code.startsWith("ERR_PARSE_ARGS_");
}
