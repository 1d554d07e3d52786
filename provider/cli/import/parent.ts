import { UsageError } from "../arguments";
import type { Place } from "../place";

/** What the types of a child begin with in its URN. */
export function typesAbove(parent: string | undefined): string {
  const [, , types = ""] = parent?.split("::") ?? [];
  return types === "" || types === "pulumi:pulumi:Stack" ? "" : `${types}$`; // the stack is everybody's
}

/** The engine refuses a parent that the state does not have; before anything is marked it is said here. */
export function refuseStrangeParent(parent: string | undefined, { stack, project, state }: Place): void {
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
