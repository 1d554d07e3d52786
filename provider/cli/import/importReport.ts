import { shellWord } from "../../lifecycle/import/importWords";
import { dynamicToken, nativeToken } from "../../pulumi/tokens";
import type { ImportEntry } from "./importFile";
import type { ImportRequest } from "./importRequest";
import { pluginCommands } from "./pluginCommands";
import { programText } from "./programText";

/** What `import` has read and written. */
export interface ImportReport {
  readonly request: ImportRequest;
  readonly cloud: string;
  readonly entries: readonly ImportEntry[];
  /** The import file. Undefined where the plugin reads the images: then none is needed. */
  readonly file: string | undefined;
  readonly notes: readonly string[];
  /** Why images cannot be imported. If there are any, nothing was written. */
  readonly problems: readonly string[];
  /** The ids of the images without which the others could be imported. */
  readonly refused: readonly string[];
}

/** What people take from here, for stdout: the program text to paste, or the commands that generate it. */
export function textToUse({ request, file, entries }: ImportReport): string {
  if (file !== undefined) return programText(request, entries);
  return pluginCommands(request, entries)
    .map((command) => `${command}\n`)
    .join("");
}

/** The `pulumi import` that takes the file as it is, generates no code, and protects only what the program protects. */
function nextCommand(file: string, target: Pick<ImportRequest, "stack" | "configFile">): string {
  return `pulumi import --file ${shellWord(file)} --generate-code=false --protect=false${stackOptions(target)}`;
}

function stackOptions({ stack, configFile }: Pick<ImportRequest, "stack" | "configFile">): string {
  const words = { "--stack": stack, "--config-file": configFile };
  return Object.entries(words)
    .map(([option, value]) => (value === undefined ? "" : ` ${option} ${shellWord(value)}`))
    .join("");
}

/** The report for people, for stderr: stdout has the program alone. */
export function asText(report: ImportReport): string {
  const { request, cloud, entries, problems, file } = report;
  const notes = notesOf(report).map((note) => `Note: ${note}\n`);
  if (problems.length > 0) {
    const lines = problems.map((problem) => `- ${problem}\n`);
    const nothing = `Nothing was written${request.takeOver ? ", and no image was marked" : ""}:\n`;
    return [...notes, nothing, ...lines, withoutRefused(report)].join("");
  }
  const images = entries.length === 1 ? "1 image" : `${entries.length} images`;
  return [
    ...notes,
    `${images} of cloud "${cloud}" read${request.takeOver ? " and marked as this stack's" : ""}${file === undefined ? "" : `; ${file} is written`}.\n`,
    ...nextSteps(report),
    request.takeOver
      ? "Until `pulumi import` has run, the state does not know the images: `orphans` lists them.\n"
      : "",
  ].join("");
}

function nextSteps({ request, file, entries }: ImportReport): string[] {
  const preview = `    pulumi preview${stackOptions(request)}\n`;
  if (file !== undefined) {
    return [
      "What to do: put the program text into the program, then run\n",
      `    ${nextCommand(file, request)}\n${preview}`,
      "which shows no change. After that the file is of no more use.\n",
    ];
  }
  const [run, print] = entries.length === 1 ? ["command", "it prints"] : ["commands", "they print"];
  return [
    `What to do: run the ${run} above, put the program text that ${print} into the program, then run\n`,
    preview,
    "which shows no change.\n",
  ];
}

/** The report for programs. Its fields are a contract with them. */
export function asJson(report: ImportReport): string {
  const { request, cloud, entries, problems, file } = report;
  const token = file === undefined ? nativeToken : dynamicToken;
  const images = entries.map(({ name, imported }) => ({
    id: imported.id,
    name,
    type: token(request.importable.resource.type),
    args: imported.args,
    marked: request.takeOver || imported.marked,
    notes: imported.notes,
  }));
  const forms =
    file === undefined
      ? { file: null, command: pluginCommands(request, entries).join("\n"), program: null }
      : { file, command: nextCommand(file, request), program: textToUse(report) };
  const result =
    problems.length > 0 ? { file: null, command: null, program: null, images: [] } : { ...forms, images };
  return `${JSON.stringify({ cloud, ...result, notes: report.notes, problems }, null, 2)}\n`;
}

function notesOf({ request, entries, notes }: ImportReport): string[] {
  const ofImages = entries.flatMap(({ name, imported }) => imported.notes.map((note) => `${name}: ${note}`));
  const unmarked = request.takeOver ? [] : entries.filter(({ imported }) => !imported.marked);
  const names = unmarked.map(({ name }) => name).join(", ");
  const risk =
    unmarked.length === 0
      ? []
      : [
          `${names}: not marked yet: another stack that imports it is not noticed. The first update marks it; --take-over does at once`,
        ];
  return [...notes, ...ofImages, ...risk];
}

/** How to import the images that can be, if there are any. */
function withoutRefused({ request, refused }: ImportReport): string {
  if (refused.length === 0) return "";
  return request.ids.length > 0
    ? `The others can be imported: give the ids ${request.ids.filter((id) => !refused.includes(id)).join(" ")}\n`
    : `The others can be imported: add ${refused.map((id) => `--exclude ${id}`).join(" ")}\n`;
}
