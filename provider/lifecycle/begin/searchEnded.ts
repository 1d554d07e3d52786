import type { Image } from "../../clouds/image";
import { type CloudError, InterruptedError, WaitTimeoutError } from "../../http/errors";
import { openTimeout } from "../../http/openTimeout";
import type { CommonArgs } from "../../resources/resource";
import { LAST_SEARCH_MS } from "../find/findMarked";
import type { Run } from "../operation/run";
import { type Decided, decide, type Rules } from "./decide";
import { notFound } from "./errors";
import type { Evidence } from "./evidence";
import { gatherEvidence } from "./gatherEvidence";

/**
 * The search for what a lost create has made has ended early. A run that is to end has time for one last search: what is in the
 * state need not be found again.
 */
export async function searchEnded<Args extends CommonArgs>(
  run: Run<Args>,
  evidence: Evidence,
  rules: Rules,
  lost: CloudError,
  ended: unknown,
): Promise<Decided> {
  if (ended instanceof WaitTimeoutError)
    return { do: "fail", error: new WaitTimeoutError(...notFound(lost, ended.message)) };
  if (!(ended instanceof InterruptedError) || lost instanceof InterruptedError) throw ended;
  const image = run.host.signal.aborted ? undefined : await lastSearch(run, evidence, rules);
  if (image !== undefined) return { do: "adopt", image, why: "found" };
  const words = notFound(lost, `${ended.message}: the search for the image ended early`);
  return { do: "fail", error: new InterruptedError(...words) };
}

async function lastSearch<Args extends CommonArgs>(
  run: Run<Args>,
  evidence: Evidence,
  rules: Rules,
): Promise<Image | undefined> {
  const { clock } = run.cloud;
  const limit = openTimeout(LAST_SEARCH_MS, run.host.signal);
  const deadline = clock.now() + LAST_SEARCH_MS;
  const options = { signal: limit.signal, deadline, errand: run.options.errand.as("claim") };
  try {
    const next = decide(
      await gatherEvidence({ ...run, options }, evidence, "marked", {}),
      rules,
      clock.now(),
    );
    return next.do === "adopt" ? next.image : undefined;
  } catch {
    return undefined; // the search's own end is what people have to know
  } finally {
    limit.close();
  }
}
