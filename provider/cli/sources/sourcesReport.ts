import type { CloudLocation } from "../../clouds/cloud";
import type { CloudSettings } from "../../clouds/settings";
import { inOneLine } from "../../http/log/printable";
import { ownCommand } from "../../http/ownCommand";
import { type Column, table } from "../table";
import type { Section, Sections } from "./listSources";
import type { Judged, Source, Verdict } from "./source";

/** What is printed. */
export interface SourcesReport extends Sections {
  readonly settings: CloudSettings;
  readonly location: CloudLocation;
}

/** For programs: nothing but one table, in which nothing is cut; the reasons are its last column. What is listed changes no column. */
export function asPlainTable({ sections }: SourcesReport): string {
  const rows = sections.flatMap(({ group, rows }) => rows.map((row) => ({ row, group })));
  const kinds = rows.map(({ group }) => (group === "buckets" ? "bucket" : singular(group.from)));
  const columns = [
    ...(sections.length > 1 ? [{ title: "KIND", cells: kinds }] : []),
    ...columnsOf(
      rows.map(({ row }) => row),
      { all: true },
    ),
    {
      title: "WHY NOT",
      cells: rows.map(({ row }) => row.verdict.reasons.map((text) => about(text, row.source)).join("; ")),
    },
  ];
  return `${table(columns, undefined).join("\n")}\n`;
}

/** For people: a table for each service, with the reasons below the rows, and what to do with an id. */
export function asText(report: SourcesReport, width: number): string {
  const { settings, location, sections, blocked } = report;
  const where = [
    location.region === "" ? "" : `region ${location.region}`,
    location.projectId === "" ? "" : `project ${location.projectId}`,
  ].filter(Boolean);
  return [
    [`Cloud "${settings.name}" (${settings.profile})`, ...where].join(", "),
    ...blocked.map((text) => `No image can be made now: ${text}`),
    ...sections.flatMap((section) => ["", ...sectionLines(section, report, width)]),
    "",
  ].join("\n");
}

function sectionLines(
  { group, rows }: Section,
  { settings, blocked }: SourcesReport,
  width: number,
): string[] {
  const title = group === "buckets" ? "Buckets" : `${group.title}, for ${group.resource.type}`;
  if (rows.length === 0) return [`${title}: none`];
  const [header = "", ...lines] = table(columnsOf(rows), width);
  const below = rows.map(({ source, verdict }, at) => [
    lines[at] ?? "",
    ...(verdict.needs === undefined
      ? verdict.reasons.filter((text) => !blocked.includes(text)).map((text) => `  ${about(text, source)}`)
      : []),
  ]);
  return [title, header, ...below.flat(), ...legend(rows), next(rows, group, settings)];
}

/** The words that stand for more than they say. */
function legend(rows: readonly Judged[]): string[] {
  const forced = rows.find(({ verdict }) => verdict.needs !== undefined);
  const lines =
    forced === undefined
      ? []
      : [`${wordFor(forced.verdict)}: it ${about(forced.verdict.reasons[0] ?? "", forced.source)}`];
  if (rows.some(({ verdict }) => verdict.waitsFor !== undefined))
    lines.push("waits: a create waits until what the state says is over");
  return lines.map((line) => `  ${line}`);
}

/** Which argument takes the id, with one that can be used. */
function next(rows: readonly Judged[], group: Section["group"], { profile }: CloudSettings): string {
  const usable =
    rows.find(({ verdict }) => verdict.exportable) ?? rows.find(({ verdict }) => verdict.needs) ?? rows[0];
  const id = usable?.source.id ?? "";
  if (group === "buckets") return `Next: ${ownCommand()} sources objects --bucket ${id}`;
  const more = usable?.verdict.needs === undefined ? "" : `, ${usable.verdict.needs}`;
  return `Next: in the program, ${group.resource.type} with ${group.program(id, profile)}${more}`;
}

/** Those that say something, or all. */
function columnsOf(rows: readonly Judged[], { all = false } = {}): Column[] {
  const sources = rows.map(({ source }) => source);
  const isNamed = all || sources.some(({ id, name }) => name !== "" && name !== id);
  const hasSizes = all || sources.some(({ sizeBytes }) => sizeBytes !== undefined);
  return [
    { title: "ID", cells: sources.map(({ id }) => id) },
    ...(isNamed ? [{ title: "NAME", cells: sources.map(({ name }) => name), least: 12 }] : []),
    ...(hasSizes
      ? [{ title: "SIZE", cells: sources.map(({ sizeBytes }) => sizeText(sizeBytes)), right: true }]
      : []),
    { title: "STATE", cells: sources.map(({ state }) => state), least: 9 },
    { title: "IMAGE", cells: rows.map(({ verdict }) => wordFor(verdict)) },
  ];
}

function wordFor({ exportable, needs, waitsFor }: Verdict): string {
  if (needs !== undefined) return needs.split(":")[0] ?? needs;
  if (!exportable) return "no";
  return waitsFor === undefined ? "yes" : "waits";
}

/** A reason without the words that name the source, which stands in the same row. */
function about(text: string, { id }: Source): string {
  const line = inOneLine(text);
  const place = line.indexOf(`${id} `);
  const isName = /^(?:volume|server|backup|volume snapshot|bucket|object \S+?:)\s?$/.test(
    line.slice(0, place),
  );
  return place > 0 && isName ? line.slice(place + id.length + 1) : line;
}

function singular(list: string): string {
  return (
    {
      volumes: "volume",
      servers: "server",
      cbrBackups: "CBR backup",
      csbsBackups: "CSBS backup",
      objects: "object",
      snapshots: "snapshot",
    }[list] ?? list
  );
}

/** With one decimal below ten. */
function sizeText(bytes: number | undefined): string {
  if (bytes === undefined) return "";
  const units = ["B", "KiB", "MiB", "GiB"];
  const power = Math.min(units.length - 1, bytes === 0 ? 0 : Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** power;
  return `${value < 10 && !Number.isInteger(value) ? value.toFixed(1) : Math.round(value)} ${units[power]}`;
}

/** For programs. Its fields are a contract with them. */
export function asJson({ settings, location, sections, problems }: SourcesReport): string {
  const cloud = { name: settings.name, profile: settings.profile, ...location };
  const sources = sections.flatMap(({ group, rows }) =>
    group === "buckets"
      ? []
      : rows.map((row) => ({
          kind: group.kind,
          ...fieldsOf(row),
          resource: group.resource.type,
          arguments: row.source.args,
        })),
  );
  const buckets = sections.flatMap(({ group, rows }) => (group === "buckets" ? rows.map(fieldsOf) : []));
  return `${JSON.stringify({ cloud, sources, buckets, problems }, null, 2)}\n`;
}

function fieldsOf({ source, verdict }: Judged): object {
  const { id, name, sizeBytes = null, state, facts } = source;
  const { exportable, needs = null, waitsFor = null, reasons, notes } = verdict;
  return { id, name, sizeBytes, state, ...facts, exportable, needs, waitsFor, reasons, notes };
}
