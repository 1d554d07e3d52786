import { UsageError } from "../arguments";
import type { TargetStack } from "../targetStack";

/** The types of the parent, with which the type in a child's URN begins. Empty for the stack itself. */
export function parentTypes(parent: string | undefined): string {
  const [, , types = ""] = parent?.split("::") ?? [];
  return types === "" || types === "pulumi:pulumi:Stack" ? "" : `${types}$`;
}

/** Refuses a parent that is not in the state, before anything is marked: the engine would refuse it afterwards. */
export function refuseUnknownParent(
  parent: string | undefined,
  { stack, project, state }: TargetStack,
): void {
  if (parent === undefined || state.urns.has(parent)) return;
  const [begin, inProject, types, name] = parent.split("::");
  if (!parent.startsWith("urn:pulumi:") || inProject === undefined || !types || !name) {
    throw new UsageError(
      `import: --parent ${parent} is no URN of a resource: \`pulumi stack --show-urns\` lists those of the stack.`,
    );
  }
  const isHere = begin === `urn:pulumi:${stack}` && inProject === project;
  const why = isHere
    ? "the state has no such resource: run `pulumi up` with the parent alone first"
    : `it is of another stack than ${stack} of project ${project}`;
  throw new UsageError(`import: --parent ${parent}: ${why}.`);
}
