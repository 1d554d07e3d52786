import type { CloudError } from "../../http/errors";
import type { CommonArgs, ImageResource, Refusal } from "../../resources/resource";

type Hints<Args extends CommonArgs> = Pick<ImageResource<Args>, "hintFor">;

/** Tables of clouds know a code, not which call met it: the resource knows what can be done about it in its own arguments. */
export function fittingHint<Args extends CommonArgs>({ hintFor }: Hints<Args>, refusal: Refusal) {
  return hintFor?.(refusal) ?? refusal.hint;
}

export function fitting<Args extends CommonArgs>(resource: Hints<Args>, error: CloudError): CloudError {
  const hint = fittingHint(resource, error);
  return hint === error.hint ? error : error.with({ hint });
}
