// Messages go to stderr. Stdout is for the result of the command: `npm run -s cloud` prints JSON there.

export const say = (text) => process.stderr.write(`${text}\n`);

/** A failure that the user can do something about. It is shown without a stack trace. */
export class Problem extends Error {
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Runs a command's main function; a Problem ends it with its message alone. */
export async function main(command) {
  try {
    process.exitCode = (await command()) ?? 0;
  } catch (error) {
    say(error instanceof Problem ? `\n${error.message}` : `\nUnexpected failure: ${error.stack}`);
    process.exitCode = error.exitCode ?? 1;
  }
}

export const seconds = (since) => Math.round((Date.now() - since) / 1000);

/** "90" → "1 min 30 s", for limits and progress. */
export function span(s) {
  if (s < 60) return `${s} s`;
  return s % 60 === 0 ? `${s / 60} min` : `${Math.floor(s / 60)} min ${s % 60} s`;
}
