import * as pulumi from "@pulumi/pulumi";
import * as state from "@pulumi/pulumi/runtime/state";

/** Internal to Pulumi's runtime: not in its declarations. */
interface Internals {
  readonly __parentResource?: Internals;
  readonly __aliases?: readonly unknown[];
  readonly __transformations?: readonly unknown[];
}

/**
 * Whether the program itself can predict the create of an image, so that it makes sense to check it early. It cannot:
 *
 * - with `id` or `import`, because then nothing is created;
 * - with `dependsOn`, because the resources that it waits for may free the source;
 * - with `ignoreChanges`, and with `aliases` of the resource or a parent, because then the mark does not show whether the
 *   image exists;
 * - with transformations, because they may change the arguments.
 */
export function isPredictable(opts: pulumi.CustomResourceOptions): boolean {
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
 * Whether this program may have registered transforms with the engine, for all resources or by a parent. This is known once the
 * resource's URN is. The server that it looks for also serves hooks, and the two cannot be told apart.
 */
export function mayBeTransformed(): boolean {
  const { getStore } = state as unknown as { getStore(): { readonly callbacks?: unknown } };
  return getStore().callbacks !== undefined;
}

/** A value that is not known yet counts as given. */
function isGiven(dependsOn: pulumi.CustomResourceOptions["dependsOn"]): boolean {
  return Array.isArray(dependsOn) ? dependsOn.length > 0 : dependsOn !== undefined;
}

/** All parents, up to the resource of the stack itself, which holds what is registered for the whole stack. */
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
