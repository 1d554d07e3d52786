import type { Cloud } from "../../clouds/cloud";
import type { Image, ImageChange } from "../../clouds/image";
import type { Clock } from "../../http/clock";
import { CloudError, PermissionError } from "../../http/errors";
import { steps } from "../../polling/steps";
import type { CommonArgs } from "../../resources/resource";
import { markStrategy } from "../marks/markStrategy";
import { fitting } from "../operation/fitting";
import { notPermitted } from "../operation/notPermitted";
import { during } from "../operation/operationLog";
import type { Run } from "../operation/run";

/** What a commit may still take after an interruption: a give-back as long fits into the engine's five seconds then, too. */
const COMMITS_WITHIN_MS = 2_500;
/** Later the image may be another's: a machine may have slept meanwhile. */
const RELEASED_WITHIN_MS = 60_000;

/**
 * The image, taken over for somebody who records it. After a second Ctrl-C the engine takes no answer any more (seen: pulumi
 * 3.259), nor does a dead one: then the take-over is cut short before its commit, or else a new image is released, so that
 * the next `up` finds it. The resource is kept all the same, where the engine still listens. `undo` is left out where a state
 * knows the image.
 */
export async function takeOver<Args extends CommonArgs>(
  run: Run<Args>,
  image: Image,
  change: ImageChange,
  undo?: (image: Image) => Promise<void>,
): Promise<Image> {
  const { cloud, host, resource } = run;
  const { errand, deadline } = run.options;
  const { clock } = cloud;
  const later = delayed(host.signal, COMMITS_WITHIN_MS, clock);
  let committedAt: number | undefined;
  try {
    const changed = cloud.changeImage(image, change, markStrategy(resource).commit, {
      deadline,
      signal: host.signal,
      errand: errand.as("take-over"),
      committing() {
        committedAt ??= clock.now();
        const beforeSending = () => {
          committedAt = clock.now();
        };
        return {
          deadline,
          signal: later.signal,
          errand: errand.as("claim"),
          ending: host.signal,
          beforeSending,
        };
      },
    });
    const step = undo === undefined ? steps.changing : steps.claiming;
    const ours = await during(run.log, step, changed);
    await host.assertEngineLives();
    return ours;
  } catch (error) {
    const isSoon = committedAt !== undefined && clock.now() - committedAt < RELEASED_WITHIN_MS;
    if (isSoon && (host.signal.aborted || (await host.engineDied()))) {
      const { name = image.name, tags = image.tags } = change;
      await undo?.({ ...image, name, tags }).catch(() => {}); // `orphans` finds what could not be released
    }
    if (error instanceof PermissionError) throw mayNotChange(cloud, error);
    throw error instanceof CloudError ? fitting(resource, error) : error;
  } finally {
    later.close();
  }
}

/** A signal that is aborted so much after another. */
function delayed(
  signal: AbortSignal,
  ms: number,
  clock: Clock,
): { readonly signal: AbortSignal; close(): void } {
  const late = new AbortController();
  const closed = new AbortController();
  const begin = () => {
    const end = () => late.abort(signal.reason);
    void clock.sleep(ms, closed.signal).then(end, () => {});
  };
  if (signal.aborted) begin();
  else signal.addEventListener("abort", begin, { once: true, signal: closed.signal });
  return { signal: late.signal, close: () => closed.abort() };
}

function mayNotChange(cloud: Cloud, error: PermissionError): CloudError {
  const message = `the image exists, but this user may not change it: ${error.message}`;
  const right = { what: "change images and their tags", actions: ["change", "publish"] } as const;
  return notPermitted(cloud, error.with({ message }), right, "run `pulumi up` again");
}
