import { homedir } from "node:os";
import type { CloudSummary } from "../clouds/settings";
import { CloudError } from "../http/errors";
import type { PlannedImage } from "./plannedImage";

// With the first image that a rule about clouds judges.
const clouds = (): typeof import("../clouds/settings") => require("../clouds/settings");
const sources = (): typeof import("../pulumi/program/sources") => require("../pulumi/program/sources");

/**
 * The cloud that an image will be created in, resolved as the provider does it: from the argument, the settings of its
 * provider, the environment and clouds.yaml. A pack runs in a folder of its own, so the folder of the program is taken from PWD. With
 * `pulumi --cwd` that is another folder: then OS_CLIENT_CONFIG_FILE must say where clouds.yaml is.
 */
export function targetCloud({
  args,
  settings,
}: PlannedImage): CloudSummary | { readonly unresolved: string } {
  const cloud = args.cloud; // throws if it is unknown in a preview, which the engine reports
  const place = { env: process.env, cwd: process.env.PWD ?? process.cwd(), home: homedir() };
  settings.requireCloud();
  try {
    return clouds().cloudSummary(cloud, sources().realSources(place, settings.known));
  } catch (error) {
    if (error instanceof CloudError) return { unresolved: error.message.replace(/\.$/, "") };
    throw error;
  }
}
