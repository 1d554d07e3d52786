import { shellWord } from "../../lifecycle/import/importCommand";
import { typeToken } from "../../pulumi/typeToken";
import type { ImportEntry } from "./importFile";
import type { ImportRequest } from "./importRequest";

export interface ImportReport {
  readonly request: ImportRequest;
  readonly cloud: string;
  readonly entries: readonly ImportEntry[];
  readonly program: string;
  readonly notes: readonly string[];
  /** Why an image cannot be imported: then nothing was written. */
  readonly problems: readonly string[];
  /** The images that are in the way of the others. */
  readonly refused: readonly string[];
}

/** Takes the file as it is, asks nothing, and protects only what the program protects. */
export function nextCommand({
  file,
  ...place
}: Pick<ImportRequest, "file" | "stack" | "configFile">): string {
  return `pulumi import --file ${shellWord(file)} --generate-code=false --protect=false${chosen(place)}`;
}

function chosen({ stack, configFile }: Pick<ImportRequest, "stack" | "configFile">): string {
  const words = { "--stack": stack, "--config-file": configFile };
  return Object.entries(words)
    .map(([option, value]) => (value === undefined ? "" : ` ${option} ${shellWord(value)}`))
    .join("");
}

/** For people, on stderr: stdout has the program alone. */
export function toldBeside(report: ImportReport): string {
  const { request, cloud, entries, problems } = report;
  const notes = notesOf(report).map((note) => `Note: ${note}\n`);
  if (problems.length > 0) {
    const told = problems.map((problem) => `- ${problem}\n`);
    const nothing = `Nothing was written${request.takeOver ? ", and no image was marked" : ""}:\n`;
    return [...notes, nothing, ...told, withoutRefused(report)].join("");
  }
  const images = entries.length === 1 ? "1 image" : `${entries.length} images`;
  return [
    ...notes,
    `${images} of cloud "${cloud}" read${request.takeOver ? " and marked as this stack's" : ""}; ${request.file} is written.\n`,
    "What to do: put the program text into the program, then run\n",
    `    ${nextCommand(request)}\n    pulumi preview${chosen(request)}\n`,
    "which shows no change. After that the file is of no more use.\n",
    request.takeOver
      ? "Until `pulumi import` has run, the state does not know the images: `orphans` lists them.\n"
      : "",
  ].join("");
}

/** For programs. */
export function asJson(report: ImportReport): string {
  const { request, cloud, entries, program, problems } = report;
  const images = entries.map(({ name, imported }) => ({
    id: imported.id,
    name,
    type: typeToken(request.importable.resource.type),
    args: imported.args,
    marked: request.takeOver || imported.marked,
    notes: imported.notes,
  }));
  const result =
    problems.length > 0
      ? { file: null, command: null, program: null, images: [] }
      : { file: request.file, command: nextCommand(request), program, images };
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

/** How the others get in all the same, where there are any. */
function withoutRefused({ request, refused }: ImportReport): string {
  if (refused.length === 0) return "";
  return request.ids.length > 0
    ? `The others can be imported: give the ids ${request.ids.filter((id) => !refused.includes(id)).join(" ")}\n`
    : `The others can be imported: add ${refused.map((id) => `--exclude ${id}`).join(" ")}\n`;
}
