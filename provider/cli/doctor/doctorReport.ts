import { traits } from "../../clouds/profiles/traits";
import { ofProvider } from "../state/explicitProviders";
import type { Check, Verdict } from "./check";
import { choiceRule } from "./cloudChoice";
import type { CloudReport } from "./cloudReport";
import type { ProviderReport } from "./providerReports";
import { type PrintedSetting, settingsTable } from "./settingsTable";
import type { StackReport } from "./stack/stackReport";

/** What the doctor has found: about the stack's cloud and the program, and about the clouds of explicit providers. */
export interface DoctorReport extends CloudReport {
  readonly providers: readonly ProviderReport[];
  /** What is under way, if `--stack` asks for it. */
  readonly stack?: StackReport | undefined;
}

export function allChecks({ checks, providers, stack }: DoctorReport): readonly Check[] {
  return [...checks, ...providers.flatMap((one) => one.checks), ...(stack?.checks ?? [])];
}

/** The report for people. */
export function asText(report: DoctorReport): string {
  const { providers, stack } = report;
  return [
    `Cloud: ${titleOf(report)}`,
    `  Why: ${report.why}.`,
    `  Rule: ${choiceRule}.`,
    "",
    ...findings(report),
    ...providers.flatMap((one) => [
      `Cloud${ofProvider(one.provider)}: ${titleOf(one)}`,
      `  Why: ${one.why}.`,
      "",
      ...findings(one),
    ]),
    ...(stack === undefined
      ? []
      : [`Stack: ${stack.name || "its state is empty"}`, "", ...stack.checks.flatMap(checkLines), ""]),
    verdictOf(allChecks(report)),
    ...[report, ...providers].flatMap(untriedRights),
    "",
  ].join("\n");
}

/** The report for programs. Its fields are a contract with them. */
export function asJson({ checks, providers, stack, ...report }: DoctorReport): string {
  const ofProviders = providers.map((one) => ({
    provider: one.provider.urn,
    ...cloudFields(one),
    checks: one.checks,
  }));
  return `${JSON.stringify({ ...cloudFields(report), checks, providers: ofProviders, ...(stack && { stack: stack.fields }) }, null, 2)}\n`;
}

function cloudFields({ settings, why }: Omit<CloudReport, "checks">): object {
  const cloud = settings === undefined ? null : { name: settings.name, profile: settings.profile };
  return { cloud, why, settings: settings === undefined ? [] : settingsTable(settings) };
}

function titleOf({ settings, checks }: CloudReport): string {
  if (settings !== undefined) return `"${settings.name}" (${settings.profile})`;
  const isLacking = checks.some(({ name, verdict }) => name === "settings" && verdict === "failed");
  return isLacking ? "none can be used" : "none to be checked";
}

/** The settings and the checks, each with an empty line below. */
function findings({ settings, checks }: CloudReport): string[] {
  const table = settings === undefined ? [] : [...settingLines(settingsTable(settings)), ""];
  return [...table, ...checks.flatMap(checkLines), ""];
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

function verdictOf(checks: readonly Check[]): string {
  const [wrong, doubtful] = [count(checks, "failed"), count(checks, "warning")];
  const counts = [wrong > 0 ? `${wrong} failed` : "", doubtful > 0 ? `${doubtful} to look at` : ""];
  return wrong + doubtful === 0 ? "All is well." : counts.filter(Boolean).join(", ");
}

function untriedRights({ checks, settings, provider }: CloudReport & Partial<ProviderReport>): string[] {
  const untried = count(checks, "untried");
  if (untried === 0 || settings === undefined) return [];
  const compare = traits[settings.profile].compareRights;
  return [`Rights${ofProvider(provider)} that were not tried: ${untried}. ${compare}`];
}

function count(checks: readonly Check[], wanted: Verdict): number {
  return checks.filter(({ verdict }) => verdict === wanted).length;
}
