import type { EntryName } from "../../../local-cloud";
import { CloudError } from "../../../provider/http/errors";
import { KeptError } from "../../../provider/lifecycle/claim/keptError";
import { endSessions } from "../faults/endedSessions";
import { endured } from "../faults/playFault";
import { openLabOnOwnPort } from "../faults/refusedConnection";
import { canaryPasswords, canarySecretKeys, secretsIn } from "../harness/canary";
import { openLab } from "../harness/lab";
import { isDelete, type Plot, plots, type Scene, type Story, silver } from "./plots";
import { openTemplateLab } from "./templateLab";
import type { Fault } from "./zstackFaults";

export interface Suffering {
  readonly story: Story;
  readonly fault: Fault;
  /** How the process signs in; with the account unless told otherwise. */
  readonly entry?: EntryName;
}

/** A refresh takes no time-out from the program: its own is 20 minutes. */
const LONGEST_MS = 25 * 60_000;

/**
 * Plays a fault while an operation runs. It ends well, or with an error for people; in time, and without a secret in
 * anything that is shown or kept. One more run then ends well, and there is never a second template.
 */
export async function tell({ story, fault, entry = "zstack" }: Suffering): Promise<void> {
  const plot: Plot = plots[story];
  const scene = await open(fault);
  const { lab, stack } = scene;
  try {
    await plot.before?.(scene, lab.process({ entry }));
    const since = lab.clock.elapsed();
    const process = lab.process({ entry });
    const { error, sessions } = await suffer(scene, fault, () => plot.play(scene, process));
    if (error !== undefined && !(error instanceof KeptError)) expect(error).toBeInstanceOf(CloudError);
    const shown = [error, process.said, stack.recorded, process.connect(undefined)];
    expect(secretsIn(shown, sessions)).toEqual([]);
    expect(lab.clock.elapsed() - since).toBeLessThan(LONGEST_MS);
    await endWell(scene, story, entry);
  } finally {
    await lab.close();
  }
}

/** How often each route is called when nothing goes wrong. */
export async function callsOf(story: Story, entry: EntryName = "zstack"): Promise<Map<string, number>> {
  const plot: Plot = plots[story];
  const scene = await open();
  const { lab } = scene;
  try {
    await plot.before?.(scene, lab.process({ entry }));
    lab.forget();
    await plot.play(scene, lab.process({ entry }));
    const calls = new Map<string, number>();
    for (const route of lab.wire()) calls.set(route, (calls.get(route) ?? 0) + 1);
    return calls;
  } finally {
    await lab.close();
  }
}

async function open(fault?: Fault): Promise<Scene> {
  const options = { passwords: canaryPasswords, secretKeys: canarySecretKeys };
  const lab = await openTemplateLab(options, fault?.kind === "refused" ? openLabOnOwnPort : openLab);
  return { lab, stack: lab.stack() };
}

/** How the operation ended, and the uuids of all sessions that there were. */
async function suffer({ lab }: Scene, fault: Fault, operation: () => Promise<void>) {
  const open = () => lab.cloud.zstackSessions().map(({ uuid }) => uuid);
  if (fault.kind !== "sessionEnds") return { error: await endured(lab, fault, operation), sessions: open() };
  const ends = endSessions(lab, fault);
  const error = await operation().catch((failure: unknown) => failure);
  ends.over();
  expect(ends.played()).toBeGreaterThan(0);
  return { error, sessions: [...ends.ended, ...open()] };
}

/** Whatever was suffered: the one template that the program wants, or none. */
async function endWell(scene: Scene, story: Story, entry: EntryName): Promise<void> {
  const { lab, stack } = scene;
  expect(lab.live().length).toBeLessThanOrEqual(1);
  if (isDelete(story)) {
    await stack.destroy(lab.process({ entry }));
    expect(lab.live()).toEqual([]);
    expect(lab.cloud.templates()).toHaveLength(story === "delete with expunge" ? 0 : 1);
    return;
  }
  await stack.up(lab.process({ entry }), silver(scene));
  expect(lab.live()).toMatchObject([
    { uuid: stack.recorded?.id, name: "silver", state: "Disabled", status: "Ready" },
  ]);
  const [template] = lab.live();
  expect(template?.backupStorageRefs).toHaveLength(2);
  // One may be there twice: the call before may still be at work. The next change takes it away again.
  const ours = `-${stack.recorded?.outputs.claim}`;
  const tags = template?.userTags?.map((tag) => (tag.endsWith(ours) ? "ours" : tag));
  expect(new Set(tags)).toEqual(new Set(["ours", "team:lab"]));
  expect(stack.recorded?.failed).toBe(false);
  expect(stack.plan(silver(scene))).toBe("same");
}
