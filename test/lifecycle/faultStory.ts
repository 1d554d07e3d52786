import { CloudError } from "../../provider/http/errors";
import { KeptError } from "../../provider/lifecycle/kept";
import type { EntryName, NewFault, ProfileName } from "../cloud";
import { canaryPasswords, canarySecretKeys, secretsIn } from "./canary";
import type { Ending } from "./faultsExpected";
import { type Lab, openLab, type ProviderProcess } from "./lab";
import type { Routes } from "./routes";
import { Stack } from "./stack";

/** Which operation suffers. */
export type Story = "create" | "update" | "delete";

export const storyRoutes: Record<Story, (routes: Routes) => string[]> = {
  create: ({ logIn, findImages, showVolume, create, showImage, change }) => [
    ...new Set([logIn, findImages, showVolume, create, showImage, ...change]),
  ],
  update: ({ logIn, showImage, change }) => [logIn, showImage, ...change],
  delete: ({ logIn, showImage, remove }) => [logIn, showImage, remove],
};

export interface Suffering {
  readonly profile: ProfileName;
  /** The entry of clouds.yaml, when it is not the profile's with a password. */
  readonly entry?: EntryName;
  readonly story: Story;
  readonly fault: NewFault;
  /** Milliseconds of the cloud's time. */
  readonly longestMs: number;
  /** The operation's own time-out. */
  readonly timeout?: string;
  /** What is promised, if that much is known: one of these endings; undefined is a good one. */
  readonly endings?: readonly (Ending | undefined)[];
}

/**
 * Plays a fault while an operation runs. It may end well or fail as promised: in time, with an error for people,
 * without a secret in it. One more run then ends well, and there has never been a second image.
 */
export async function tell(suffering: Suffering): Promise<void> {
  const lab = await openLab(suffering.profile, {
    passwords: canaryPasswords,
    secretKeys: canarySecretKeys,
    settings: { exportSeconds: 8 },
  });
  try {
    const stack = new Stack();
    await suffer(lab, stack, suffering);
    await endWell(lab, stack, suffering);
  } finally {
    await lab.close();
  }
}

const golden = (lab: Lab, timeout?: string) => ({
  name: "golden",
  volumeId: lab.volume.id,
  ...(timeout === undefined ? {} : { timeouts: { create: timeout, update: timeout, delete: timeout } }),
});
const silver = (lab: Lab, timeout?: string) => ({
  ...golden(lab, timeout),
  name: "silver",
  tags: { team: "lab" },
});
const newProcess = (lab: Lab, entry: EntryName = lab.profile) => lab.process({ entry, answerTimeoutMs: 100 });

async function suffer(
  lab: Lab,
  stack: Stack,
  { story, entry, fault, longestMs, timeout, endings }: Suffering,
): Promise<void> {
  if (story !== "create") await stack.up(newProcess(lab, entry), golden(lab, timeout));
  const operation: Record<Story, (process: ProviderProcess) => Promise<void>> = {
    create: (process) => stack.up(process, golden(lab, timeout)),
    update: (process) => stack.up(process, silver(lab, timeout)),
    delete: (process) => stack.destroy(process),
  };
  const since = lab.clock.elapsed();
  lab.cloud.addFault(fault);
  const process = newProcess(lab, entry);
  const error = await operation[story](process).then(
    () => undefined,
    (failure: unknown) => failure,
  );
  lab.cloud.clearFaults();
  if (endings !== undefined) expect(endings).toContainEqual(endingWith(error));
  else if (error !== undefined && !(error instanceof KeptError)) expect(error).toBeInstanceOf(CloudError);
  expect(secretsIn([error, process.said, stack.recorded])).toEqual([]);
  expect(lab.clock.elapsed() - since).toBeLessThan(longestMs);
}

function endingWith(error: unknown): Ending | undefined {
  if (error === undefined) return undefined;
  const failure = error instanceof KeptError ? error.cause : error;
  if (!(failure instanceof CloudError)) throw error;
  return {
    error: failure.constructor as typeof CloudError,
    outcome: failure.outcome,
    kept: error instanceof KeptError,
  };
}

async function endWell(lab: Lab, stack: Stack, { story, entry, timeout }: Suffering): Promise<void> {
  if (story === "delete") {
    await stack.destroy(newProcess(lab, entry));
    expect(lab.images()).toEqual([]);
    return;
  }
  expect(lab.cloud.images().length).toBeLessThanOrEqual(1);
  await stack.up(newProcess(lab, entry), silver(lab, timeout));
  expect(lab.images()).toMatchObject([{ name: "silver", status: "active" }]);
  expect(lab.images()[0]?.tags).toHaveLength(2);
  expect(lab.image().id).toBe(stack.recorded?.id);
  expect(lab.wire()).not.toContain(lab.routes.remove);
  expect(stack.plan(silver(lab, timeout))).toBe("same");
}
