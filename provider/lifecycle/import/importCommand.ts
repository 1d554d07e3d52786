import type { CommonArgs } from "../../resources/resource";
import { cloudName, type Run } from "../operation/run";
import { namedBy } from "../state/namedBy";
import { importWords } from "./importWords";

/**
 * What brings an image of this resource's mark back into the state. `--take-over`: an import knows only what an image
 * tells, so that its mark differs where the program says more (`triggers`, `force`); where it does not, nothing is changed.
 */
export function importCommand<Args extends CommonArgs>(
  { resource, args, given, call }: Pick<Run<Args>, "resource" | "args" | "given" | "call">,
  imageId: string,
): string {
  const { name, isChild } = namedBy(call.urn);
  const cloud = cloudName(given);
  const options = [
    ...["--source", resource.existing.sourceText(args), "--take-over"],
    ...(cloud === undefined ? [] : ["--cloud", cloud]),
    ...(isChild ? ["--parent", "<URN of its parent>"] : []),
  ];
  return importWords([resource.type, name, imageId], options);
}
