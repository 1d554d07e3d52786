import type { Surroundings } from "./surroundings";

/** What takes no longer than this needs no words. */
const SLOW_MS = 2_000;

/** Says on stderr what is being waited for, once it takes long: stdout is for the result alone. */
export async function saySlow<Result>(
  { say }: Pick<Surroundings, "say">,
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
