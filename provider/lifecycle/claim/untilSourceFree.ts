import { WaitTimeoutError } from "../../http/errors";
import { showProgress } from "../../polling/progress";
import { steps } from "../../polling/steps";
import { until } from "../../polling/until";
import type { CommonArgs } from "../../resources/resource";
import type { Run } from "../operation/run";
import type { Props } from "../state/inputs";

/** Seen as seconds; what takes longer is somebody else's export, which the image has nothing to do with. */
const FREE_WITHIN_MS = 60_000;

/**
 * The image may be active before its source is free again (docs/vendors/open-telekom-and-huawei.md#exporting-a-volume):
 * what follows in the program may need it free. An image that is ready does not fail for that: the wait is short, and
 * leaves time for the take-over.
 */
export async function untilSourceFree<Args extends CommonArgs>(run: Run<Args>): Promise<Props> {
  const { cloud, resource, args, host, log } = run;
  const { clock } = cloud;
  const readSource = resource.source.read?.bind(resource.source);
  if (readSource === undefined) return {};
  const limit = cloud.queue.limit(Math.min(FREE_WITHIN_MS, (run.deadline - clock.now()) / 2));
  const { signal } = host;
  const { errand } = run.options;
  let facts: Props = {};
  try {
    await until<void>(
      async (pacing) => {
        const source = await readSource(cloud, args, { signal, errand, deadline: limit.at, ...pacing });
        facts = source.facts;
        if (source.state === "busy") return { state: "pending", step: steps.releasing };
        return { state: "done", result: undefined };
      },
      {
        on: cloud,
        signal,
        get deadline() {
          return limit.at;
        },
        onProgress: showProgress(log),
        patient: true,
      },
    );
  } catch (error) {
    if (!(error instanceof WaitTimeoutError)) throw error;
    log.line(`goes on without waiting for ${resource.source.key(args)} any longer`);
  }
  return facts;
}
