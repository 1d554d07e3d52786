import { create } from "../../../provider/pulumi/dynamic/provider/verbs";
import { type Lab, openLab } from "../harness/lab";
import { failureOf } from "../harness/stack";
import { jobImage, type Subject, template, volumeImageOn } from "../harness/subjects";

interface GivenBack {
  readonly subject: Subject;
  /** The calls by which a take-over is released. */
  readonly calls: readonly string[];
}

const everyKind: readonly GivenBack[] = [
  { subject: volumeImageOn("otc"), calls: ["ims.updateImage"] },
  { subject: volumeImageOn("openstack"), calls: ["glance.updateImage"] },
  { subject: jobImage("huaweicloud", "an object"), calls: ["ims.tagAction"] },
  { subject: template, calls: ["zstack.createUserTag", "zstack.deleteTag"] }, // both at once
];

const thereOn = (lab: Lab) => lab.existing().map(({ id }) => id);

test.each(everyKind)(
  "$subject.name whose answer nobody recorded is released at once, without a read, and the next up adopts it",
  async ({ subject, calls }) => {
    const lab = await openLab(subject);
    const args = lab.args();
    const { id, undo } = await create(subject.resource, lab.stack().inputs(args), lab.process());
    lab.forget();
    await undo();
    expect(
      lab
        .wire()
        .filter((route) => route !== "zstack.showJob")
        .sort(),
    ).toEqual(calls);
    const next = lab.stack();
    await next.up(lab.process(), args);
    expect(next.recorded?.id).toBe(id);
    expect(thereOn(lab)).toEqual([id]);
    expect(next.plan(args)).toBe("same");
    await lab.close();
  },
);

/** Released, and recorded unfinished by a next `up` that could not take it over. */
async function unfinishedAgain({ subject, calls }: GivenBack) {
  const lab = await openLab(subject);
  const args = lab.args();
  const first = lab.stack();
  const { id, undo } = await create(first.resource, first.inputs(args), lab.process());
  await undo();
  const next = lab.stack();
  const [route = ""] = calls;
  lab.cloud.addFault({ route, kind: "reset", times: 1000, applied: false });
  await failureOf(next.up(lab.process(), args));
  lab.cloud.clearFaults();
  expect(next.recorded).toMatchObject({ id, failed: true });
  return { lab, next, args, id };
}

test.each(everyKind)(
  "$subject.name that was released, and whose next up is interrupted before it takes the image over, is gone on with, and destroyed",
  async (kind) => {
    const { lab, next, args, id } = await unfinishedAgain(kind);
    await next.refresh(lab.process());
    await next.up(lab.process(), args);
    expect(next.recorded).toMatchObject({ id, failed: false });
    expect(thereOn(lab)).toEqual([id]);
    await next.destroy(lab.process());
    expect(thereOn(lab)).toEqual([]);
    await lab.close();
  },
);

test.each(everyKind)(
  "$subject.name that was released is destroyed by the state that has recorded it unfinished",
  async (kind) => {
    const { lab, next } = await unfinishedAgain(kind);
    const process = lab.process();
    await next.destroy(process);
    expect(process.warnings).toEqual([]);
    expect(thereOn(lab)).toEqual([]);
    await lab.close();
  },
);
