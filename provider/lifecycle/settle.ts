import { CloudError, WaitTimeoutError } from "../http/errors";
import type { CommonArgs } from "../resources/resource";
import { until } from "../waiting/until";
import type { Handle } from "./handle";
import { markingOf } from "./marking";
import type { Run } from "./run";
import { unfinished } from "./unfinished";

/** The answer was lost: the create is looked for by its mark, and never sent again. */
export async function settle<Args extends CommonArgs>(run: Run<Args>, lost: CloudError): Promise<Handle> {
  const { cloud, host, log, resource } = run;
  log.line("the answer of the create call was lost: looks whether the cloud has the image");
  const deadline = Math.min(run.deadline, cloud.clock.now() + markingOf(resource).listedWithinMs);
  try {
    return await until<Handle>(
      async () => {
        const mine = await unfinished(run);
        return mine === undefined
          ? { state: "pending", step: "not listed" }
          : { state: "done", result: { imageId: mine.id } };
      },
      { clock: cloud.clock, deadline, signal: host.signal, patient: true },
    );
  } catch (error) {
    if (!(error instanceof WaitTimeoutError)) throw error;
    throw new CloudError(`${lost.message}; no such image was listed since, and nothing was sent again`, {
      outcome: "unknown",
      status: lost.status,
      code: lost.code,
      requestId: lost.requestId,
      hint: "run `pulumi up` again: it looks for the image before it sends anything",
      cause: lost,
    });
  }
}
