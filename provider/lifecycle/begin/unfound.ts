import type { Image } from "../../clouds/image";
import { type CloudError, InterruptedError, WaitTimeoutError } from "../../http/errors";
import { openLimit } from "../../http/openLimit";
import type { CommonArgs } from "../../resources/resource";
import { LAST_SEARCH_MS } from "../find/marked";
import type { Run } from "../operation/run";
import { ask } from "./ask";
import { type Decided, decide, type Rules } from "./decide";
import { notFound } from "./errors";
import type { Evidence } from "./evidence";

/**
 * The search for what a lost create has made has ended early. A run that is to end has time for one last look: what is in the
 * state need not be found again.
 */
export async function unfound<Args extends CommonArgs>(
  run: Run<Args>,
  known: Evidence,
  rules: Rules,
  lost: CloudError,
  ended: unknown,
): Promise<Decided> {
  if (ended instanceof WaitTimeoutError)
    return { do: "fail", error: new WaitTimeoutError(...notFound(lost, ended.message)) };
  if (!(ended instanceof InterruptedError) || lost instanceof InterruptedError) throw ended;
  const image = run.host.signal.aborted ? undefined : await lastLook(run, known, rules);
  if (image !== undefined) return { do: "adopt", image, why: "found" };
  const words = notFound(lost, `${ended.message}: the search for the image ended early`);
  return { do: "fail", error: new InterruptedError(...words) };
}

async function lastLook<Args extends CommonArgs>(
  run: Run<Args>,
  known: Evidence,
  rules: Rules,
): Promise<Image | undefined> {
  const { clock } = run.cloud;
  const limit = openLimit(LAST_SEARCH_MS, run.host.signal);
  const options = { signal: limit.signal, deadline: clock.now() + LAST_SEARCH_MS };
  try {
    const next = decide(await ask({ ...run, options }, known, "marked", {}), rules, clock.now());
    return next.do === "adopt" ? next.image : undefined;
  } catch {
    return undefined; // the search's own end is what people have to know
  } finally {
    limit.close();
  }
}
