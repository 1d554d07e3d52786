import type { Props } from "../../lifecycle/state/inputs";
import { sourceMeant } from "../../resources/misspelt/sourceMeant";
import { UsageError } from "../arguments";
import type { ImportRequest } from "./importRequest";

/** The source given for an image: its own, else the one for all images, else nothing. */
export function sourceFor(request: ImportRequest, id: string): Props {
  const text = sourceTextFor(request, id);
  return text === undefined ? {} : parseSource(request.importable, text);
}

/** The same as it was written. */
export function sourceTextFor({ sources }: ImportRequest, id: string): string | undefined {
  const own = sources.findLast((text) => text.startsWith(`${id}:`));
  return own?.slice(id.length + 1) ?? sources.findLast((one) => !namesImage(one));
}

/** Refuses a source that does not have the resource's form, or that belongs to no imported image. */
export function checkSources(request: ImportRequest, ids: readonly string[]): void {
  for (const text of request.sources) {
    const of = ids.find((id) => text.startsWith(`${id}:`));
    if (of === undefined && namesImage(text)) {
      throw new UsageError(`import: --source ${text}: no such image is among those that are imported.`);
    }
    parseSource(request.importable, of === undefined ? text : text.slice(of.length + 1));
  }
}

/**
 * Whether a source begins with the id of an image. Ids have 32 hexadecimal digits, and a bucket is unlikely to be named
 * like that.
 */
function namesImage(text: string): boolean {
  return /^[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}:/i.test(text);
}

function parseSource({ resource }: ImportRequest["importable"], text: string): Props {
  const given = resource.existing.sourceFrom(text);
  if (given !== undefined) return given;
  const form = resource.existing.sourceForm;
  throw new UsageError(
    `import: --source ${text} is not what a ${resource.type} is made from: ${form}.${sourceMeant(text, form)}`,
  );
}
