import type { z } from "zod";
import type { Profile } from "../../../clouds/settings";
import { argsIn, type Props } from "../../../lifecycle/state/inputs";
import { wasTakenOver } from "../../../lifecycle/state/record";
import { UNKNOWN } from "../../../lifecycle/state/unknowns";
import type { CommonArgs, ImageResource } from "../../../resources/resource";

type Shown<Args extends CommonArgs> = Pick<ImageResource<Args>, "kinds" | "existing">;

/**
 * What the preview of a create knows of the outputs: what is set in place, because the image shows it as it was set, and the
 * source. A format is not among it: a cloud may show another one than it was given.
 */
export function previewOfCreate<Args extends CommonArgs>(
  resource: Shown<Args>,
  outputs: z.ZodObject,
  inputs: Props,
  profile: Profile | undefined,
): Props {
  const unknown = Object.keys(outputs.shape).map((name) => [name, UNKNOWN]);
  if (profile === undefined) return Object.fromEntries(unknown);
  const kinds = resource.kinds(profile);
  const known = Object.entries(argsIn(inputs)).filter(
    ([name]) => name in outputs.shape && (kinds[name] === "update" || name === resource.existing.sourceField),
  );
  return { ...Object.fromEntries(unknown), ...Object.fromEntries(known) };
}

/** What the preview of an update knows: what stays, and what is set. One that is unfinished shows the rest when it is ready. */
export function previewOfUpdate<Args extends CommonArgs>(
  { kinds }: Shown<Args>,
  outputs: z.ZodObject,
  before: Props,
  inputs: Props,
): Props {
  const args = argsIn(inputs);
  const profile = before.profile as Profile;
  const inPlace = Object.entries(kinds(profile)).flatMap(([name, kind]) => (kind === "update" ? [name] : []));
  const recorded = (before.__args ?? {}) as Props;
  const set = inPlace.filter((name) => args[name] !== undefined).map((name) => [name, args[name]]);
  const takenOut = inPlace.filter((name) => args[name] === undefined && recorded[name] !== undefined);
  const later = wasTakenOver(before)
    ? [...takenOut, "updatedAt"]
    : Object.keys(outputs.shape).filter((name) => !PLACE.includes(name));
  const unknown = later.filter((name) => name in outputs.shape).map((name) => [name, UNKNOWN]);
  return { ...before, ...Object.fromEntries(unknown), ...Object.fromEntries(set) };
}

/** Where an image is never changes. */
const PLACE = ["endpoint", "region", "projectId"];
