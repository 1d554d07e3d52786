import type { Props } from "../../provider/lifecycle/state/inputs";
import { bugged, type Place } from "./bugAt";
import { type Lab, openLab } from "./harness/lab";
import { Stack } from "./harness/stack";
import { openJobLab } from "./jobs/jobLab";
import { openTemplateLab } from "./templates/templateLab";

/** A resource on a cloud, and what that cloud has of it. */
interface Stage {
  readonly lab: Lab;
  readonly args: Props;
  stack(): Stack;
  there(): readonly { name: string; id: string }[];
}

const volumeStage = async (profile: "otc" | "openstack"): Promise<Stage> => {
  const lab = await openLab(profile, { settings: { exportSeconds: 8 } });
  return staged(lab, { name: "golden", volumeId: lab.volume.id }, () => new Stack());
};
const jobStage = async (origin: "an object" | "a server"): Promise<Stage> => {
  const lab = await openJobLab("otc", origin, { settings: { jobSeconds: 20 } });
  return staged(lab, lab.args(), () => lab.stack());
};
const templateStage = async (): Promise<Stage> => {
  const lab = await openTemplateLab({ settings: { templateSeconds: 5 } });
  const there = () => lab.live().map(({ uuid, name }) => ({ id: uuid, name }));
  return { lab, args: lab.args(), stack: () => lab.stack(), there };
};
const staged = (lab: Lab, args: Props, stack: () => Stack): Stage => ({
  lab,
  args,
  stack,
  there: () => lab.cloud.images().map(({ id, name }) => ({ id, name })),
});

const stages: Record<string, () => Promise<Stage>> = {
  "VolumeImage on otc": () => volumeStage("otc"),
  "VolumeImage on openstack": () => volumeStage("openstack"),
  "DataImage on otc": () => jobStage("an object"),
  "FullEcsImage on otc": () => jobStage("a server"),
  "DataVolumeTemplate on zstack": templateStage,
};

/** What nobody foresaw. */
const thrown: readonly unknown[] = [
  new TypeError("Cannot read properties of undefined (reading 'id')"),
  "a text",
  null,
  new SyntaxError("Unexpected token < in JSON"),
];
const one = (at: number) => thrown[at % thrown.length];

/** Every function that is called from the create call on: its first call and its last. */
async function places(open: () => Promise<Stage>): Promise<Place[]> {
  const { lab, args, stack } = await open();
  const { resource } = stack();
  const watched = bugged(lab.process(), resource, undefined);
  await new Stack("golden", watched.resource).up(watched.process, args);
  await lab.close();
  return [...watched.calls].flatMap(([step, last]) =>
    [...new Set([1, last])].flatMap((call) => [true, false].map((made) => ({ step, call, made }))),
  );
}

/** The bug strikes; then it is mended. */
async function suffer(open: () => Promise<Stage>, place: Place, what: unknown): Promise<void> {
  const stage = await open();
  const { lab, args } = stage;
  try {
    const { resource } = stage.stack();
    const hit = bugged(lab.process(), resource, what, place);
    const suffering = new Stack("golden", hit.resource);
    let failed: unknown = "nothing";
    await suffering.up(hit.process, args).catch((error: unknown) => {
      failed = error;
    });
    expect(hit.calls.get(place.step)).toBeGreaterThanOrEqual(place.call);
    if (failed !== "nothing")
      expect(String((failed as Error).message)).toContain("a bug of pulumi-cloud-images");

    const mended = stage.stack();
    mended.recorded = suffering.recorded;
    await mended.up(lab.process(), args);
    expect(stage.there()).toEqual([{ id: mended.recorded?.id, name: "golden" }]);
    expect(mended.plan(args)).toBe("same");
  } finally {
    await lab.close();
  }
}

test.each(Object.entries(stages))(
  "a bug anywhere after the create call of a %s: it is kept, or found by the next up, and there is one",
  async (_, open) => {
    const found = await places(open);
    expect(found.length).toBeGreaterThan(20);
    for (const [at, place] of found.entries()) {
      try {
        await suffer(open, place, one(at));
      } catch (cause) {
        throw new Error(`${JSON.stringify(place)}, thrown ${String(one(at))}`, { cause });
      }
    }
  },
  120_000,
);
