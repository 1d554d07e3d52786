import { nearest, questionAfter } from "../../../clouds/settings";
import { CloudError } from "../../../http/errors";
import type { Props } from "../../../lifecycle/state/inputs";
import { sourceMeant } from "../../../resources/misspelt/sourceMeant";
import type { ImageResource } from "../../../resources/resource";

/** The id of an existing image, and what people have said of it behind the id. */
export interface ImportId {
  readonly id: string;
  /** Arguments that the cloud does not tell. */
  readonly given: Props;
}

const KEYS = ["source", "cloud"];

/**
 * Reads `<id>?source=…&cloud=…`. An import brings an id and nothing else, so what the cloud does not tell stands behind it, as in
 * a web address.
 */
export function parseImportId(
  { type, existing }: Pick<ImageResource, "type" | "existing">,
  text: string,
): ImportId {
  const [id = "", ...rest] = text.trim().split("?");
  const said = new URLSearchParams(rest.join("?").replaceAll("+", "%2B")); // a plus sign is one, not a space
  for (const key of said.keys()) {
    if (KEYS.includes(key)) continue;
    const meant = questionAfter(nearest(key, KEYS));
    throw refused(`${JSON.stringify(key)} behind the id says nothing of a ${type}.${meant}`);
  }
  if (id === "") throw refused("there is no id before the question mark");
  const [source, cloud] = [said.get("source"), said.get("cloud")];
  const sourceArgs = source === null ? {} : existing.sourceFrom(source);
  if (sourceArgs === undefined)
    throw refused(
      `${JSON.stringify(source)} is no source of a ${type}, which is written as ${existing.sourceForm}.${sourceMeant(source ?? "", existing.sourceForm)}`,
    );
  return { id, given: { ...(cloud ? { cloud } : {}), ...sourceArgs } };
}

function refused(message: string): CloudError {
  return new CloudError(message, {
    outcome: "not-sent",
    hint: "write `<id>`, or `<id>?source=<source>&cloud=<entry of clouds.yaml>` where the cloud does not tell the source or is not the default one",
  });
}
