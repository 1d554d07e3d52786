import type { Caller } from "../../../http/call";
import type { Clock } from "../../../http/clock";
import type { Transport } from "../../../http/transport";
import type { ImageJobs } from "../../imageJobs";
import type { HuaweiSession } from "../auth/huaweiSession";
import { obsReads } from "../obs/obsReads";
import { imageSources } from "../sources/imageSources";
import { createImages } from "./createImages";

/** Images that IMS makes by jobs, and what they are made from. */
export function huaweiImageJobs(
  /** The address of OBS that was set by hand. */
  objectEndpoint: string | undefined,
  caller: Caller,
  session: HuaweiSession,
  transport: Transport,
  clock: Clock,
): ImageJobs {
  return {
    ...createImages(caller, session),
    ...imageSources(caller, session),
    ...obsReads(session, objectEndpoint, transport, clock),
  };
}
