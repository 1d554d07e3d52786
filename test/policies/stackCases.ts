import type { StackValidationPolicy } from "@pulumi/policy";
import { distinctSources, limitImages, reportOldImages } from "../../provider/policies";
import type { StackImage } from "./judge";

export interface StackCase {
  readonly rule: StackValidationPolicy;
  readonly config?: object;
  readonly compliant: readonly StackImage[];
  /** Differs from the compliant images in one point. */
  readonly broken: readonly StackImage[];
  readonly says: string;
}

const one = "16369c5d-384d-4e64-b37a-56d898769362";
const other = "26369c5d-384d-4e64-b37a-56d898769362";
const golden: StackImage = ["golden", "VolumeImage", { volumeId: one }];

/** Created this many days and a minute ago. */
const made = (days: number): readonly StackImage[] => {
  const createdAt = new Date(Date.now() - days * 86_400_000 - 60_000).toISOString();
  return [["golden", "FullEcsImage", { stateVersion: 1, createdAt }]];
};

export const stackCases: readonly StackCase[] = [
  {
    rule: limitImages,
    config: { atMost: 1 },
    compliant: [golden],
    broken: [golden, ["template", "DataVolumeTemplate", { snapshotUuid: one, stateVersion: 1 }]],
    says: "the stack has more than 1 images: 2. Remove images that nobody uses, or spread them over more stacks",
  },
  {
    rule: distinctSources,
    compliant: [golden, ["copy", "VolumeImage", { volumeId: other }]],
    broken: [golden, ["copy", "VolumeImage", { volumeId: one }]],
    says: `golden: "golden" and "copy" are made from the same volume. Use one image in both places`,
  },
  {
    rule: reportOldImages,
    compliant: made(90),
    broken: made(91),
    says: 'golden: "golden" is 91 days old, more than 90. Bake it anew by a changed value of the argument `triggers`, or remove it',
  },
  {
    rule: reportOldImages,
    config: { atMostDays: 7 },
    compliant: made(7),
    broken: made(8),
    says: 'golden: "golden" is 8 days old, more than 7. ',
  },
];
