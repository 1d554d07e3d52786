import { bugged, type Place } from "./bugAt";
import { openLab } from "./harness/lab";
import { Stack } from "./harness/stack";
import { jobImage, type Subject, template, volumeImageOn } from "./harness/subjects";

const subjects = [
  volumeImageOn("otc"),
  volumeImageOn("openstack"),
  jobImage("otc", "an object"),
  jobImage("otc", "a server"),
  template,
];
const open = (subject: Subject) =>
  openLab(subject, { settings: { exportSeconds: 8, jobSeconds: 20, templateSeconds: 5 } });

/** What nobody foresaw. */
const thrown: readonly unknown[] = [
  new TypeError("Cannot read properties of undefined (reading 'id')"),
  "a text",
  null,
  new SyntaxError("Unexpected token < in JSON"),
];
const one = (at: number) => thrown[at % thrown.length];

/** Every function that is called from the create call on: its first call and its last. */
async function places(subject: Subject): Promise<Place[]> {
  const lab = await open(subject);
  const watched = bugged(lab.process(), subject.resource, undefined);
  await new Stack("golden", watched.resource).up(watched.process, lab.args());
  await lab.close();
  return [...watched.calls].flatMap(([step, last]) =>
    [...new Set([1, last])].flatMap((call) => [true, false].map((made) => ({ step, call, made }))),
  );
}

/** The bug strikes; then it is mended. */
async function strike(subject: Subject, place: Place, what: unknown): Promise<void> {
  const lab = await open(subject);
  try {
    const hit = bugged(lab.process(), subject.resource, what, place);
    const struck = new Stack("golden", hit.resource);
    let failed: unknown = "nothing";
    await struck.up(hit.process, lab.args()).catch((error: unknown) => {
      failed = error;
    });
    expect(hit.calls.get(place.step)).toBeGreaterThanOrEqual(place.call);
    if (failed !== "nothing")
      expect(String((failed as Error).message)).toContain("a bug of pulumi-cloud-images");

    const mended = lab.stack();
    mended.recorded = struck.recorded;
    await mended.up(lab.process(), lab.args());
    expect(lab.existing()).toEqual([{ id: mended.recorded?.id, name: "golden" }]);
    expect(mended.plan(lab.args())).toBe("same");
  } finally {
    await lab.close();
  }
}

test.each(subjects)(
  "a bug anywhere after the create call of $name: it is kept, or found by the next up, and there is one",
  async (subject) => {
    const found = await places(subject);
    expect(found.length).toBeGreaterThan(20);
    for (const [at, place] of found.entries()) {
      try {
        await strike(subject, place, one(at));
      } catch (cause) {
        throw new Error(`${JSON.stringify(place)}, thrown ${String(one(at))}`, { cause });
      }
    }
  },
  120_000,
);
