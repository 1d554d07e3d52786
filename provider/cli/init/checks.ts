import type { Sources } from "../../clouds/settings";
import type { CommandContext } from "../commandContext";
import type { Check, Verdict } from "../doctor/check";
import type { CloudReport } from "../doctor/cloudReport";
import { cloudReport } from "../doctor/cloudReport";
import { packageChecks } from "../doctor/program/packageChecks";
import { pluginChecks } from "../doctor/program/pluginChecks";
import type { PlannedFile } from "./files/plannedFile";
import { installCommand } from "./nextCommands";
import type { Language } from "./project/pulumiFile";

/** What the doctor says of the cloud, with the files as they will be: a password that is refused need not be written first. */
export function checksOfCloud(
  name: string,
  files: readonly PlannedFile[],
  sources: Sources,
  context: CommandContext,
): Promise<CloudReport> {
  return cloudReport(name, withFiles(files, sources), context);
}

export function withFiles(files: readonly PlannedFile[], sources: Sources): Sources {
  const planned = new Map(files.map(({ path, after, before }) => [path, after ?? before]));
  return { ...sources, readFile: (path) => planned.get(path) ?? sources.readFile(path) };
}

/** What the program needs on this machine. Nothing is checked that is to be installed first. */
export async function checksOfProgram(
  language: Language,
  context: CommandContext,
): Promise<readonly Check[]> {
  if (installCommand(context.cwd, language) !== undefined) return [];
  return language === "yaml" ? pluginChecks(context) : packageChecks(context);
}

/** The checks that say an entry itself is wrong, or whoever signs in with it. */
const OF_ENTRY = [
  "settings",
  "identity service",
  "management node",
  "cloud",
  "credentials",
  "project and region",
];

export function refusals(checks: readonly Check[]): readonly Check[] {
  return checks.filter(({ verdict, name }) => verdict === "failed" && OF_ENTRY.includes(name));
}

/** Advice that names an entry which is not written yet would send people to a file that is not there. */
export function beforeWriting(checks: readonly Check[], { settings }: CloudReport): readonly Check[] {
  if (settings?.place.kind !== "entry") return checks;
  const { name, files } = settings.place;
  return checks.map((check) =>
    check.whatToDo === undefined
      ? check
      : {
          ...check,
          whatToDo: check.whatToDo.replaceAll(`the entry "${name}" of ${files}`, "what you have entered"),
        },
  );
}

/** The bad ones in full, the others by their number. */
export function checkLines(checks: readonly Check[]): string[] {
  const count = (verdict: Verdict) => checks.filter((one) => one.verdict === verdict).length;
  const said = [
    [count("failed"), "failed"],
    [count("warning"), "to look at"],
    [count("ok"), "ok"],
    [count("skipped"), "skipped"],
    [count("untried"), "not tried, because they would change something"],
  ] as const;
  const counts = said.flatMap(([number, words]) => (number === 0 ? [] : [`${number} ${words}`]));
  return [
    ...checks.filter(({ verdict }) => verdict === "failed" || verdict === "warning").flatMap(lines),
    counts.join(", "),
  ];
}

function lines({ verdict, name, found, whatToDo }: Check): string[] {
  const line = `${verdict.padEnd(7)}  ${name}: ${found}`;
  return whatToDo === undefined ? [line] : [line, `         What to do: ${whatToDo}`];
}
