import { create } from "../../../provider/lifecycle/create";
import { type Lab, openLab } from "../harness/lab";
import { failureOf, Stack } from "../harness/stack";
import { openJobLab } from "../jobs/jobLab";
import { openTemplateLab } from "../templates/templateLab";

/** A lab, its image's arguments, and the calls by which a take-over is given back. */
const stages = {
  "VolumeImage on otc": async () => {
    const lab = await openLab("otc");
    return {
      lab,
      stack: () => new Stack(),
      args: { name: "golden", volumeId: lab.volume.id },
      calls: ["ims.updateImage"],
    };
  },
  "VolumeImage on openstack": async () => {
    const lab = await openLab("openstack");
    return {
      lab,
      stack: () => new Stack(),
      args: { name: "golden", volumeId: lab.volume.id },
      calls: ["glance.updateImage"],
    };
  },
  "DataImage on huaweicloud": async () => {
    const lab = await openJobLab("huaweicloud", "an object");
    return { lab, stack: () => lab.stack(), args: lab.args(), calls: ["ims.tagAction"] };
  },
  "DataVolumeTemplate on zstack": async () => {
    const lab = await openTemplateLab();
    const calls = ["zstack.createUserTag", "zstack.deleteTag"]; // both at once
    return { lab, stack: () => lab.stack(), args: lab.args(), calls };
  },
};

const thereOn = ({ profile, cloud }: Lab) =>
  profile === "zstack"
    ? cloud.templates().flatMap(({ uuid, status }) => (status === "Deleted" ? [] : [uuid]))
    : cloud.images().map(({ id }) => id);

test.each(Object.entries(stages))(
  "a %s whose answer nobody recorded is given back at once, without a look, and the next up adopts it",
  async (_, open) => {
    const { lab, stack, args, calls } = await open();
    const { resource } = stack();
    const { id, undo } = await create(resource, stack().inputs(args), lab.process());
    lab.forget();
    await undo();
    expect(
      lab
        .wire()
        .filter((route) => route !== "zstack.showJob")
        .sort(),
    ).toEqual(calls);
    const next = stack();
    await next.up(lab.process(), args);
    expect(next.recorded?.id).toBe(id);
    expect(thereOn(lab)).toEqual([id]);
    expect(next.plan(args)).toBe("same");
    await lab.close();
  },
);

/** Given back, and recorded unfinished by a next `up` that could not take it over. */
async function unfinishedAgain(open: (typeof stages)[keyof typeof stages]) {
  const { lab, stack, args, calls } = await open();
  const first = stack();
  const { id, undo } = await create(first.resource, first.inputs(args), lab.process());
  await undo();
  const next = stack();
  const [route = ""] = calls;
  lab.cloud.addFault({ route, kind: "reset", times: 1000, applied: false });
  await failureOf(next.up(lab.process(), args));
  lab.cloud.clearFaults();
  expect(next.recorded).toMatchObject({ id, failed: true });
  return { lab, next, args, id };
}

test.each(Object.entries(stages))(
  "a %s that was given back, and whose next up is interrupted before it takes the image over, is gone on with, and destroyed",
  async (_, open) => {
    const { lab, next, args, id } = await unfinishedAgain(open);
    await next.refresh(lab.process());
    await next.up(lab.process(), args);
    expect(next.recorded).toMatchObject({ id, failed: false });
    expect(thereOn(lab)).toEqual([id]);
    await next.destroy(lab.process());
    expect(thereOn(lab)).toEqual([]);
    await lab.close();
  },
);

test.each(Object.entries(stages))(
  "a %s that was given back is destroyed by who has recorded it unfinished",
  async (_, open) => {
    const { lab, next } = await unfinishedAgain(open);
    const process = lab.process();
    await next.destroy(process);
    expect(process.warnings).toEqual([]);
    expect(thereOn(lab)).toEqual([]);
    await lab.close();
  },
);
