import { refuseIms } from "../../http/envelope";

const types = ["ECS", "FusionCompute", "BMS", "Ironic", "IsoImage"];
const bare = ["BMS", "Ironic"];

/** What a server of this type is called on images. */
export function environment(type = "ECS"): { virtual_env_type: string } {
  if (!types.includes(type)) refuseIms("IMG.0024", "The image type is incorrect.");
  if (type === "IsoImage") return { virtual_env_type: "IsoImage" };
  return { virtual_env_type: bare.includes(type) ? "Ironic" : "FusionCompute" };
}
