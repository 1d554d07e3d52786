import type { StackValidationArgs } from "@pulumi/policy";
import { type Kind, kindOf } from "./kinds";
import { raw } from "./raw";

/** An image of the stack at the end of a preview or update: outputs, or arguments where it is not made yet. */
export interface ManagedImage {
  readonly kind: Kind;
  /** The resource's name in the program. */
  readonly name: string;
  readonly urn: string;
  /** What is not known yet is absent, or the engine's word for it. */
  readonly props: Readonly<Record<string, unknown>>;
}

/** Images that are only looked up (`VolumeImage.get`) have neither a source among their arguments nor our record. */
export function managedImages(resources: StackValidationArgs["resources"]): ManagedImage[] {
  return resources.flatMap(({ type, name, urn, props }) => {
    const kind = kindOf(type);
    if (kind === undefined) return [];
    const known = raw(props);
    const ours =
      "stateVersion" in known || ["volumeId", "source", "snapshotUuid"].some((field) => field in known);
    return ours ? [{ kind, name, urn, props: known }] : [];
  });
}
