import { UsageError } from "../arguments";
import type { CommandContext } from "../commandContext";

export interface Question {
  /** What a person is asked for. */
  readonly words: string;
  /** How it is told without a terminal: the option, perhaps a variable. */
  readonly option: string;
  /** The answer that an option has given: then nobody is asked. */
  readonly given?: string | undefined;
  /** What is taken where nobody says anything else. */
  readonly fallback?: string | undefined;
  /** An empty answer is one. */
  readonly optional?: boolean | undefined;
  /** What is wrong with an answer. On a terminal the same answer, given twice, is taken. */
  readonly doubt?: ((answer: string) => string | undefined) | undefined;
}

export interface Choice<Name extends string> extends Omit<Question, "doubt" | "optional" | "fallback"> {
  readonly fallback?: Name | undefined;
  /** What can be chosen, each with a few words. */
  readonly among: readonly { readonly name: Name; readonly about: string }[];
  /** The name that is meant by another word. */
  readonly meant?: (answer: string) => string | undefined;
}

/** Asks who sits at the terminal. Without one it takes what options and defaults say, and notes what is missing. */
export class Interview {
  readonly #missing: string[] = [];

  /** `hurried`: what has a default is not asked for. */
  constructor(
    private readonly context: Pick<CommandContext, "terminal" | "say">,
    private readonly hurried: boolean,
  ) {}

  async text({ words, option, given, fallback, optional = false, doubt }: Question): Promise<string> {
    if (given !== undefined) {
      const problem = doubt?.(given);
      if (problem !== undefined) throw new UsageError(`init: ${option}: ${problem}.`);
      return given;
    }
    const { terminal, say } = this.context;
    const standard = fallback ?? (optional ? "" : undefined);
    if (terminal === undefined || (this.hurried && standard !== undefined)) {
      const problem = standard === undefined || standard === "" ? undefined : doubt?.(standard);
      if (problem !== undefined) throw new UsageError(`init: ${option}: ${problem}.`);
      if (standard === undefined) this.#missing.push(option);
      return standard ?? "";
    }
    for (let doubted: string | undefined; ; ) {
      const line = (await terminal.ask(`${words}${fallback ? ` [${fallback}]` : ""}: `)).trim();
      const answer = line === "" ? standard : line;
      if (answer === undefined) continue;
      const problem = answer === doubted || answer === "" ? undefined : doubt?.(answer);
      if (problem === undefined) return answer;
      doubted = answer;
      say(`  ${problem}. Give the same again if it is right.\n`);
    }
  }

  /** By its number or its name. */
  async choice<Name extends string>(question: Choice<Name>): Promise<Name | undefined> {
    const { among, given, option, fallback, meant } = question;
    const named = (answer: string) =>
      among.find(({ name }, at) => name.toLowerCase() === answer.toLowerCase() || `${at + 1}` === answer)
        ?.name;
    const refused = (answer: string) => {
      const near = meant?.(answer);
      const names = among.map(({ name }) => name).join(", ");
      return `there is no "${answer}". ${near === undefined ? "" : `Did you mean ${near}? `}Known: ${names}`;
    };
    if (given !== undefined) {
      const name = /^\d+$/.test(given) ? undefined : named(given);
      if (name === undefined) throw new UsageError(`init: ${option}: ${refused(given)}.`);
      return name;
    }
    const { terminal, say } = this.context;
    const only = among.length === 1 ? among[0]?.name : undefined;
    if (only !== undefined) return only;
    if (terminal === undefined || (this.hurried && fallback !== undefined)) {
      if (fallback === undefined)
        this.#missing.push(`${option} (${among.map(({ name }) => name).join(", ")})`);
      return fallback;
    }
    const width = Math.max(...among.map(({ name }) => name.length));
    const list = among.map(({ name, about }, at) => `  ${at + 1}  ${name.padEnd(width)}  ${about}`.trimEnd());
    say(`${question.words}:\n${list.join("\n")}\n`);
    for (;;) {
      const line = (await terminal.ask(`Number or name${fallback ? ` [${fallback}]` : ""}: `)).trim();
      const name = line === "" ? fallback : named(line);
      if (name !== undefined) return name;
      if (line !== "") say(`  ${refused(line)}.\n`);
    }
  }

  /** Something that is not shown. `elsewhere` is what the environment or standard input has. */
  async secret(
    words: string,
    option: string,
    elsewhere: { value: string; from: string } | undefined,
  ): Promise<string> {
    const { terminal } = this.context;
    if (terminal === undefined || (this.hurried && elsewhere !== undefined)) {
      if (elsewhere === undefined) this.#missing.push(option);
      return elsewhere?.value ?? "";
    }
    const hint = elsewhere === undefined ? "not shown" : `not shown; Enter takes that of ${elsewhere.from}`;
    for (;;) {
      const line = await terminal.ask(`${words} (${hint}): `, true);
      const answer = line === "" ? elsewhere?.value : line;
      if (answer !== undefined) return answer;
    }
  }

  /** Without a terminal, and in a hurry, it is as `standard` says. */
  async agrees(words: string, standard: boolean): Promise<boolean> {
    const { terminal } = this.context;
    if (terminal === undefined || this.hurried) return standard;
    const answer = (await terminal.ask(`${words} ${standard ? "[Y/n]" : "[y/N]"} `)).trim().toLowerCase();
    return answer === "" ? standard : answer.startsWith("y");
  }

  /** Whether even that is asked which could be left as it is. */
  get asksAll(): boolean {
    return this.context.terminal !== undefined && !this.hurried;
  }

  /** Refuses to go on with something missing, and names all of it. */
  refuseMissing(): void {
    if (this.#missing.length === 0) return;
    const list = this.#missing.map((option) => `\n  ${option}`).join("");
    throw new UsageError(
      `init: there is no terminal to ask at, so these are needed:${list}\nNothing was written.`,
    );
  }
}
