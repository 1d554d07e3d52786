import type { Image } from "../../clouds/image";
import { explain } from "../../http/errors";
import { inOneLine } from "../../http/log/printable";
import { ifNotInstalled } from "../../http/ownCommand";
import type { Finding } from "../../resources/preflight/finding";
import type { CommonArgs } from "../../resources/resource";
import { importCommand } from "../import/importCommand";
import { claimInTags, isUnclaimed, ownerFrom } from "../marks/marker";
import { type Likeness, sameMark } from "../marks/sameMark";
import { ageOf } from "../operation/age";
import type { Run } from "../operation/run";
import { currentImage, projectImages } from "./projectImages";

/**
 * Images that a create is about to make a second time, because the state has lost them: it could not be written, an older
 * one came back, the resource was taken out of it, another engine ran beside. They are told and never taken, for a create
 * sees the same where `--replace` replaces a healthy image, which the engine deletes afterwards. Those whose claim a state
 * of this machine has been seen to hold are known to be replaced.
 */
export async function lostImages<Args extends CommonArgs>(run: Run<Args>): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const image of await projectImages(run)) {
    if (sameMark(image, run.marker) === undefined || isHeld(run, image)) continue;
    const now = await unlessUnclear(run, image);
    if (now === undefined || isHeld(run, now)) continue;
    const likeness = sameMark(now, run.marker);
    if (likeness !== undefined) findings.push(findingOf(run, now, likeness));
  }
  return findings;
}

/** As it was listed, where it cannot be read: that is no sign that it is gone. */
async function unlessUnclear<Args extends CommonArgs>(
  run: Run<Args>,
  listed: Image,
): Promise<Image | undefined> {
  try {
    return await currentImage(run, listed);
  } catch (error) {
    run.options.signal.throwIfAborted();
    run.log.warn(`image ${listed.id} is listed, but could not be looked at: ${explain(error)}`);
    return listed;
  }
}

function isHeld<Args extends CommonArgs>({ host }: Run<Args>, { tags }: Image): boolean {
  const claim = claimInTags(tags);
  return claim !== undefined && host.heldClaims.has(claim);
}

function findingOf<Args extends CommonArgs>(run: Run<Args>, image: Image, likeness: Likeness): Finding {
  const about = inOneLine(`${image.status}, ${ageOf(image.createdAt, run.cloud.clock.now())}`);
  const it = `image ${image.id} (${about})`;
  const command = `\`${importCommand(run, image.id)}\`${ifNotInstalled()}`;
  if (likeness === "same resource") {
    return {
      severity: "wrong",
      text: `${it} bears this resource's very mark, and no state that this machine has seen holds it: a create makes it a second time, unless \`--replace\` replaces it`,
      hint: `if the state has lost the image, bring it back by ${command}; one that this run has made already goes first, by \`pulumi destroy --target\`. To make a new image on purpose, change \`triggers\`: that needs no \`--replace\``,
    };
  }
  const begun = isUnclaimed(image) ? "was begun for" : "bears the mark of";
  const another = `the same resource of another owner (${ownerFrom(image)})`;
  return {
    severity: "note",
    text: `${it} ${begun} ${another}: of somebody else's stack of this name, or of this one, if its salt or cloudimages:owner was another`,
    hint: isUnclaimed(image)
      ? "if it is this stack's, delete it in the cloud when nothing works on it any more"
      : `if it is this stack's, bring it back by ${command}, or delete it in the cloud`,
  };
}
