import { type Difference, diff, type Lab, type Props, type Recorded, type Stack } from "./outside";
import { type Becomes, type Recording, stackWith } from "./recording";
import { playScene } from "./scene";
import { subjectOf } from "./subjects";

const WEEK_MS = 7 * 24 * 3_600_000;

/**
 * What the verbs make of a recorded state with unchanged inputs: at once, and where it is not finished, a week later too, when
 * nobody knows the job any more. Each story has a cloud of its own.
 */
export async function becomes(recording: Recording): Promise<Becomes> {
  const { type, cloud, state } = recording;
  const planned = { diff: diff(subjectOf(type, cloud.profile).resource, state.outputs, state.inputs) };
  const told = <Answer>(story: Story<Answer>) => inACloud(recording, 0, story);
  const refreshed = await told(async (stage) => ({
    refresh: await refresh(stage),
    "up after the refresh": await up(stage),
    "destroy after both": await destroy(stage),
  }));
  const destroyed = { destroy: await told(destroy) };
  const renamed = isReplaced(planned.diff) ? {} : { "up of a renamed stack": await told(upRenamed) };
  if (isFinished(state)) return { ...planned, ...destroyed, ...refreshed, ...renamed };
  const isKnownByJob = state.id.startsWith("job:");
  const later = <Answer>(story: Story<Answer>) => inACloud(recording, WEEK_MS, story);
  return {
    ...planned,
    ...(await becomesAtOnce(recording)),
    ...destroyed,
    ...refreshed,
    ...renamed,
    "a week later, up": await later(up),
    ...(isKnownByJob
      ? {
          "a week later, destroy": await later(destroy),
          "a week later, up of a renamed stack": await later(upRenamed),
        }
      : {}),
    ...(await later(async (stage) => ({
      "a week later, refresh": await refresh(stage),
      "a week later, destroy after the refresh": await destroy(stage),
    }))),
  };
}

/** The shortest of the stories, for a state that is a recorded one but for some words. */
export function becomesAtOnce(recording: Recording): Promise<Becomes> {
  return inACloud(recording, 0, async (stage) => ({
    up: await up(stage),
    "destroy after the up": await destroy(stage),
  }));
}

const isReplaced = ({ replaces = [] }: Difference): boolean => replaces.length > 0;

function isFinished({ failed, outputs }: Recorded): boolean {
  return !failed && ["active", "Ready"].includes(String(outputs.status));
}

type Story<Answer> = (stage: Stage) => Promise<Answer>;

interface Stage {
  readonly lab: Lab;
  readonly stack: Stack;
  /** As they stand in the state: the program has not changed. */
  readonly inputs: Props;
}

async function inACloud<Answer>(
  recording: Recording,
  laterMs: number,
  story: Story<Answer>,
): Promise<Answer> {
  const lab = await playScene(recording.cloud);
  try {
    if (laterMs > 0) await lab.clock.sleep(laterMs);
    return await story({ lab, stack: stackWith(recording, lab), inputs: recording.state.inputs });
  } finally {
    await lab.close();
  }
}

async function up({ lab, stack, inputs }: Stage): Promise<string> {
  const plan = stack.plan(inputs);
  const end = await ended(lab, stack, () => stack.up(lab.process(), inputs));
  return `${plan}${end}${stack.recorded === undefined ? "" : `; next: ${stack.plan(inputs)}`}`;
}

/** The owner is another one: it never replaces, and the image is still found by the mark that its create has carried. */
function upRenamed(stage: Stage): Promise<string> {
  return up({ ...stage, inputs: { ...stage.inputs, __owner: "ffffffff" } });
}

async function refresh({ lab, stack }: Stage): Promise<string> {
  const before = stack.recorded;
  const end = await ended(lab, stack, () => stack.refresh(lab.process()));
  const { inputs, outputs } = stack.recorded ?? {};
  if (before === undefined || stack.recorded === undefined) return `refresh${end}`;
  const changed = [
    ...differing("inputs", before.inputs, inputs),
    // Of an unfinished image much is seen for the first time, or later.
    ...(isFinished(before) ? differing("outputs", before.outputs, outputs) : []),
  ];
  return `refresh${end}; changed: ${changed.join(", ") || "nothing"}`;
}

async function destroy({ lab, stack }: Stage): Promise<string> {
  return `destroy${await ended(lab, stack, () => stack.destroy(lab.process()))}`;
}

/** How an operation ends: whether it fails, how many creates it sends, what stands in the state and in the cloud. */
async function ended(lab: Lab, stack: Stack, operation: () => Promise<void>): Promise<string> {
  lab.forget();
  const failed = await operation().then(
    () => "",
    () => " fails",
  );
  const creates = lab.cloud.requests().filter(({ route }) => isCreate(route)).length;
  const sent = creates === 0 ? "" : `, creates: ${creates}`;
  return shortened(`${failed}${sent}; state: ${stateOf(stack)}; cloud: ${cloudOf(lab)}`);
}

const isCreate = (route: string | null) =>
  /^(evs|cinder)\.uploadImage$|^ims\.create|^zstack\.createTemplate$/.test(route ?? "");

function stateOf({ recorded }: Stack): string {
  if (recorded === undefined) return "nothing";
  const { id, outputs, failed } = recorded;
  return `${id} ${outputs.status}${failed ? " (init failed)" : ""}`;
}

function cloudOf({ cloud, profile }: Lab): string {
  const templates = () =>
    cloud.templates().map(({ uuid, name, status, userTags }) => ({ id: uuid, name, status, tags: userTags }));
  const images = profile === "zstack" ? templates() : cloud.images();
  const words = images.map(({ id, name, status, tags }) => [id, `"${name}"`, status, ...[...tags].sort()]);
  return words.map((one) => one.join(" ")).join(" and ") || "nothing";
}

/** Ids by number. */
function shortened(text: string): string {
  return text
    .replace(/1a9e0000-0000-4000-8000-0*(\d+)/g, "image-$1")
    .replace(/1a9eb4ad-?0000-?4000-?8000-?0*(\d+)/g, "image-by-hand")
    .replace(/10b0000000004000800000*(\d+)/g, "$1");
}

/** Without what the caller of a read adds, the time of the last look, and what later versions show besides. */
function differing(what: string, before: Props = {}, after: Props = {}): string[] {
  return Object.keys({ ...before, ...(what === "inputs" ? after : {}) })
    .filter((key) => !["__provider", "updatedAt", "lastOpDate"].includes(key))
    .filter((key) => !holds(after[key], before[key]))
    .map((key) => `${what}.${key}`)
    .sort();
}

function holds(after: unknown, before: unknown): boolean {
  if (typeof before !== "object" || before === null || typeof after !== "object" || after === null)
    return after === before;
  return Object.entries(before).every(([key, value]) => holds((after as Props)[key], value));
}
