import type { LoggedRequest } from "../../local-cloud";
import {
  check,
  diff,
  failureOf,
  type Lab,
  openLab,
  owner,
  type Props,
  type ProviderProcess,
  Stack,
} from "./outside";
import { expectByRecipe, expectPinned } from "./pinned";
import { hashedOf, jobUuidBy, markBy, templateUuidBy } from "./recipe";
import { nameOf, putInto, type Subject, sourcesOf, subjectOf, subjects } from "./subjects";

/**
 * The mark that a create carries, as it goes over the wire, for every argument of every resource on every kind of cloud.
 */

const whyMarks =
  "A mark is how the provider finds the image of a run that was cut off, and how it knows which images are ours. " +
  "With another one a user's unfinished image is never found again: the next `up` makes a second one and leaves the first, " +
  "and every finished image gets an update that marks it anew.";

const whyUuids =
  "ZStack takes two creates of the same uuid for one. With another uuid, a create that is sent again after a lost answer makes a " +
  "second template, and the template of a run that was cut off is never found.";

const notYet = { error: { code: "refused", message: "not in this test" } };

/** One create that the cloud refuses: what it carried. */
async function carried(
  { lab, process }: { lab: Lab; process: ProviderProcess },
  { createRoute }: Subject,
  stack: Stack,
  args: Props,
): Promise<LoggedRequest> {
  lab.forget();
  lab.cloud.addFault({ route: createRoute, kind: "status", status: 403, body: notYet });
  await failureOf(stack.up(process, args));
  lab.cloud.clearFaults();
  const [sent, ...more] = lab.cloud.requests().filter(({ route }) => route === createRoute);
  if (sent === undefined || more.length > 0)
    throw new Error(`one create expected of ${JSON.stringify(args)}`);
  return sent;
}

function markIn({ body }: LoggedRequest): string {
  const marks = new Set(JSON.stringify(body).match(/\b[0-9a-f]{8}-[0-9a-f]{20}\b/g));
  if (marks.size !== 1) throw new Error(`one mark expected in ${JSON.stringify(body)}`);
  return [...marks].join();
}

/** Every argument that this cloud has, absent and given: by name, the arguments of a create. */
function rowsOf({ resource, least, values }: Subject, process: ProviderProcess): Map<string, Props> {
  const rows = new Map<string, Props>([["least", least]]);
  for (const [argument, all] of Object.entries(values))
    for (const value of all) {
      const args = { ...least, [argument]: value };
      const { failures } = check(resource, args, process);
      if (failures.length === 0) rows.set(`${argument}: ${JSON.stringify(value)}`, args);
    }
  return rows;
}

describe.each(subjects.map((subject) => [nameOf(subject), subject] as const))("%s", (name, subject) => {
  const { resource, profile } = subject;
  const file = `pins/marks/${name.replaceAll(" on ", "-")}.json`;
  let lab: Lab;
  let process: ProviderProcess;
  beforeEach(async () => {
    lab = await openLab(profile);
    process = lab.process();
    putInto(lab.cloud, sourcesOf(subject));
  });
  afterEach(() => lab.close());

  test("has its marks for ever, by whatever is given and left out", async () => {
    const rows = rowsOf(subject, process);
    const least = hashedOf(resource, subject.least, profile);
    const stack = new Stack("golden", resource);
    const first = markIn(await carried({ lab, process }, subject, stack, subject.least));
    const pins: Record<string, unknown> = {};
    const add = async (row: string, one: Stack, args: Props, ownedBy = owner) => {
      const hashed = hashedOf(resource, args, profile);
      const mark = markIn(await carried({ lab, process }, subject, one, args));
      expectByRecipe(row, mark, markBy(ownedBy, urnIn(one), hashed), whyMarks);
      const differing = row === "least" ? least : without(hashed, least);
      pins[row] = row !== "least" && mark === first ? "as least" : { mark, hashed: differing };
    };
    for (const [row, args] of rows) await add(row, stack, args);
    await add("another resource", new Stack("silver", resource), subject.least);
    await add("another owner", new Stack("golden", resource, "ffffffff"), subject.least, "ffffffff");
    expectPinned(file, pins, whyMarks);
  });

  test("has values here for every argument that there is", () => {
    const there = Object.keys(resource.kinds(profile));
    expect(there.filter((argument) => subject.values[argument] === undefined)).toEqual([]);
  });

  test("is made anew exactly where the mark is another, whichever of the two comes first", () => {
    const marked = [...rowsOf(subject, process)].map(([row, args]) => {
      const mark = markBy(owner, urnIn(new Stack("golden", resource)), hashedOf(resource, args, profile));
      return { row, mark, inputs: new Stack("golden", resource).inputs(args), args };
    });
    for (const before of marked)
      for (const after of marked.filter(({ row }) => before.row === "least" || row === "least")) {
        const outputs = {
          ...{ stateVersion: 1, endpoint: "e", region: "r", projectId: "p", profile, claim: "aaaabbbbcccc" },
          ...{ status: "active", __args: before.args, __tag: `${before.mark}-aaaabbbbcccc` },
        };
        const { replaces = [] } = diff(resource, outputs, after.inputs);
        expect([before.row, after.row, replaces.length > 0]).toEqual([
          before.row,
          after.row,
          before.mark !== after.mark,
        ]);
      }
  });
});

describe("templates of ZStack", () => {
  const subject = subjectOf("DataVolumeTemplate", "zstack");
  let lab: Lab;
  beforeEach(async () => {
    lab = await openLab("zstack", { settings: { templateSeconds: 5 } });
    putInto(lab.cloud, sourcesOf(subject));
  });
  afterEach(() => lab.close());

  test("have their uuids, and those of their jobs, for ever: one of each for every time that one is made", async () => {
    const stack = new Stack("golden", subject.resource);
    const pins: Record<string, unknown> = {};
    for (let generation = 0; generation < 4; generation += 1) {
      lab.forget();
      await stack.up(lab.process(), { ...subject.least, expunge: true });
      // Before it uuids may be tried that are used up: ZStack shows no row of what is expunged.
      const sent = lab.cloud.requests().findLast(({ route }) => route === subject.createRoute);
      const mark = markIn(sent as LoggedRequest);
      const uuid = String(stack.recorded?.id);
      const job = sent?.headers["x-job-uuid"];
      expect(JSON.stringify(sent?.body)).toContain(`"resourceUuid":"${uuid}"`);
      const byRecipe = [templateUuidBy(mark, generation), jobUuidBy(uuid)];
      expectByRecipe(`made ${generation} times before`, [uuid, job], byRecipe, whyUuids);
      pins[`${mark}, made ${generation} times before`] = { template: uuid, job };
      await stack.destroy(lab.process());
    }
    expectPinned("pins/templateUuids.json", pins, whyUuids);
  });
});

const urnIn = (stack: Stack): string => String(stack.inputs({}).__urn);

/** What differs from the least arguments; null: what is hashed no more. */
function without(hashed: Props, least: Props): Props {
  const fields = new Set([...Object.keys(least), ...Object.keys(hashed)]);
  const differing = [...fields].filter(
    (field) => JSON.stringify(hashed[field]) !== JSON.stringify(least[field]),
  );
  return Object.fromEntries(differing.sort().map((field) => [field, hashed[field] ?? null]));
}
