import type { CommonArgs } from "../resources/resource";
import { cloudName, type Run } from "./run";
import { shellWord } from "./shellWord";
import { namedBy } from "./urn";

/**
 * What brings an image of this resource's mark back into the state. `--take-over`: an import knows only what an image
 * tells, so that its mark differs where the program says more (`triggers`, `force`); where it does not, nothing is changed.
 */
export function importCommand<Args extends CommonArgs>(
  { resource, args, given, hidden }: Pick<Run<Args>, "resource" | "args" | "given" | "hidden">,
  imageId: string,
): string {
  const { name, isChild } = namedBy(hidden.urn);
  const cloud = cloudName(given);
  const words = [
    ...["npx", "pulumi-cloud-images", "import", resource.type, name, imageId],
    ...["--source", resource.existing.sourceText(args), "--take-over"],
    ...(cloud === undefined ? [] : ["--cloud", cloud]),
    ...(isChild ? ["--parent", "<URN of its parent>"] : []),
  ];
  return words.map(shellWord).join(" ");
}
