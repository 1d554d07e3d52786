import type { CommandContext } from "./commandContext";

/** What takes no longer than this needs no words. */
const SLOW_MS = 2_000;

/** Says on stderr what is being waited for, once it takes long: stdout is for the result alone. */
export async function saySlow<Result>(
  { say }: Pick<CommandContext, "say">,
  doing: string,
  work: Promise<Result>,
): Promise<Result> {
  const timer = setTimeout(() => say(`${doing} …\n`), SLOW_MS);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
  }
}

/** Of many steps, each of them quick: says from time to time how many are done. */
export function counter(
  { say, clock }: Pick<CommandContext, "say" | "clock">,
  what: string,
  total: number,
): (done: number) => void {
  let last = clock.now();
  return (done) => {
    if (clock.now() - last < SLOW_MS) return;
    last = clock.now();
    say(`${done} of ${total} ${what} …\n`);
  };
}
