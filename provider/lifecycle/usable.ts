import type { Image } from "../clouds/image";
import type { CommonArgs } from "../resources/resource";
import { type ActiveOptions, untilActive } from "./active";
import { untilComplete } from "./complete";
import type { Handle, Sent } from "./handle";
import { untilMade } from "./made";
import type { Run } from "./run";
import type { Found } from "./search";

/** Resolves with the image when it is active: after its job, where one makes it. `found` gets what each look shows. */
export async function untilUsable<Args extends CommonArgs>(
  run: Run<Args>,
  { imageId, jobId, fresh }: Handle,
  { madeAt, wasSaving, ...sent }: Sent & Pick<ActiveOptions, "madeAt" | "wasSaving">,
  found: Found,
): Promise<Image> {
  if (imageId !== undefined && run.resource.mark === "uuid") {
    return untilComplete(run, { imageId, jobId, ...sent }, found);
  }
  if (jobId !== undefined) {
    const made = await untilMade(run, { jobId, imageId, fresh, ...sent }, found);
    return (
      made.image ?? untilActive(run, made.imageId, (image) => found(made.imageId, image), { atOnce: true })
    );
  }
  if (imageId === undefined) throw new Error("an image has an id or a job");
  return untilActive(run, imageId, (image) => found(imageId, image), {
    atOnce: false,
    fresh,
    madeAt,
    wasSaving,
  });
}
