import { canaryPasswords, canarySecretKeys, secretsIn } from "../harness/canary";
import { type Lab, openLab } from "../harness/lab";
import type { ProcessOptions } from "../harness/providerProcess";
import { delegatedProject, signedIn } from "../harness/signIn";
import { failureOf, type Stack } from "../harness/stack";
import { callsOf } from "./calls";
import { type Case, expectedOutcome, outcomeOf } from "./expectedOutcome";
import { playFault } from "./playFault";
import { isDelete, type Scenario, type ScenarioName, type Scene, scenarios, silver } from "./scenarios";

const MINUTE_MS = 60_000;
/** The longest time-out, and what one more call may take; a refresh takes none from the program: its own is 20 minutes. */
const longestMs = (scenario: ScenarioName) => (scenario === "refresh" ? 22 : 12) * MINUTE_MS;

/**
 * Plays a fault while an operation runs. It ends as promised: well, or with an error for people; in time, and without a
 * secret in anything that is shown or kept. One more run then ends well, and there is never a second image.
 */
export async function runWithFault(tried: Case): Promise<void> {
  const { scenario, fault } = tried;
  await inScene(tried, async (scene, by) => {
    const { lab, stack } = scene;
    const since = lab.clock.elapsed();
    const process = lab.process(by);
    const { error, ended } = await playFault(lab, fault, () => scenarios[scenario].run(scene, process));
    expect(outcomeOf(error)).toEqual(expectedOutcome(tried));
    const sessions = [...ended, ...lab.cloud.zstackSessions().map(({ uuid }) => uuid)];
    expect(
      secretsIn([error, process.messages, stack.recorded, process.connect(undefined)], sessions),
    ).toEqual([]);
    expect(lab.clock.elapsed() - since).toBeLessThan(longestMs(scenario));
    await endsWell(scene, scenario, by);
  });
}

/** How often each route is called when nothing goes wrong. */
export async function countCalls(plain: Omit<Case, "fault">): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  await inScene(plain, async (scene, by) => {
    scene.lab.forget();
    await scenarios[plain.scenario].run(scene, scene.lab.process(by)).catch((error: unknown) => {
      if (plain.scenario !== "failed create") throw error;
    });
    for (const route of scene.lab.wire()) counts.set(route, (counts.get(route) ?? 0) + 1);
  });
  return counts;
}

/** When all has happened that comes before the operation. */
async function inScene(
  { subject, signIn, scenario, fault }: Omit<Case, "fault"> & Partial<Case>,
  work: (scene: Scene, by: ProcessOptions) => Promise<void>,
): Promise<void> {
  const { before, settings }: Scenario = scenarios[scenario];
  const lab = await openLab(subject, {
    project: delegatedProject(signIn),
    passwords: canaryPasswords,
    secretKeys: canarySecretKeys,
    ownPort: fault?.kind === "refused",
    settings: { exportSeconds: 8, jobSeconds: 45, ...settings, ...callsOf(subject)[scenario]?.settings },
  });
  try {
    const scene = { lab, stack: lab.stack() };
    const by = await signedIn(lab, signIn);
    await before?.(scene, lab.process(by));
    await work(scene, by);
  } finally {
    await lab.close();
  }
}

/** The one image that the program wants, or none, whatever has failed; and never a second create that the cloud accepted. */
async function endsWell(scene: Scene, scenario: ScenarioName, by: ProcessOptions): Promise<void> {
  const { lab, stack } = scene;
  expect(lab.existing().length).toBeLessThanOrEqual(1);
  if (isDelete(scenario)) {
    await stack.destroy(lab.process(by));
    expect(lab.existing()).toEqual([]);
    if (lab.subject.madeBy === "template")
      expect(lab.cloud.templates()).toHaveLength(scenario === "delete with expunge" ? 0 : 1);
    return;
  }
  const failedJobs = scenario === "failed create" ? lab.cloud.jobs().length : 0;
  lab.cloud.configure({ outcome: "active", jobOutcome: "success" });
  // What was kept goes on first, and learns then that its job has failed.
  if (failedJobs > 0 && stack.recorded !== undefined)
    expect((await failureOf(stack.up(lab.process(by), silver(scene)))).message).toContain("failed: ");
  await stack.up(lab.process(by), silver(scene));
  expect(lab.existing()).toEqual([{ id: stack.recorded?.outputs.imageId, name: "silver" }]);
  expect(stack.recorded?.failed).toBe(false);
  expect(stack.plan(silver(scene))).toBe("same");
  finished[lab.subject.madeBy](lab, stack, scenario, failedJobs);
}

/** What else is true of one that is finished, and of how it came to be. */
const finished = {
  export({ wire, routes, images }: Lab, _: Stack, scenario: ScenarioName) {
    expect(images()).toMatchObject([{ status: "active", tags: [expect.anything(), expect.anything()] }]);
    if (scenario !== "failed create") expect(wire()).not.toContain(routes.remove);
  },
  job({ images, cloud }: Lab, _: Stack, __: ScenarioName, failedJobs: number) {
    expect(images()).toMatchObject([{ status: "active", tags: [expect.anything(), expect.anything()] }]);
    expect(cloud.jobs()).toHaveLength(failedJobs + 1);
  },
  template({ templates }: Lab, { recorded }: Stack) {
    expect(templates()).toMatchObject([{ uuid: recorded?.id, state: "Disabled", status: "Ready" }]);
    const [template] = templates();
    expect(template?.backupStorageRefs).toHaveLength(2);
    // One may be there twice: the call before may still be at work. The next change takes it away again.
    const ours = `-${recorded?.outputs.claim}`;
    const tags = template?.userTags?.map((tag) => (tag.endsWith(ours) ? "ours" : tag));
    expect(new Set(tags)).toEqual(new Set(["ours", "team:lab"]));
  },
};
