/** Turns the log of exchanges on: a file to append to, or `stderr`. */
export const LOG_VARIABLE = "PULUMI_CLOUD_IMAGES_LOG";

const concealers: ((text: string) => string)[] = [];

/** Values that a program declares secret appear in no log, whichever cloud repeats them. */
export function keepOutOfLog(conceal: (text: string) => string): void {
  if (process.env[LOG_VARIABLE] !== undefined) concealers.push(conceal);
}

export function withoutProgramSecrets(line: string): string {
  return concealers.reduce((text, conceal) => conceal(text), line);
}
