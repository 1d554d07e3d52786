import type { Props } from "../../provider/lifecycle/state/inputs";
import { testInWhole } from "../whole";
import { answerBadly } from "./harness/badAnswers";
import { type Lab, openLab } from "./harness/lab";
import { Stack } from "./harness/stack";
import { jobImage, template } from "./harness/subjects";

const BAD = 0.05;

interface Crowd {
  readonly lab: Lab;
  readonly each: readonly { readonly stack: Stack; readonly args: Props }[];
}

const many = <Item>(count: number, item: (name: string) => Item) =>
  Array.from({ length: count }, (_, at) => item(`image-${at}`));
const imageQuota = 1000;

const volumes =
  (profile: "otc" | "openstack", deleteSeconds: number) =>
  async (count: number): Promise<Crowd> => {
    const lab = await openLab(profile, { settings: { exportSeconds: 60, deleteSeconds, imageQuota } });
    const each = many(count, (name) => {
      const { id } = lab.cloud.addVolume({ profile, sizeGiB: 20 });
      return { stack: new Stack(name), args: { name, volumeId: id } };
    });
    return { lab, each };
  };

/** Five minutes each, because a lost create is searched for so long. */
const objects = async (count: number): Promise<Crowd> => {
  const lab = await openLab(jobImage("otc", "an object"), { settings: { jobSeconds: 300, imageQuota } });
  const bucket = lab.cloud.addBucket({ profile: "otc", name: "disks" });
  const each = many(count, (name) => {
    lab.cloud.addObject({ bucket: bucket.name, key: `${name}.qcow2` });
    return {
      stack: lab.stack(name),
      args: lab.args({ name, source: { bucket: bucket.name, object: `${name}.qcow2` } }),
    };
  });
  return { lab, each };
};

const templates = async (count: number): Promise<Crowd> => {
  const lab = await openLab(template, { settings: { templateSeconds: 60 } });
  const each = many(count, (name) => {
    const snapshotUuid = lab.cloud.addSnapshot().uuid;
    return { stack: lab.stack(name), args: lab.args({ name, snapshotUuid }) };
  });
  return { lab, each };
};

/** How long it takes, in milliseconds, whatever fails. */
async function together(lab: Lab, each: readonly Promise<void>[]): Promise<number> {
  const since = lab.clock.elapsed();
  await Promise.allSettled(each);
  return lab.clock.elapsed() - since;
}

const live = (lab: Lab) => lab.existing().map(({ id }) => id);

/** Until all are made, and then until all are gone: how long each run takes. */
async function story({ lab, each }: Crowd) {
  const unmade = () => each.filter(({ stack, args }) => stack.plan(args) !== "same");
  const left = () => each.filter(({ stack }) => stack.recorded !== undefined);
  const [ups, destroys]: [number[], number[]] = [[], []];
  while (unmade().length > 0 && ups.length < 10) {
    const process = lab.process();
    ups.push(
      await together(
        lab,
        unmade().map(({ stack, args }) => stack.up(process, args)),
      ),
    );
  }
  const recorded = each.map(({ stack }) => String(stack.recorded?.outputs.imageId)).sort();
  const made = live(lab).sort();
  while (left().length > 0 && destroys.length < 10) {
    const process = lab.process();
    destroys.push(
      await together(
        lab,
        left().map(({ stack }) => stack.destroy(process)),
      ),
    );
  }
  return { ups, destroys, recorded, made, remaining: live(lab) };
}

/** A poll more or less is no matter: of what takes two seconds in all, less than three is not twice. */
const LOOKS_MS = 3_000;

describe("many images are whole after three ups and gone after two destroys, while one answer in twenty is bad:", () => {
  let lab: Lab | undefined;
  afterEach(async () => {
    await lab?.close();
    lab = undefined;
  });
  const opened = async (open: (count: number) => Promise<Crowd>, count: number): Promise<Crowd> => {
    await lab?.close();
    const crowd = await open(count);
    lab = crowd.lab;
    return crowd;
  };

  test("of volumes on otc, where images are gone before a list shows them leaving", () =>
    soak(volumes("otc", 0.1), 200, 2));
  testInWhole("of volumes on otc, where they are listed for some time", () =>
    soak(volumes("otc", 4), 200, 1),
  );
  testInWhole("of volumes on openstack", () => soak(volumes("openstack", 4), 200, 3));
  testInWhole("of objects on otc, sixty", () => soak(objects, 60, 4));
  testInWhole("of snapshots on zstack, sixty", () => soak(templates, 60, 5));

  async function soak(open: (count: number) => Promise<Crowd>, count: number, seed: number) {
    const usual = await story(await opened(open, count));
    expect([usual.ups.length, usual.destroys.length]).toEqual([1, 1]);
    const crowd = await opened(open, count);
    answerBadly(crowd.lab, BAD, seed);
    const bad = await story(crowd);
    expect(bad.ups.length).toBeLessThanOrEqual(3);
    expect(bad.destroys.length).toBeLessThanOrEqual(2);
    const longest = ([ms = 0]: number[]) => 2 * Math.max(ms, LOOKS_MS);
    expect(Math.max(...bad.ups)).toBeLessThanOrEqual(longest(usual.ups));
    expect(Math.max(...bad.destroys)).toBeLessThanOrEqual(longest(usual.destroys));
    expect(bad.made).toEqual(bad.recorded); // each once, and known
    expect(new Set(bad.made).size).toBe(count);
    expect(bad.remaining).toEqual([]);
  }
});
