import { deriveOwner } from "../../../provider/lifecycle/marks/marker";
import { projectImages } from "../../../provider/lifecycle/preflight/projectImages";
import { volumeImage } from "../../../provider/resources/volumeImage";
import { type Lab, openLab } from "../harness/lab";
import { openRun } from "../harness/openRun";
import type { ProviderProcess } from "../harness/providerProcess";
import { profiles } from "../harness/routes";
import { failureOf, Stack } from "../harness/stack";
import { jobImage, type Subject, template, volumeImageOn } from "../harness/subjects";

const veryMark = /bears this resource's very mark, and no state that this machine has seen holds it/;

/** A resource, and the source in the command that brings its image back. */
const everyKind: readonly (readonly [Subject, source: (lab: Lab) => string])[] = [
  ...profiles.map((profile) => [volumeImageOn(profile), (lab: Lab) => lab.volume.id] as const),
  [jobImage("otc", "an object"), () => "exports:disks/data.qcow2"],
  [
    jobImage("otc", "a server"),
    (lab) => {
      const { instanceId, vaultId } = lab.args().source as Record<string, string>;
      return `instanceId=${instanceId},vaultId=${vaultId}`;
    },
  ],
  [template, (lab) => String(lab.args().snapshotUuid)],
];
const idsOf = (lab: Lab) => lab.existing().map(({ id }) => id);

describe.each(everyKind.map(([subject, source]) => ({ subject, source })))(
  "$subject.name that the state has lost",
  ({ subject, source }) => {
    let lab: Lab;
    let id: string;
    beforeEach(async () => {
      lab = await openLab(subject);
      await lab.stack().up(lab.process({ preflight: "warn" }), lab.args()); // the state is thrown away
      id = idsOf(lab)[0] ?? "";
      lab.clock.skip(3 * 3_600_000);
    });
    afterEach(() => lab.close());

    test("is reported at the create, with its age and the command that brings it back, and never adopted", async () => {
      const process = lab.process({ preflight: "warn" });
      const stack = lab.stack();
      await stack.up(process, lab.args());
      const [warning, ...others] = process.warnings;
      expect(others).toEqual([]);
      expect(warning).toMatch(veryMark);
      expect(warning).toMatch(
        new RegExp(`^image ${id} \\(\\w+, (3 h old|created .* by the cloud's clock)\\)`),
      );
      expect(warning).toContain(
        `npx pulumi-cloud-images import ${subject.resource.type} golden ${id} --source ${source(lab)} --take-over`,
      );
      expect(idsOf(lab)).toHaveLength(2);
      expect(stack.recorded?.id).not.toBe(id);
    });

    test("stops the create on demand, before anything is sent, and the hint is to change triggers", async () => {
      const error = await failureOf(lab.stack().up(lab.process({ preflight: "error" }), lab.args()));
      expect(error).toMatchObject({
        message: expect.stringMatching(veryMark),
        hint: expect.stringMatching(/npx pulumi-cloud-images import .*change `triggers`/),
      });
      expect(idsOf(lab)).toEqual([id]);
      const process = lab.process({ preflight: "error" });
      await lab.stack().up(process, lab.args({ triggers: ["anew"] }));
      expect(process.warnings).toEqual([]);
      expect(idsOf(lab)).toHaveLength(2);
    });

    test("is not searched for when the preflight is off", async () => {
      const process = lab.process({ preflight: "off" });
      await lab.stack().up(process, lab.args());
      expect(process.warnings).toEqual([]);
    });

    test("is reported, but stops nothing, if another owner's mark shows that it was this very resource", async () => {
      const renamed = deriveOwner({ organization: "acme", project: "lab", stack: "dev", salt: "v1:another" });
      const process = lab.process({ preflight: "error" });
      await lab.stack("golden", renamed).up(process, lab.args());
      expect(process.warnings).toEqual([
        expect.stringMatching(/bears the mark of the same resource of another owner \([0-9a-f]{8}\)/),
      ]);
      expect(idsOf(lab)).toHaveLength(2);
    });
  },
);

