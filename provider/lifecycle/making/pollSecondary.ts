import { pollInTurn } from "../../polling/pollInTurn";
import type { CommonArgs } from "../../resources/resource";
import { findMarked } from "../find/findMarked";
import type { Run } from "../operation/run";
import type { Watch } from "./decide";
import type { Target } from "./findAnswer";
import type { SharedEvidence } from "./sharedEvidence";

/** The first search for the image comes this soon: its job may name it at any time. */
const FIRST_SEARCH_MS = 15_000;
/**
 * How often it is searched for after that, or the source is asked whether it still works on it; and with how many at that
 * rate.
 */
const EVERY_MS = 60_000;
const TOGETHER = 5;

/** What the shared watcher does not ask, until that changes what is to be done, or `over`. */
export async function pollSecondary<Args extends CommonArgs>(
  run: Run<Args>,
  { marker }: Target,
  shared: SharedEvidence,
  secondary: Watch["secondary"],
  over: AbortSignal,
): Promise<void> {
  if (secondary === "job") await searchEarly(run, marker, shared, over);
  else if (run.resource.source.read !== undefined) await pollSource(run, shared, over);
}

/** The sooner the image's id is known, the sooner it is in the state if this run ends early. */
async function searchEarly<Args extends CommonArgs>(
  run: Run<Args>,
  marker: string,
  shared: SharedEvidence,
  over: AbortSignal,
): Promise<void> {
  const { cloud, deadline } = run;
  for (let wait = FIRST_SEARCH_MS; shared.evidence.imageId === undefined; wait = EVERY_MS) {
    if (!(await slept(run, wait, over)) || shared.evidence.imageId !== undefined) return;
    const poll = pollInTurn(cloud, { deadline, signal: over }, (paced) => findMarked(run, marker, paced));
    const result = await poll.catch(() => undefined); // then the job tells
    if (!over.aborted) shared.add({ of: "search", image: result?.image });
  }
}

/**
 * The service that writes an image may die, and leave it: then its source is free
 * (docs/vendors/openstack.md#how-an-export-goes).
 */
async function pollSource<Args extends CommonArgs>(
  run: Run<Args>,
  shared: SharedEvidence,
  over: AbortSignal,
): Promise<void> {
  const { cloud, resource, args, deadline } = run;
  while (shared.next.do === "watch") {
    const spread = 1 + cloud.clock.random() * Math.min(4, (cloud.images.waiting - 1) / TOGETHER);
    if (!(await slept(run, EVERY_MS * spread, over))) return;
    const source = await pollInTurn(cloud, { deadline, signal: over }, async (paced) =>
      resource.source.read?.(cloud, args, paced),
    ).catch(() => undefined);
    if (over.aborted) return;
    shared.add({ of: "source", isFree: source !== undefined && source.state !== "busy" });
  }
}

async function slept<Args extends CommonArgs>(
  { cloud }: Run<Args>,
  ms: number,
  over: AbortSignal,
): Promise<boolean> {
  try {
    await cloud.clock.sleep(ms, over);
    return true;
  } catch {
    return false;
  }
}
