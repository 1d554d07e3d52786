import { execFileSync } from "node:child_process";

/**
 * What Pulumi and we have written: the state, its history, notes, and the events, without what the SDK writes there for
 * those who debug Pulumi itself. The clouds' file is left out, for the names of clouds stand there.
 */
export function written(folder: string): string {
  const words = [
    "-rh",
    "--binary-files=text",
    "--exclude=clouds.yaml",
    "--exclude-dir=node_modules",
    "",
    folder,
  ];
  const lines = execFileSync("grep", words, { encoding: "utf8", maxBuffer: 1e9 }).split("\n");
  return lines.filter((line) => !line.includes('"severity":"debug"')).join("\n");
}

/** Each canary that is found, with what stands around it. */
export function leaksIn(text: string, canaries: readonly string[]): string[] {
  const all = text.toLowerCase();
  return canaries.flatMap((canary) => {
    const at = all.indexOf(canary.toLowerCase());
    return at < 0 ? [] : [`${canary}: …${text.slice(Math.max(0, at - 150), at + canary.length + 50)}…`];
  });
}
