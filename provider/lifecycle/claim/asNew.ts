import type { CommonArgs } from "../../resources/resource";
import type { Run } from "../operation/run";
import { dropped } from "../state/change";
import type { Props } from "../state/inputs";

/**
 * What an argument falls back to that is taken out of the program: what a new image has. Some of that a new image takes from
 * its source, which is asked then, and only then. What its source cannot tell any more stays as it is.
 */
export async function asNew<Args extends CommonArgs>(run: Run<Args>, previous: Props): Promise<Props> {
  const { resource, cloud, args, given, kinds, fallbacks, options, log } = run;
  const { inherited } = resource;
  const fields = resource.fromSource(cloud.profile);
  const droppedFields = dropped(given, previous, kinds).filter((field) => fields.includes(field));
  if (inherited === undefined || droppedFields.length === 0) return fallbacks;
  const inheritedValues: Props = { ...(await inherited.read(cloud, args, options)) };
  const unknownFields = droppedFields.filter((field) => inheritedValues[field] === undefined);
  if (unknownFields.length > 0) {
    const stay = `${unknownFields.join(", ")} ${unknownFields.length > 1 ? "stay as they are" : "stays as it is"}`;
    log.warn(
      `${resource.source.key(args)} is gone, which alone tells what a new image would have: ${stay}; to have another value, say it in the program`,
    );
  }
  const own = Object.entries(fallbacks).filter(([field]) => !fields.includes(field));
  return { ...Object.fromEntries(own), ...inheritedValues };
}
