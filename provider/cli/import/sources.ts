import type { Props } from "../../lifecycle/state/inputs";
import { UsageError } from "../arguments";
import type { ImportRequest } from "./importRequest";

/** The source that was given for an image: its own, else the one for all. Empty: none was. */
export function sourceFor({ importable, sources }: ImportRequest, id: string): Props {
  const own = sources.findLast((text) => text.startsWith(`${id}:`));
  const text = own?.slice(id.length + 1) ?? sources.findLast((one) => !isOfOne(one));
  return text === undefined ? {} : parsed(importable, text);
}

/** Every source must have the resource's form, and belong to an image that is imported. */
export function checkSources(request: ImportRequest, ids: readonly string[]): void {
  for (const text of request.sources) {
    const of = ids.find((id) => text.startsWith(`${id}:`));
    if (of === undefined && isOfOne(text)) {
      throw new UsageError(`import: --source ${text}: no such image is among those that are imported.`);
    }
    parsed(request.importable, of === undefined ? text : text.slice(of.length + 1));
  }
}

/** Ids of images have 32 digits; no bucket is named so, for its name would have to be one too. */
function isOfOne(text: string): boolean {
  return /^[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}:/i.test(text);
}

function parsed({ resource }: ImportRequest["importable"], text: string): Props {
  const given = resource.existing.sourceFrom(text);
  if (given !== undefined) return given;
  throw new UsageError(
    `import: --source ${text} is not what a ${resource.type} is made from: ${resource.existing.sourceForm}.`,
  );
}
