/** Turns the log of exchanges on: a file to append to, or `stderr`. */
export const LOG_VARIABLE = "PULUMI_CLOUD_IMAGES_LOG";

const hushes: ((text: string) => string)[] = [];

/** What a program has declared secret is in no log, whichever cloud repeats it. */
export function keepOutOfLog(hush: (text: string) => string): void {
  if (process.env[LOG_VARIABLE] !== undefined) hushes.push(hush);
}

export function withoutProgramSecrets(line: string): string {
  return hushes.reduce((text, hush) => hush(text), line);
}
