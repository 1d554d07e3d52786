import type { ProfileName } from "../../../local-cloud";
import { CloudError } from "../../../provider/http/errors";
import { KeptError } from "../../../provider/lifecycle/claim/keptError";
import { canaryPasswords, canarySecretKeys, secretsIn } from "../harness/canary";
import { type Lab, openLab, type ProcessOptions } from "../harness/lab";
import { routesOf } from "../harness/routes";
import { delegatedProject, type SignIn, signedIn } from "../harness/signIn";
import { Stack } from "../harness/stack";
import type { PlayedFault } from "./everyFault";
import { type Ending, endingWith } from "./expectedOutcome";
import { endured } from "./playFault";
import { openLabOnOwnPort } from "./refusedConnection";
import { isDelete, plots, type Scene, type Story, silver } from "./scenarios";

export interface Suffering {
  readonly profile: ProfileName;
  /** When it is not the profile's user and password. */
  readonly signIn?: SignIn;
  readonly story: Story;
  readonly fault: PlayedFault;
  /** Milliseconds of the cloud's time. */
  readonly longestMs: number;
  /** The operation's own time-out. */
  readonly timeout?: string;
  /** What is promised: `good`, or how the operation fails. Without it, any of our errors will do. */
  readonly ending?: Ending | "good";
}

/**
 * Plays a fault while an operation runs. It ends as promised: well, or with an error for people; in time, and without
 * a secret in anything that is shown or kept. One more run then ends well, and there has never been a second image.
 */
export async function tell(suffering: Suffering): Promise<void> {
  const lab = await openStory(suffering);
  try {
    const scene = { lab, stack: new Stack(), timeout: suffering.timeout };
    const by = await signedIn(lab, suffering.signIn ?? suffering.profile);
    await suffer(scene, suffering, by);
    await endWell(scene, suffering, by);
  } finally {
    await lab.close();
  }
}

/** How often each route is called when nothing goes wrong. */
export async function callsOf(profile: ProfileName, story: Story, signIn: SignIn = profile) {
  const lab = await openStory({ profile, story, signIn });
  try {
    const scene = { lab, stack: new Stack() };
    const by = await signedIn(lab, signIn);
    await plots[story].before?.(scene, lab.process(by));
    lab.forget();
    await plots[story].play(scene, lab.process(by)).catch((error: unknown) => {
      if (story !== "failed export") throw error;
    });
    const calls = new Map<string, number>();
    for (const route of lab.wire()) calls.set(route, (calls.get(route) ?? 0) + 1);
    return calls;
  } finally {
    await lab.close();
  }
}

function openStory({
  profile,
  signIn = profile,
  story,
  fault,
}: Pick<Suffering, "profile" | "signIn" | "story"> & Partial<Suffering>): Promise<Lab> {
  const open = fault?.kind === "refused" ? openLabOnOwnPort : openLab;
  return open(profile, {
    project: delegatedProject(signIn),
    passwords: canaryPasswords,
    secretKeys: canarySecretKeys,
    settings: { exportSeconds: 8, ...plots[story].settings?.(routesOf(profile)) },
  });
}

async function suffer(
  scene: Scene,
  { story, fault, longestMs, ending }: Suffering,
  by: ProcessOptions,
): Promise<void> {
  const { lab, stack } = scene;
  await plots[story].before?.(scene, lab.process(by));
  const since = lab.clock.elapsed();
  const process = lab.process(by);
  const error = await endured(lab, fault, () => plots[story].play(scene, process));
  if (ending !== undefined) expect(endingWith(error)).toEqual(ending);
  else if (error !== undefined && !(error instanceof KeptError)) expect(error).toBeInstanceOf(CloudError);
  expect(secretsIn([error, process.said, stack.recorded, process.connect(undefined)])).toEqual([]);
  expect(lab.clock.elapsed() - since).toBeLessThan(longestMs);
}

async function endWell(scene: Scene, { story }: Suffering, by: ProcessOptions): Promise<void> {
  const { lab, stack } = scene;
  const process = lab.process(by);
  if (isDelete(story)) {
    await stack.destroy(process);
    expect(lab.images()).toEqual([]);
    return;
  }
  expect(lab.images().length).toBeLessThanOrEqual(1);
  lab.cloud.configure({ outcome: "active" });
  await stack.up(process, silver(scene));
  expect(lab.images()).toMatchObject([{ name: "silver", status: "active" }]);
  expect(lab.images()[0]?.tags).toHaveLength(2);
  expect(lab.image().id).toBe(stack.recorded?.id);
  if (story !== "failed export") expect(lab.wire()).not.toContain(lab.routes.remove);
  expect(stack.plan(silver(scene))).toBe("same");
}