describe.each(everyKind.map(([subject]) => subject))("$name that is being replaced", (subject) => {
  let lab: Lab;
  let stack: Stack;
  beforeEach(async () => {
    lab = await openLab(subject);
    stack = lab.stack();
    await stack.up(lab.process({ preflight: "error" }), lab.args());
  });
  afterEach(() => lab.close());

  const silently = async (work: (process: ProviderProcess) => Promise<void>) => {
    const process = lab.process({ preflight: "error" });
    await work(process);
    expect(process.warnings).toEqual([]);
    expect(idsOf(lab)).toEqual([stack.recorded?.id]);
  };

  test("by a trigger, to and fro, is none that is lost", async () => {
    await silently((process) => stack.up(process, lab.args({ triggers: [1] })));
    await silently((process) => stack.up(process, lab.args()));
  });

  test("by `--replace`, after a run of this machine has seen it in the state, is none that is lost", async () => {
    const { id } = stack.recorded ?? {};
    await stack.up(lab.process(), lab.args()); // nothing to do, but a diff
    await silently((process) => stack.up(process, lab.args(), { replace: true }));
    expect(stack.recorded?.id).not.toBe(id);
  });

  test("by `--replace` after a refresh is none that is lost", async () => {
    await stack.refresh(lab.process());
    await silently((process) => stack.up(process, lab.args(), { replace: true }));
  });

  test("by `--replace` on a machine that has never seen it cannot be distinguished from one that is lost", async () => {
    const warned = lab.process({ preflight: "warn", machine: "another" });
    await stack.up(warned, lab.args(), { replace: true });
    expect(warned.warnings).toEqual([expect.stringMatching(veryMark)]);
    expect(idsOf(lab)).toEqual([stack.recorded?.id]);
    const refused = lab.process({ preflight: "error", machine: "a third" });
    const error = await failureOf(stack.up(refused, lab.args(), { replace: true }));
    expect(error.message).toMatch(veryMark);
    expect(idsOf(lab)).toEqual([stack.recorded?.id]);
  });
});

