import type { EntryName, ProfileName } from "../../local-cloud";
import type { Props } from "../../provider/lifecycle/state/inputs";
import { interrupted } from "./harness/interruptions";
import { openLab } from "./harness/lab";
import { slowed as mockSlowed, slowness, type TimedCall } from "./harness/slowCalls";
import { failureOf } from "./harness/stack";
import { jobImage, type Origin, type Subject, template, volumeImageOn } from "./harness/subjects";

jest.mock("../../provider/http/openTransport", () => {
  const real = jest.requireActual("../../provider/http/openTransport");
  return { ...real, openTransport: (options: unknown) => mockSlowed(real.openTransport(options)) };
});
afterEach(() => {
  slowness.clock = undefined;
});

/** What the engine gives its plugins after a second Ctrl-C. */
const FIVE_SECONDS = 5_000;

interface Stage {
  readonly subject: Subject;
  readonly args: Props;
  readonly entry: EntryName;
}

const tags = { team: "lab" };
const volumes = (profile: ProfileName): Stage => ({
  subject: volumeImageOn(profile),
  args: { description: "slow", tags },
  entry: profile,
});
const jobs = (profile: "otc" | "huaweicloud", origin: Origin): Stage => ({
  subject: jobImage(profile, origin),
  args: { tags, minRamMiB: 1024 },
  entry: profile,
});
const templates = (entry: EntryName): Stage => ({
  subject: template,
  args: { state: "Disabled", userTags: ["team:lab"] },
  entry,
});

const stages = [
  volumes("otc"),
  volumes("huaweicloud"),
  volumes("openstack"),
  jobs("otc", "an object"),
  jobs("huaweicloud", "an object"),
  jobs("otc", "a server"),
  templates("zstack"),
  templates("zstack-accesskey"),
];

const settings = { exportSeconds: 8, jobSeconds: 20, templateSeconds: 5, zstackActionSeconds: 0.2 };

/** The calls of a create that nobody interrupts, from the one that creates on. */
async function callsOf({ subject, args, entry }: Stage): Promise<TimedCall[]> {
  const lab = await openLab(subject, { settings });
  Object.assign(slowness, { clock: lab.clock, calls: [] });
  await lab.stack().up(lab.process({ entry }), lab.args(args));
  slowness.clock = undefined;
  await lab.close();
  const all = [...slowness.calls];
  return all.slice(all.findIndex(({ what }) => /POST .*(action|dataimages|volume-snapshots)/.test(what)));
}

async function interruptedAt(ms: number, stage: Stage, recorded: boolean): Promise<void> {
  const lab = await openLab(stage.subject, { settings });
  const args = lab.args(stage.args);
  const by = { entry: stage.entry };
  try {
    slowness.clock = lab.clock;
    const process = lab.process(by);
    void lab.clock.sleep(ms).then(() => process.interrupt(interrupted()));
    const first = lab.stack();
    await failureOf(first.up(process, args));
    const took = lab.clock.elapsed() - ms;
    expect(took).toBeGreaterThanOrEqual(0);
    expect(took).toBeLessThanOrEqual(FIVE_SECONDS);
    // Then the session ends, while the engine still waits.
    const closed = process.connect(undefined).close?.();
    await lab.clock.sleep(FIVE_SECONDS - took);
    expect(lab.cloud.zstackSessions()).toEqual([]);
    await closed;
    await lab.clock.sleep(FIVE_SECONDS); // what was still on its way has arrived
    slowness.clock = undefined;

    const next = recorded ? first : lab.stack();
    await next.up(lab.process(by), args);
    expect(lab.existing()).toEqual([{ id: next.recorded?.id, name: "golden" }]);
    expect(next.plan(args)).toBe("same");
  } finally {
    slowness.clock = undefined;
    await lab.close();
  }
}

test.each(stages)(
  "Ctrl-C twice before, during and after each slow call of $subject.name by $entry: five seconds suffice, and the next up goes on with the one image",
  async (stage) => {
    const calls = await callsOf(stage);
    expect(calls.length).toBeGreaterThan(3);
    const moments = calls.flatMap(({ what, beganAt, endedAt }, at) =>
      [beganAt + 1, endedAt - 1, ...(at < calls.length - 1 ? [endedAt + 1] : [])].map((ms) => ({ what, ms })),
    );
    for (const [at, { what, ms }] of moments.entries()) {
      try {
        await interruptedAt(ms, stage, at % 3 === 0);
      } catch (cause) {
        throw new Error(`${ms} ms after the beginning, at ${what}`, { cause });
      }
    }
  },
  120_000,
);
