import { oneOf } from "../configuration";
import { imageRule } from "../imageRule";
import { targetCloud } from "../targetCloud";

/**
 * Allows images only in certain regions. ZStack has no regions.
 *
 * Policy `allowed-regions`, by default mandatory. Data may lie only in regions that contracts and laws
 * allow. Set the region of the cloud (`region_name` in clouds.yaml, or `cloudimages:region`), or another
 * `cloud`.
 *
 * - `regions` (default `[]`): Regions that are allowed. Empty: any. A cloud whose settings name no region is
 * refused.
 *
 * @example
 * ```ts
 * new PolicyPack("team", { policies: [allowedRegions] }, { "allowed-regions": { "regions": [ "eu-de", "eu-nl" ], "enforcementLevel": "mandatory" } });
 * ```
 */
export const allowedRegions = imageRule<
  { readonly regions: readonly string[] },
  "VolumeImage" | "FullEcsImage" | "DataImage"
>({
  name: "allowed-regions",
  why: "Data may lie only in regions that contracts and laws allow",
  fix: "Set the region of the cloud (`region_name` in clouds.yaml, or `cloudimages:region`), or another `cloud`",
  enforcement: "mandatory",
  severity: "high",
  about: ["VolumeImage", "FullEcsImage", "DataImage"],
  settings: {
    regions: {
      type: "array",
      items: { type: "string" },
      default: [],
      example: ["eu-de", "eu-nl"],
      description: "Regions that are allowed. Empty: any. A cloud whose settings name no region is refused",
    },
  },
  violations(image, { regions }) {
    if (regions.length === 0) return [];
    const target = targetCloud(image);
    if ("unresolved" in target) return [`which region it is cannot be told: ${target.unresolved}`];
    const { name, region } = target;
    if (region === undefined) return [`the settings of the cloud "${name}" name no region`];
    return regions.includes(region)
      ? []
      : [`the region of the cloud "${name}" is "${region}", not ${oneOf(regions)}`];
  },
});
