import type { Caller } from "../../http/call";
import type { Clock } from "../../http/clock";
import type { Transport } from "../../http/send";
import { Watcher } from "../../waiting/watcher";
import type { ImageJobs } from "../imageJobs";
import { createImages } from "./createImages";
import { differences, type HuaweiProfile } from "./differences";
import { imsJobs } from "./jobs";
import { obsLooks } from "./obs";
import type { HuaweiSession } from "./session";
import { imageSources } from "./sources";

export interface JobsOptions {
  readonly profile: HuaweiProfile;
  /** The address of OBS that was set by hand. */
  readonly objectEndpoint: string | undefined;
}

/** Images that IMS makes by jobs, and what they are made from. */
export function huaweiImageJobs(
  { profile, objectEndpoint }: JobsOptions,
  caller: Caller,
  session: HuaweiSession,
  transport: Transport,
  clock: Clock,
): ImageJobs {
  const { showJob, showJobs } = imsJobs(caller, session, differences[profile].jobPaths);
  return {
    jobs: new Watcher(showJobs, clock),
    showJob,
    ...createImages(caller, session),
    ...imageSources(caller, session),
    ...obsLooks(session, objectEndpoint, transport, clock),
  };
}
