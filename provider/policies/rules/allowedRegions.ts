import { oneOf } from "../configuration";
import { imageRule } from "../imageRule";
import { whereaboutsFor } from "../whereaboutsFor";

/** Images are made in certain regions. ZStack has none. */
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
      description: "Regions that are allowed. Empty: any. A cloud whose settings name no region is refused",
    },
  },
  broken(image, { regions }) {
    if (regions.length === 0) return [];
    const found = whereaboutsFor(image);
    if ("hidden" in found) return [`which region it is cannot be told: ${found.hidden}`];
    const { name, region } = found;
    if (region === undefined) return [`the settings of the cloud "${name}" name no region`];
    return regions.includes(region)
      ? []
      : [`the region of the cloud "${name}" is "${region}", not ${oneOf(regions)}`];
  },
});
