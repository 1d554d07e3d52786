import { traits } from "../../clouds/profiles/traits";
import type { CloudSettings } from "../../clouds/settings";
import type { Check, Verdict } from "./check";
import { choiceRule } from "./cloudChoice";
import { type PrintedSetting, settingsTable } from "./settingsTable";

/** What the doctor has found. */
export interface DoctorReport {
  /** Undefined if the settings name no usable cloud. */
  readonly settings: CloudSettings | undefined;
  /** Why this cloud is used. */
  readonly why: string;
  readonly checks: readonly Check[];
}

/** The report for people. */
export function asText({ settings, why, checks }: DoctorReport): string {
  const title =
    settings === undefined ? "Cloud: none can be used" : `Cloud: "${settings.name}" (${settings.profile})`;
  return [
    title,
    `  Why: ${why}.`,
    `  Rule: ${choiceRule}.`,
    "",
    ...(settings === undefined ? [] : [...settingLines(settingsTable(settings)), ""]),
    ...checks.flatMap(checkLines),
    "",
    summary(checks, settings),
    "",
  ].join("\n");
}

/** The report for programs. Its fields are a contract with them. */
export function asJson({ settings, why, checks }: DoctorReport): string {
  const cloud = settings === undefined ? null : { name: settings.name, profile: settings.profile };
  const table = settings === undefined ? [] : settingsTable(settings);
  return `${JSON.stringify({ cloud, why, settings: table, checks }, null, 2)}\n`;
}

function settingLines(table: readonly PrintedSetting[]): string[] {
  const [names, values] = [table.map(({ name }) => name), table.map(({ value }) => value)].map(widest);
  return table.map(
    ({ name, value, from }) => `  ${name.padEnd(names ?? 0)}  ${value.padEnd(values ?? 0)}  ${from}`,
  );
}

/** The width of a column. It is limited, so that one long address does not push everything else to the right. */
function widest(texts: readonly string[]): number {
  return Math.min(40, Math.max(0, ...texts.map((text) => text.length)));
}

function checkLines({ name, action, verdict, found, whatToDo }: Check): string[] {
  const line = `${verdict.padEnd(7)}  ${name}${action === undefined ? "" : ` (${action})`}: ${found}`;
  return whatToDo === undefined ? [line] : [line, `         What to do: ${whatToDo}`];
}

function summary(checks: readonly Check[], settings: CloudSettings | undefined): string {
  const count = (wanted: Verdict) => checks.filter(({ verdict }) => verdict === wanted).length;
  const [wrong, doubtful] = [count("failed"), count("warning")];
  const counts = [wrong > 0 ? `${wrong} failed` : "", doubtful > 0 ? `${doubtful} to look at` : ""];
  const verdict = wrong + doubtful === 0 ? "All is well." : counts.filter(Boolean).join(", ");
  const untried = count("untried");
  if (untried === 0 || settings === undefined) return verdict;
  const compare = traits[settings.profile].compareRights;
  return `${verdict}\nRights that were not tried: ${untried}. ${compare}`;
}
