import type { z } from "zod";
import { settingSpelled } from "../../clouds/settings/configurationKeys";
import { questionAfter } from "../../clouds/settings/nearest";
import { meantBy, spelledOtherwise } from "./meantBy";

/** Names with what they take. */
export type Shape = Readonly<Record<string, z.ZodType>>;

/** A place where names may stand: the arguments of a resource or a function, or an argument that is a map. */
export interface Place {
  /** Whose arguments they are: `VolumeImage`, `getImage`. */
  readonly of: string;
  /** All that these take. */
  readonly shapes: Readonly<Record<string, Shape>>;
  /** The argument within which the names stand, such as `source`; undefined for the arguments themselves. */
  readonly within?: string | undefined;
  /** The names among them that this cloud has; all if it is not known. */
  readonly here?: readonly string[] | undefined;
}

/** The resource options of Pulumi (sdk/nodejs/resource.ts), which people also write among the arguments. */
export const resourceOptions: readonly string[] =
  "additionalSecretOutputs aliases customTimeouts deleteBeforeReplace deletedWith dependsOn envVarMappings hideDiffs hooks id ignoreChanges import parent pluginDownloadURL protect provider providers replaceOnChanges replaceWith replacementTrigger retainOnDelete stateMigrations transformations transforms urn version".split(
    " ",
  );

/** Why there is no such name at a place, and what may have been meant: one spelt alike, or one that belongs elsewhere. */
export function whyStray(key: string, place: Place): string {
  const names = namesAt(place);
  const elsewhere = spelledOtherwise(key, names).length > 0 ? undefined : belongs(key, place);
  if (elsewhere !== undefined) return `there is no such argument here: ${elsewhere}`;
  const near = meantBy(key, names);
  // What only other clouds have is refused in its turn, with the clouds that have it.
  const anywhere = near.length > 0 ? near : meantBy(key, namesAt({ ...place, here: undefined }));
  return `there is no such argument: is it misspelt?${questionAfter(anywhere)}`;
}

/** The choices at a place. */
export function choicesAt(place: Place): string {
  return `${place.within ?? place.of} takes ${namesAt(place).join(", ")}`;
}

function namesAt({ of, shapes, within, here }: Place): readonly string[] {
  const shape = shapes[of] ?? {};
  return within === undefined ? (here ?? Object.keys(shape)) : partsOf(shape[within]);
}

interface Nested {
  readonly unwrap?: () => unknown;
  readonly options?: readonly unknown[];
  readonly shape?: object;
}

/** The names within an argument that is a map with certain names, or one of several. */
function partsOf(rule: unknown): string[] {
  const { shape, options, unwrap } = (rule ?? {}) as Nested;
  if (shape !== undefined) return Object.keys(shape);
  if (options !== undefined) return [...new Set(options.flatMap(partsOf))];
  return unwrap === undefined ? [] : partsOf((rule as Required<Nested>).unwrap());
}

/** Where the very word belongs, in whatever spelling. */
function belongs(key: string, place: Place): string | undefined {
  const { of, shapes, within } = place;
  const shape = shapes[of] ?? {};
  const own = Object.keys(shape);
  if (within !== undefined) {
    const [beside] = spelledOtherwise(key, own);
    return beside === undefined ? ofOthers(key, place) : `${beside} belongs beside ${within}, not within it`;
  }
  const inner = own.flatMap((name) =>
    spelledOtherwise(key, partsOf(shape[name])).map((part) => `${name}.${part}`),
  );
  if (inner.length > 0) return `did you mean ${inner.join(" or ")}?`;
  return ofOthers(key, place) ?? ofPulumi(key) ?? ofTheCloud(key);
}

/** `minDiskGiB is an argument of VolumeImage and DataImage`. */
function ofOthers(key: string, { of, shapes, within }: Place): string | undefined {
  const having = new Map<string, string[]>();
  for (const [other, theirs] of Object.entries(shapes)) {
    if (other === of) continue;
    const names = within === undefined ? Object.keys(theirs) : partsOf(theirs[within]);
    const found = spelledOtherwise(key, names).join(" or ");
    if (found !== "") having.set(found, [...(having.get(found) ?? []), other]);
  }
  const what = within === undefined ? "an argument" : `within ${within}`;
  const parts = [...having].map(([names, types]) => `${names} is ${what} of ${types.join(" and ")}`);
  return parts.length === 0 ? undefined : parts.join("; ");
}

function ofPulumi(key: string): string | undefined {
  const [option] = spelledOtherwise(key, resourceOptions);
  return option && `${option} is an option of Pulumi, which stands among the resource's options`;
}

function ofTheCloud(key: string): string | undefined {
  const setting = settingSpelled(key);
  return setting && `it is a setting of the cloud: ${setting}`;
}
