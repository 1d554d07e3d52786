import { homedir } from "node:os";
import { type Whereabouts, whereaboutsOf } from "../clouds/settings";
import { CloudError } from "../http/errors";
import { realSources } from "../pulumi/program/sources";
import type { PlannedImage } from "./plannedImage";

/**
 * The cloud that an image will be made in, found as the provider finds it: the argument, the stack's configuration, the
 * environment, clouds.yaml. A pack runs in its own folder; the program's is taken from PWD, which `pulumi --cwd` leaves as
 * it was: there OS_CLIENT_CONFIG_FILE tells where clouds.yaml is.
 */
export function whereaboutsFor({
  args,
  stackConfig,
}: PlannedImage): Whereabouts | { readonly hidden: string } {
  const cloud = args.cloud; // unknown in a preview: the engine says so
  const place = { env: process.env, cwd: process.env.PWD ?? process.cwd(), home: homedir() };
  const own = Object.entries(stackConfig).filter(([key]) => key.startsWith("cloudimages:"));
  try {
    return whereaboutsOf(cloud, realSources(place, Object.fromEntries(own)));
  } catch (error) {
    if (error instanceof CloudError) return { hidden: error.message.replace(/\.$/, "") };
    throw error;
  }
}
