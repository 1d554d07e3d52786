import { CloudError } from "../../provider/http/errors";
import { KeptError } from "../../provider/lifecycle/kept";
import type { EntryName, ProfileName } from "../cloud";
import { canaryPasswords, canarySecretKeys, secretsIn } from "./canary";
import { endured } from "./endured";
import type { PlayedFault } from "./everyFault";
import type { Ending } from "./faultsExpected";
import { type Lab, openLab } from "./lab";
import { openLabOnOwnPort } from "./refusal";
import { delegatedProject, routesOf } from "./routes";
import { Stack } from "./stack";
import { isDelete, plots, type Scene, type Story, silver } from "./stories";

export interface Suffering {
  readonly profile: ProfileName;
  /** The entry of clouds.yaml, when it is not the profile's with a password. */
  readonly entry?: EntryName;
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
    await suffer(scene, suffering);
    await endWell(scene, suffering);
  } finally {
    await lab.close();
  }
}

/** How often each route is called when nothing goes wrong. */
export async function callsOf(profile: ProfileName, story: Story, entry: EntryName = profile) {
  const lab = await openStory({ profile, story, entry });
  try {
    const scene = { lab, stack: new Stack() };
    await plots[story].before?.(scene, lab.process({ entry }));
    lab.forget();
    await plots[story].play(scene, lab.process({ entry })).catch((error: unknown) => {
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
  entry = profile,
  story,
  fault,
}: Pick<Suffering, "profile" | "entry" | "story"> & Partial<Suffering>): Promise<Lab> {
  const open = fault?.kind === "refused" ? openLabOnOwnPort : openLab;
  return open(profile, {
    project: delegatedProject(entry),
    passwords: canaryPasswords,
    secretKeys: canarySecretKeys,
    settings: { exportSeconds: 8, ...plots[story].settings?.(routesOf(profile)) },
  });
}

async function suffer(
  scene: Scene,
  { story, entry, profile, fault, longestMs, ending }: Suffering,
): Promise<void> {
  const { lab, stack } = scene;
  await plots[story].before?.(scene, lab.process({ entry: entry ?? profile }));
  const since = lab.clock.elapsed();
  const process = lab.process({ entry: entry ?? profile });
  const error = await endured(lab, fault, () => plots[story].play(scene, process));
  if (ending !== undefined) expect(endingWith(error)).toEqual(ending);
  else if (error !== undefined && !(error instanceof KeptError)) expect(error).toBeInstanceOf(CloudError);
  expect(secretsIn([error, process.said, stack.recorded, process.connect(undefined)])).toEqual([]);
  expect(lab.clock.elapsed() - since).toBeLessThan(longestMs);
}

function endingWith(error: unknown): Ending | "good" {
  if (error === undefined) return "good";
  const failure = error instanceof KeptError ? error.cause : error;
  if (!(failure instanceof CloudError)) throw error;
  return {
    error: failure.constructor as typeof CloudError,
    outcome: failure.outcome,
    kept: error instanceof KeptError,
  };
}

async function endWell(scene: Scene, { story, entry, profile }: Suffering): Promise<void> {
  const { lab, stack } = scene;
  const process = lab.process({ entry: entry ?? profile });
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
