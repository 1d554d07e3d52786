import type { Caller } from "../../../http/call";
import type { ImageJobs } from "../../imageJobs";
import type { HuaweiSession } from "../auth/huaweiSession";
import { imageSources } from "../sources/imageSources";
import { createImages } from "./createImages";

/** Images that IMS makes by jobs, and what they are made from. */
export function huaweiImageJobs(
  caller: Caller,
  session: HuaweiSession,
  { showBucket, showObject }: Pick<ImageJobs, "showBucket" | "showObject">,
): ImageJobs {
  return {
    ...createImages(caller, session),
    ...imageSources(caller, session),
    showBucket,
    showObject,
  };
}
