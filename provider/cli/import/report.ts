import { typeToken } from "../../pulumi/typeToken";
import type { Asked } from "./asked";
import type { Entry } from "./importFile";

export interface ImportReport {
  readonly asked: Asked;
  readonly cloud: string;
  readonly entries: readonly Entry[];
  readonly program: string;
  /** Why an image cannot be imported: then nothing was written. */
  readonly problems: readonly string[];
}

/** Takes the file as it is, asks nothing, and protects only what the program protects. */
export function nextCommand({ file, stack }: Pick<Asked, "file" | "stack">): string {
  const chosen = stack === undefined ? "" : ` --stack ${stack}`;
  return `pulumi import --file ${file} --generate-code=false --protect=false${chosen}`;
}

/** For people, on stderr: stdout has the program alone. */
export function toldBeside({ asked, cloud, entries, problems }: ImportReport): string {
  if (problems.length > 0) {
    const told = problems.map((problem) => `- ${problem}`).join("\n");
    return `Nothing was written${asked.takeOver ? ", and no image was marked" : ""}:\n${told}\n`;
  }
  const notes = entries.flatMap(({ name, imported }) =>
    imported.notes.map((note) => `Note: ${name}: ${note}\n`),
  );
  const images = entries.length === 1 ? "1 image" : `${entries.length} images`;
  return [
    ...notes,
    `${images} of cloud "${cloud}" read${asked.takeOver ? " and marked as this stack's" : ""}; ${asked.file} is written.\n`,
    "What to do: put the program text into the program, then run\n",
    `    ${nextCommand(asked)}\n    pulumi preview\n`,
    "which shows no change. After that the file is of no more use.\n",
  ].join("");
}

/** For programs. */
export function asJson(report: ImportReport): string {
  const { asked, cloud, entries, program, problems } = report;
  const images = entries.map(({ name, imported, outputs }) => ({
    id: imported.id,
    name,
    type: typeToken(asked.importable.resource.type),
    args: imported.args,
    marked: outputs.__imported === undefined,
    notes: imported.notes,
  }));
  const result =
    problems.length > 0
      ? { file: null, command: null, program: null, images: [] }
      : { file: asked.file, command: nextCommand(asked), program, images };
  return `${JSON.stringify({ cloud, ...result, problems }, null, 2)}\n`;
}
