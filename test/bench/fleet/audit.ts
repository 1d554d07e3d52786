import type { UnheardCloud } from "../../../local-cloud/index";
import type { Pipeline } from "./pipeline";
import type { Scenario } from "./scenario";

/** How the cloud differs from what the stacks have recorded. All are 0 where all is well. */
export interface Audit {
  /** In no state, or in one but not in the cloud, or not usable there. */
  readonly lost: number;
  /** In the cloud, but in no state. */
  readonly doubled: number;
  /** In a state, but made for another one. */
  readonly foreign: number;
}

export function audit(cloud: UnheardCloud, pipelines: readonly Pipeline[], does: Scenario["does"]): Audit {
  const wanted = pipelines.flatMap(({ images }) => images);
  const there = new Map(cloud.images().map((image) => [image.id, image]));
  const recorded = wanted.flatMap(({ image }) => image.recorded?.id ?? []);
  if (does === "destroy") return { lost: 0, doubled: there.size, foreign: recorded.length };
  const usable = wanted.filter(({ image: { recorded }, name }) => {
    const image = there.get(recorded?.id ?? "");
    return recorded?.failed === false && image?.status === "active" && image.name === name;
  });
  const own = wanted.filter(({ image, volumeId }) => {
    const made = there.get(image.recorded?.id ?? "");
    return made === undefined || made.volumeId === volumeId;
  });
  return {
    lost: wanted.length - usable.length,
    doubled: [...there.keys()].filter((id) => !recorded.includes(id)).length,
    foreign: wanted.length - own.length + recorded.length - new Set(recorded).size,
  };
}
