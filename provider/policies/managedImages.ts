import type { StackValidationArgs } from "@pulumi/policy";
import { type Kind, kindOf } from "../pulumi/tokens";
import { rawProperties } from "./rawProperties";

/** An image of the stack at the end of a preview or update. */
export interface ManagedImage {
  readonly kind: Kind;
  /** The resource's name in the program. */
  readonly name: string;
  readonly urn: string;
  /** The names of its parents, the outermost first. */
  readonly parents: readonly string[];
  /** Its outputs, or its arguments if it does not exist yet. An unknown value is absent, or the engine's placeholder. */
  readonly props: Readonly<Record<string, unknown>>;
}

/**
 * The images that the stack manages. Those that are only read (`VolumeImage.get`) are left out: they have neither a source
 * nor a state version.
 */
export function managedImages(resources: StackValidationArgs["resources"]): ManagedImage[] {
  return resources.flatMap(({ type, name, urn, props, parent }) => {
    const kind = kindOf(type);
    if (kind === undefined) return [];
    const properties = rawProperties(props);
    const isManaged =
      "stateVersion" in properties ||
      ["volumeId", "source", "snapshotUuid"].some((field) => field in properties);
    return isManaged ? [{ kind, name, urn, parents: parentsFrom(parent), props: properties }] : [];
  });
}

type Parent = StackValidationArgs["resources"][number]["parent"];

function parentsFrom(parent: Parent): string[] {
  return parent === undefined || parent.type === "pulumi:pulumi:Stack"
    ? []
    : [...parentsFrom(parent.parent), parent.name];
}