describe("images that a state has lost, on otc", () => {
  let lab: Lab;
  beforeEach(async () => {
    lab = await openLab("otc");
  });
  afterEach(() => lab.close());
  const golden = (more: object = {}) => ({ name: "golden", volumeId: lab.volume.id, ...more });
  const warningsOf = async (preflight: "warn" | "error" = "warn", stack = new Stack()) => {
    const process = lab.process({ preflight });
    await stack.up(process, golden());
    return process.warnings;
  };
  const lose = () => new Stack().up(lab.process(), golden());

  test("are reported one by one", async () => {
    await lose();
    await lose();
    const ids = lab.cloud.images().map(({ id }) => id);
    const warnings = await warningsOf();
    expect(warnings).toHaveLength(2);
    for (const id of ids) expect(warnings.join("\n")).toContain(`image ${id} `);
  });

  test("are searched for by one list, however many images are made", async () => {
    const volumes = Array.from({ length: 12 }, () => lab.cloud.addVolume({ profile: "otc", sizeGiB: 1 }));
    const process = lab.process({ preflight: "warn" });
    await Promise.all(
      volumes.map(({ id }, at) => new Stack(`golden-${at}`).up(process, { name: `g${at}`, volumeId: id })),
    );
    const all = ({ query }: { query: object }) => !["name", "tag", "id"].some((key) => key in query);
    const [first] = lab.cloud.requests();
    const begun = lab.cloud.requests().filter(({ at }) => at === first?.at); // before the waiting, which lists as well
    expect(begun.filter((one) => one.route === "ims.listImages" && all(one))).toHaveLength(1);
    expect(lab.creates()).toBe(12);
  });

  test("were claimed by a run of another engine, and this state has its own", async () => {
    const mine = new Stack();
    await mine.up(lab.process(), golden());
    lab.cloud.removeImage(lab.image().id);
    await lose(); // the lock was broken, and both engines made one
    expect(await warningsOf()).toEqual([expect.stringMatching(veryMark)]);
  });

  test("are none when they have another mark, or the cloud reports them as failed", async () => {
    await lose();
    const { id, tags } = lab.image();
    const marked = (mark: string) => tags.map((tag) => tag.replace(/-[0-9a-f]{20}-/, `-${mark}-`));
    lab.cloud.patchImage(id, { tags: marked("0".repeat(20)) });
    expect(await warningsOf("error")).toEqual([]);
    lab.cloud.patchImage(id, { tags, status: "killed" });
    for (const other of lab.cloud.images()) if (other.id !== id) lab.cloud.removeImage(other.id);
    expect(await warningsOf("error")).toEqual([]);
  });

  test("are reported as they were listed if they cannot be read, because of an ingress's answers or an error", async () => {
    await lose();
    const { id } = lab.image();
    const ingress = { kind: "status", status: 404, body: "default backend - 404", times: 1_000 } as const;
    for (const fault of [
      { route: "ims.listImages", query: "id", ...ingress },
      { route: "ims.listTags", ...ingress },
      { route: "ims.listTags", kind: "status", status: 500, times: 1_000 } as const,
    ]) {
      lab.cloud.addFault(fault);
      const process = lab.process({ preflight: "error" });
      expect((await failureOf(new Stack().up(process, golden()))).message).toMatch(veryMark);
      expect(process.warnings).toEqual([
        expect.stringMatching(new RegExp(`^image ${id} is listed, but could not be looked at: .*(404|500)`)),
      ]);
      lab.cloud.clearFaults();
    }
    expect(lab.image().id).toBe(id);
  });

  test("are judged as they are, not as the list of the run's beginning shows them", async () => {
    await lose();
    const process = lab.process({ preflight: "error" });
    const cloud = process.connect(undefined);
    const before = await cloud.allImages();
    cloud.allImages = async () => before;
    lab.cloud.removeImage(lab.image().id);
    await new Stack().up(process, golden());
    expect(process.warnings).toEqual([]);
  });

  test("a list that fails is reported once, in every mode, and skipped", async () => {
    const other = lab.cloud.addVolume({ profile: "otc", sizeGiB: 1 });
    await lose();
    const process = lab.process({ preflight: "error" });
    process.connect(undefined).allImages = () => Promise.reject(new TypeError("no such thing"));
    await new Stack().up(process, golden());
    await new Stack("other").up(process, { name: "other", volumeId: other.id });
    expect(process.warnings).toEqual([
      expect.stringMatching(/^could not look at the images of the project.*no such thing/),
    ]);
    expect(lab.creates()).toBe(3);
  });

  test("a list that does not come is reported, and skipped", async () => {
    const process = lab.process();
    const cloud = process.connect(undefined);
    cloud.allImages = ({ signal } = {}) =>
      new Promise((_, reject) => {
        if (signal?.aborted)
          reject(signal.reason); // a slow machine
        else signal?.addEventListener("abort", () => reject(signal.reason));
      });
    const run = openRun(volumeImage, new Stack().inputs(golden()), "create", process);
    expect(await projectImages(run, 10)).toEqual([]);
    expect(process.warnings).toEqual([expect.stringMatching(/no answer within 0.01 s$/)]);
  });

  test("a note of a state's claim is no licence for another image", async () => {
    const stack = new Stack();
    await stack.up(lab.process(), golden());
    await stack.refresh(lab.process());
    await lose();
    const lost = lab.cloud.images().find(({ id }) => id !== stack.recorded?.id);
    const process = lab.process({ preflight: "warn" });
    await stack.up(process, golden(), { replace: true });
    expect(process.warnings).toEqual([expect.stringContaining(`image ${lost?.id} `)]);
  });
});
