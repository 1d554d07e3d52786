import { ImageFailedError } from "../../../provider/http/errors";
import type { PlayedFault } from "../faults/everyFault";
import { type Ending, ending, type Patience, type Suffered } from "../faults/expectedOutcome";
import { isDelete } from "./plots";

/** How an operation on an image that a job makes ends when one call of a route, or every one from the first on, suffers. */
export function endingOf(story: string, fault: PlayedFault): Ending | "good" {
  if (story === "delete with its backup") return "good"; // whether that is gone is looked at when the image is
  // While the job's answer is waited for, the image is found by its mark, and is ready.
  if (story === "create" && isJob(fault.route) && fault.kind === "noHeaders") return "good";
  const told = ending(fault, {
    call: callOf(fault.route),
    patience: patienceOf(story, fault),
    deletes: isDelete(story),
  });
  return story === "failed job" && told === "good" ? failedJob : told;
}

const failedJob: Ending = { error: ImageFailedError, outcome: "rejected", kept: false };

const isJob = (route: string) => route.startsWith("ims.showJob");

function callOf(route: string): Suffered["call"] {
  if (route === "iam.createToken") return "log-in";
  if (/create(Data|FullEcs)Image$/.test(route)) return "create";
  return /updateImage|tagAction/.test(route) ? "change" : "other";
}

function patienceOf(story: string, { route, nth = 1 }: PlayedFault): Patience {
  switch (story) {
    case "create":
    case "failed job":
      return isJob(route) ? "endless" : "none"; // both first lists are before the create
    case "resume":
      return isJob(route) || nth > 1 ? "endless" : "none";
    case "delete":
      return nth > 1 ? "endless" : "none";
    case "delete of an unfinished image":
      if (/listTags|deleteImage/.test(route)) return "for what passes";
      return nth > 1 ? "endless" : "none";
    default:
      return "none";
  }
}
