import type { ManagedImage } from "../managedImages";
import { sourceOf } from "../sourceOf";
import { stackRule } from "../stackRule";

/**
 * Refuses two images of a stack from the same volume, server, backup, object or snapshot.
 *
 * Policy `distinct-sources`, by default advisory. Two images from one source hold the same data, cost twice,
 * and wait for each other while they are made. Use one image in both places, or export its `imageId` for the
 * other program.
 *
 * It has no settings.
 *
 * @example
 * ```ts
 * new PolicyPack("team", { policies: [distinctSources] }, { "distinct-sources": { "enforcementLevel": "mandatory" } });
 * ```
 */
export const distinctSources = stackRule({
  name: "distinct-sources",
  why: "Two images from one source hold the same data, cost twice, and wait for each other while they are made",
  fix: "Use one image in both places, or export its `imageId` for the other program",
  enforcement: "advisory",
  severity: "low",
  settings: {},
  violations(images) {
    const first = new Map<string, ManagedImage>();
    // Reports do not name the source, because the engine passes secrets in plain text.
    // Sorted, because the engine's order of the images differs from run to run.
    const inOrder = [...images].sort((one, other) => (one.urn < other.urn ? -1 : 1));
    return inOrder.flatMap((image) => {
      const source = sourceOf(image);
      if (source === undefined) return [];
      const earlier = first.get(`${source.kind} ${source.id}`);
      if (earlier === undefined) first.set(`${source.kind} ${source.id}`, image);
      return earlier === undefined
        ? []
        : [
            {
              what: `${both(image, earlier)} are made from the same ${source.kind}`,
              urn: image.urn,
            },
          ];
    });
  },
});

/** By their names, with those of the parents where the names are the same, and by all that Pulumi knows if these are too. */
function both(one: ManagedImage, other: ManagedImage): string {
  const names = [
    ({ name }: ManagedImage) => name,
    ({ name, parents }: ManagedImage) => [...parents, name].join("/"),
    ({ urn }: ManagedImage) => urn,
  ];
  const nameOf = names.find((nameOf) => nameOf(one) !== nameOf(other)) ?? names[0];
  return `"${nameOf?.(one)}" and "${nameOf?.(other)}"`;
}
