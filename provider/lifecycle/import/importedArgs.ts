import type { Cloud } from "../../clouds/cloud";
import type { Image } from "../../clouds/image";
import type { CallOptions } from "../../http/call";
import { CloudError } from "../../http/errors";
import type { CommonArgs, ImageResource } from "../../resources/resource";
import { issuesOf, type Props } from "../state/inputs";
import { argsInPlace, topOf } from "./argsInPlace";
import type { ImportWays } from "./importWays";

/** The arguments that a program has to give for an image that exists, and what is left out of it and why. */
export async function importedArgs<Args extends CommonArgs>(
  resource: ImageResource<Args>,
  image: Image,
  { cloud, given, ways }: { readonly cloud: Cloud; readonly given: Props; readonly ways: ImportWays },
  options: CallOptions,
): Promise<{
  readonly args: Props;
  readonly notes: readonly string[];
  readonly leftTags: readonly string[];
}> {
  const { profile } = cloud;
  const inPlace = argsInPlace(resource, image, profile);
  const recovered = withoutDefaults(
    await resource.existing.argsFrom(cloud, image, given, options),
    resource.defaults(profile),
  );
  const all = inOrder(resource.kinds(profile), { ...inPlace.args, ...recovered, ...given });
  const { args, left } = withoutStrange(resource, all, given, cloud);
  const issues = issuesOf(resource, args, profile);
  if (issues.length > 0) {
    const broken = issues.map(({ property, reason }) => `${property}: ${reason}`).join("; ");
    const { sourceField, sourceForm } = resource.existing;
    const lacksSource =
      !(sourceField in given) && issues.some(({ property }) => topOf(property) === sourceField);
    const what = lacksSource ? "does not tell enough for a program" : "cannot be what a program says";
    throw new CloudError(`image ${image.id} ${what}: ${broken}`, {
      outcome: "not-sent",
      hint: lacksSource ? `${ways.source} what the cloud does not tell: ${sourceForm}` : undefined,
    });
  }
  const notes = [...inPlace.left, ...left].map(
    ({ property, reason }) => `${property} is left out of the program and stays as it is: ${reason}`,
  );
  return { args, notes, leftTags: inPlace.leftTags };
}

/** As the resource names its arguments: people read them in the program. */
function inOrder(fields: Props, args: Props): Props {
  return Object.fromEntries(
    Object.keys(fields).flatMap((field) => (field in args ? [[field, args[field]]] : [])),
  );
}

/** What a create would send anyway needs no words. */
function withoutDefaults(args: Props, defaults: Props): Props {
  return Object.fromEntries(
    Object.entries(args).filter(([field, value]) => value !== undefined && value !== defaults[field]),
  );
}

/** A format that the cloud shows, but takes from nobody, is no argument (imageOutputs.ts: "it may differ"). */
function withoutStrange<Args extends CommonArgs>(
  resource: ImageResource<Args>,
  args: Props,
  given: Props,
  { profile }: Cloud,
) {
  const optional = ["diskFormat", "containerFormat", "osType"].filter((field) => !(field in given));
  const left = issuesOf(resource, args, profile).filter(({ property }) => optional.includes(property));
  const strange = left.map(({ property }) => property);
  const others = Object.entries(args).filter(([field]) => !strange.includes(field));
  return { args: Object.fromEntries(others), left };
}
