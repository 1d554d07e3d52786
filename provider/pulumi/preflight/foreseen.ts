import * as pulumi from "@pulumi/pulumi";
import * as state from "@pulumi/pulumi/runtime/state";

/** Of the runtime's own: not in its declarations. */
interface Internals {
  readonly __parentResource?: Internals;
  readonly __aliases?: readonly unknown[];
  readonly __transformations?: readonly unknown[];
}

/**
 * Whether a program can tell what its image will be made from, and whether it is there. What is read or imported is not
 * made. With `ignoreChanges`, or `aliases` of its own or of a parent, the image that is there cannot be told by its mark.
 * What `dependsOn` waits for may free the source, and transformations may change the arguments.
 */
export function isForeseen(opts: pulumi.CustomResourceOptions): boolean {
  const {
    id,
    import: imported,
    ignoreChanges = [],
    aliases = [],
    transformations = [],
    transforms = [],
  } = opts;
  if (id !== undefined || imported !== undefined || isGiven(opts.dependsOn)) return false;
  if ([ignoreChanges, aliases, transformations, transforms].some((list) => list.length > 0)) return false;
  const parents = parentsOf(opts.parent);
  return !parents.some(
    ({ __aliases = [], __transformations = [] }) => __aliases.length + __transformations.length > 0,
  );
}

/**
 * Whether the engine knows of transforms that this program has registered: for all resources, or with a parent, by the
 * time that its URN is known. The same server takes the calls of hooks; which of the two it is for does not show.
 */
export function mayBeTransformed(): boolean {
  const { getStore } = state as unknown as { getStore(): { readonly callbacks?: unknown } };
  return getStore().callbacks !== undefined;
}

/** One that is not known yet may be any. */
function isGiven(dependsOn: pulumi.CustomResourceOptions["dependsOn"]): boolean {
  return Array.isArray(dependsOn) ? dependsOn.length > 0 : dependsOn !== undefined;
}

/** What is registered for the whole stack stands at its own resource. */
function parentsOf(parent: pulumi.Resource | undefined): Internals[] {
  const parents: Internals[] = [];
  const stack = pulumi.runtime.getStackResource() as unknown as Internals | undefined;
  for (
    let at = (parent as unknown as Internals | undefined) ?? stack;
    at !== undefined;
    at = at.__parentResource
  ) {
    parents.push(at);
  }
  return parents;
}
