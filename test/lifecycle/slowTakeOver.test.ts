import type { CloudName, EntryName } from "../../local-cloud";
import type { Props } from "../../provider/lifecycle/state/inputs";
import { interrupted } from "./harness/interruptions";
import { type Lab, openLab } from "./harness/lab";
import { slowed as mockSlowed, slowness, type TimedCall } from "./harness/slowCalls";
import { failureOf, Stack } from "./harness/stack";
import { type Origin, openJobLab } from "./jobs/jobLab";
import { openTemplateLab } from "./templates/templateLab";

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
  readonly lab: Lab;
  readonly args: Props;
  readonly entry?: EntryName;
  stack(): Stack;
  there(): readonly { id: string; name: string }[];
}

async function volumes(profile: Exclude<CloudName, "zstack">): Promise<Stage> {
  const lab = await openLab(profile, { settings: { exportSeconds: 8 } });
  const args = { name: "golden", volumeId: lab.volume.id, description: "slow", tags: { team: "lab" } };
  return { lab, args, stack: () => new Stack(), there: () => imagesIn(lab) };
}

async function jobs(profile: "otc" | "huaweicloud", origin: Origin): Promise<Stage> {
  const lab = await openJobLab(profile, origin, { settings: { jobSeconds: 20 } });
  const args = lab.args({ tags: { team: "lab" }, minRamMiB: 1024 });
  return { lab, args, stack: () => lab.stack(), there: () => imagesIn(lab) };
}

async function templates(entry: EntryName): Promise<Stage> {
  const lab = await openTemplateLab({ settings: { templateSeconds: 5, zstackActionSeconds: 0.2 } });
  const there = () => lab.live().map(({ uuid, name }) => ({ id: uuid, name }));
  return {
    lab,
    entry,
    args: lab.args({ state: "Disabled", userTags: ["team:lab"] }),
    stack: () => lab.stack(),
    there,
  };
}

const imagesIn = (lab: Lab) => lab.cloud.images().map(({ id, name }) => ({ id, name }));

const stages: Record<string, () => Promise<Stage>> = {
  "VolumeImage on otc": () => volumes("otc"),
  "VolumeImage on huaweicloud": () => volumes("huaweicloud"),
  "VolumeImage on openstack": () => volumes("openstack"),
  "DataImage on otc": () => jobs("otc", "an object"),
  "DataImage on huaweicloud": () => jobs("huaweicloud", "an object"),
  "FullEcsImage on otc": () => jobs("otc", "a server"),
  "DataVolumeTemplate by an account": () => templates("zstack"),
  "DataVolumeTemplate by an access key": () => templates("zstack-accesskey"),
};

/** The calls of a create that nobody interrupts, from the one that creates on. */
async function callsOf(open: () => Promise<Stage>): Promise<TimedCall[]> {
  const { lab, args, entry, stack } = await open();
  Object.assign(slowness, { clock: lab.clock, calls: [] });
  await stack().up(lab.process({ ...(entry && { entry }) }), args);
  slowness.clock = undefined;
  await lab.close();
  const all = [...slowness.calls];
  return all.slice(all.findIndex(({ what }) => /POST .*(action|dataimages|volume-snapshots)/.test(what)));
}

async function interruptedAt(ms: number, open: () => Promise<Stage>, recorded: boolean): Promise<void> {
  const { lab, args, entry, stack, there } = await open();
  try {
    slowness.clock = lab.clock;
    const by = entry === undefined ? {} : { entry };
    const process = lab.process(by);
    void lab.clock.sleep(ms).then(() => process.interrupt(interrupted()));
    const first = stack();
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

    const next = recorded ? first : stack();
    await next.up(lab.process(by), args);
    expect(there()).toEqual([{ id: next.recorded?.id, name: "golden" }]);
    expect(next.plan(args)).toBe("same");
  } finally {
    slowness.clock = undefined;
    await lab.close();
  }
}

test.each(Object.entries(stages))(
  "Ctrl-C twice before, during and after each slow call of a %s: five seconds suffice, and the next up goes on with the one image",
  async (_, open) => {
    const calls = await callsOf(open);
    expect(calls.length).toBeGreaterThan(3);
    const moments = calls.flatMap(({ what, beganAt, endedAt }, at) =>
      [beganAt + 1, endedAt - 1, ...(at < calls.length - 1 ? [endedAt + 1] : [])].map((ms) => ({ what, ms })),
    );
    for (const [at, { what, ms }] of moments.entries()) {
      try {
        await interruptedAt(ms, open, at % 3 === 0);
      } catch (cause) {
        throw new Error(`${ms} ms after the beginning, at ${what}`, { cause });
      }
    }
  },
  120_000,
);
