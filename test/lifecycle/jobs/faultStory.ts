import type { PlayedFault } from "../faults/everyFault";
import { endingWith } from "../faults/expectedOutcome";
import { endured } from "../faults/playFault";
import { openLabOnOwnPort } from "../faults/refusedConnection";
import { canaryPasswords, canarySecretKeys, secretsIn } from "../harness/canary";
import { failureOf } from "../harness/stack";
import { endingOf } from "./faultsExpected";
import { type Origin, openJobLab } from "./jobLab";
import { isDelete, type Plot, plotsOf, type Scene, silver } from "./plots";

export interface Telling {
  readonly profile: "otc" | "huaweicloud";
  readonly origin: Origin;
  readonly story: string;
}

/** A refresh takes no time-out from the program: its own is 20 minutes. */
const LONGEST_MS = 25 * 60_000;

/**
 * Plays a fault while an operation runs. It ends as promised: well, or with an error for people; in time, and without a
 * secret in anything that is shown or kept. One more run then ends well, and there is never a second image.
 */
export async function tell(telling: Telling, fault: PlayedFault): Promise<void> {
  const plot = plotOf(telling);
  const scene = await open(telling, fault);
  const { lab, stack } = scene;
  try {
    await plot.before?.(scene, lab.process());
    const since = lab.clock.elapsed();
    const process = lab.process();
    const error = await endured(lab, fault, () => plot.play(scene, process));
    expect(endingWith(error)).toEqual(endingOf(telling.story, fault));
    expect(secretsIn([error, process.said, stack.recorded, process.connect(undefined)])).toEqual([]);
    expect(lab.clock.elapsed() - since).toBeLessThan(LONGEST_MS);
    await endWell(scene, telling.story);
  } finally {
    await lab.close();
  }
}

/** How often each route is called when nothing goes wrong. */
export async function callsOf(telling: Telling): Promise<Map<string, number>> {
  const plot = plotOf(telling);
  const scene = await open(telling);
  const { lab } = scene;
  try {
    await plot.before?.(scene, lab.process());
    lab.forget();
    const fails = plot.settings?.jobOutcome === "failed";
    await plot.play(scene, lab.process()).catch((error: unknown) => {
      if (!fails) throw error;
    });
    const counts = new Map<string, number>();
    for (const route of lab.wire()) counts.set(route, (counts.get(route) ?? 0) + 1);
    return counts;
  } finally {
    await lab.close();
  }
}

function plotOf({ profile, origin, story }: Telling): Plot {
  const plot = plotsOf(profile, origin)[story];
  if (plot === undefined) throw new Error(`${story} is no story of ${origin} on ${profile}`);
  return plot;
}

async function open(telling: Telling, fault?: PlayedFault): Promise<Scene> {
  const settings = { jobSeconds: 45, ...plotOf(telling).settings };
  const lab = await openJobLab(
    telling.profile,
    telling.origin,
    { passwords: canaryPasswords, secretKeys: canarySecretKeys, settings },
    fault?.kind === "refused" ? openLabOnOwnPort : undefined,
  );
  return { lab, stack: lab.stack() };
}

/** One image or none, as the program says, whatever was suffered; and never a second create that the cloud accepted. */
async function endWell(scene: Scene, story: string): Promise<void> {
  const { lab, stack } = scene;
  if (isDelete(story)) {
    await stack.destroy(lab.process());
    expect(lab.images()).toEqual([]);
    return;
  }
  expect(lab.images().length).toBeLessThanOrEqual(1);
  const failed = story === "failed job" ? lab.cloud.jobs().length : 0;
  lab.cloud.configure({ jobOutcome: "success" });
  // What was kept goes on first, and learns then that its job has failed.
  if (failed > 0 && stack.recorded !== undefined)
    expect((await failureOf(stack.up(lab.process(), silver(scene)))).message).toContain("failed: ");
  await stack.up(lab.process(), silver(scene));
  expect(lab.images()).toMatchObject([{ name: "silver", status: "active" }]);
  expect(lab.images()[0]?.tags).toHaveLength(2);
  expect(lab.cloud.jobs()).toHaveLength(failed + 1);
  expect(stack.recorded?.outputs.imageId).toBe(lab.image().id);
  expect(stack.plan(silver(scene))).toBe("same");
}
