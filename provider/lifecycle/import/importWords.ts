import { ownCommand } from "../../http/ownCommand";

/** The command for a shell. Pulumi takes any name: one that looks like an option stands behind all that are options. */
export function importWords(
  what: readonly [type: string, name: string, id: string],
  options: readonly string[] = [],
): string {
  const words = what[1].startsWith("-") ? [...options, "--", ...what] : [...what, ...options];
  return `${ownCommand()} ${["import", ...words].map(shellWord).join(" ")}`;
}

/** As a POSIX shell takes it for one word. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
