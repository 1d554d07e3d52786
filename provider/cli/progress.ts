import type { CommandContext } from "./commandContext";

/** Work that takes no longer than this is not reported. */
const SLOW_MS = 2_000;

/** Says what is being done, if it takes long. */
export type TellIfSlow = <Result>(what: string, work: Promise<Result>) => Promise<Result>;

/** Reports on stderr what is being waited for, if it takes long. Stdout is for the result alone. */
export async function reportIfSlow<Result>(
  { say }: Pick<CommandContext, "say">,
  activity: string,
  work: Promise<Result>,
): Promise<Result> {
  const timer = setTimeout(() => say(`${activity} …\n`), SLOW_MS);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
  }
}

/** For many quick steps: reports from time to time how many are done. */
export function progressCounter(
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
