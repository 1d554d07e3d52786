import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { InputEndedError } from "./inputEndedError";

/** A person at a terminal. */
export interface Terminal {
  /**
   * Asks for a line. What is typed is not shown if it is `hidden`.
   *
   * @throws InputEndedError
   */
  ask(question: string, hidden?: boolean): Promise<string>;
  /** Lets other programs have the terminal. A later question takes it again. */
  release(): void;
  /** Runs a program that may ask by itself. False if it fails, undefined if there is none on the PATH. */
  run(program: string, args: readonly string[]): Promise<boolean | undefined>;
}

type Input = NodeJS.ReadableStream;
type Output = NodeJS.WritableStream & { readonly columns?: number };

export function openTerminal(input: Input, output: Output): Terminal {
  let reader: LineReader | undefined;
  const ahead: string[] = []; // typed or pasted before they are asked for
  const release = () => {
    reader?.close();
    reader = undefined;
  };
  return {
    ask: (question, hidden = false) => {
      reader ??= readLines(input, output, ahead);
      return reader.ask(question, hidden);
    },
    release,
    run: async (program, args) => {
      release();
      try {
        // Its stdout is our stderr, because our stdout is for the result.
        const [code] = await once(spawn(program, args, { stdio: ["inherit", 2, 2] }), "close");
        return code === 0;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
        throw error;
      }
    },
  };
}

interface LineReader {
  ask(question: string, hidden: boolean): Promise<string>;
  close(): void;
}

/** One reader for all questions, so that lines which are typed or pasted ahead answer the later ones. */
function readLines(input: Input, output: Output, ahead: string[]): LineReader {
  let hidden = false;
  const shown = new Writable({
    decodeStrings: false,
    write(chunk, _encoding, done) {
      if (!hidden) output.write(chunk);
      done();
    },
  });
  Object.defineProperty(shown, "columns", { get: () => output.columns }); // long answers wrap there
  // A history would bring back a password with the arrow key.
  const lines = createInterface({ input, output: shown, terminal: true, historySize: 0 });
  let ended: InputEndedError | undefined;
  let waiting: { take(line: string): void; fail(error: Error): void } | undefined;
  const end = (why: InputEndedError["why"]) => {
    ended ??= new InputEndedError(why);
    waiting?.fail(ended);
  };
  lines.on("line", (line) => {
    if (waiting === undefined) ahead.push(line);
    else waiting.take(line);
    waiting = undefined; // pasted lines come all at once
  });
  lines.on("SIGINT", () => end("interrupted"));
  lines.on("close", () => end("end of input"));

  async function ask(question: string, hide: boolean): Promise<string> {
    const next = ahead.shift();
    if (next === undefined && ended !== undefined) throw ended;
    lines.setPrompt(question);
    lines.prompt();
    if (next !== undefined) {
      output.write("\n");
      return next;
    }
    hidden = hide;
    try {
      return await new Promise<string>((take, fail) => {
        waiting = { take, fail };
      });
    } finally {
      waiting = undefined;
      if (hidden || ended !== undefined) output.write("\n"); // that of the Enter key was hidden, or there was none
      hidden = false;
    }
  }

  return { ask, close: () => lines.close() };
}
