import { pollInTurn } from "../../polling/pollInTurn";
import type { CommonArgs } from "../../resources/resource";
import { marked } from "../find/marked";
import type { Run } from "../operation/run";
import type { Wanted } from "./ask";
import type { Watch } from "./decide";
import type { Known } from "./known";

/** The first search for the image comes this soon: its job may name it at any time. */
const FIRST_SEARCH_MS = 15_000;
/** How often it is searched for after that, or the source is asked whether it still works on it; and with how many at that rate. */
const EVERY_MS = 60_000;
const TOGETHER = 5;

/** What the shared watcher does not ask, until that changes what is to be done, or `over`. */
export async function lookAside<Args extends CommonArgs>(
  run: Run<Args>,
  { marker }: Wanted,
  known: Known,
  beside: Watch["beside"],
  over: AbortSignal,
): Promise<void> {
  if (beside === "job") await searchEarly(run, marker, known, over);
  else if (run.resource.source.look !== undefined) await askSource(run, known, over);
}

/** The sooner the image's id is known, the sooner it is in the state if this run ends early. */
async function searchEarly<Args extends CommonArgs>(
  run: Run<Args>,
  marker: string,
  known: Known,
  over: AbortSignal,
): Promise<void> {
  const { cloud, deadline } = run;
  for (let wait = FIRST_SEARCH_MS; known.evidence.imageId === undefined; wait = EVERY_MS) {
    if (!(await slept(run, wait, over)) || known.evidence.imageId !== undefined) return;
    const look = pollInTurn(cloud, { deadline, signal: over }, (paced) => marked(run, marker, paced));
    const found = await look.catch(() => undefined); // then the job tells
    if (!over.aborted) known.hear({ of: "search", image: found?.image });
  }
}

/**
 * The service that writes an image may die, and leave it: then its source is free
 * (docs/vendors/openstack.md#how-an-export-goes).
 */
async function askSource<Args extends CommonArgs>(
  run: Run<Args>,
  known: Known,
  over: AbortSignal,
): Promise<void> {
  const { cloud, resource, args, deadline } = run;
  while (known.next.do === "watch") {
    const spread = 1 + cloud.clock.random() * Math.min(4, (cloud.images.waiting - 1) / TOGETHER);
    if (!(await slept(run, EVERY_MS * spread, over))) return;
    const source = await pollInTurn(cloud, { deadline, signal: over }, async (paced) =>
      resource.source.look?.(cloud, args, paced),
    ).catch(() => undefined);
    if (over.aborted) return;
    known.hear({ of: "source", isFree: source !== undefined && source.state !== "busy" });
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
