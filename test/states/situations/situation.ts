import type { CloudName, Settings } from "../../../local-cloud";
import { create, failureOf, importImage, type Lab, owner, type Props, type Stack, urnOf } from "../outside";
import { sourcesOf, subjectOf, type Things } from "../subjects";

/** A situation in which a run leaves a resource, and how a run gets there. */
export interface Situation {
  readonly type: string;
  readonly profile: CloudName;
  /** Names its file, with type and profile. */
  readonly name: string;
  readonly about: string;
  readonly settings: Partial<Settings>;
  readonly things: Things;
  /** Leaves its state in `stack.recorded`. */
  play(stage: Stage): Promise<void>;
}

export interface Stage {
  readonly lab: Lab;
  readonly stack: Stack;
  /** The least arguments, and those of the situation. */
  args(more?: Props): Props;
}

export type Told = Omit<Situation, "type" | "profile" | "settings" | "things"> &
  Partial<Pick<Situation, "settings" | "things">> & {
    /** Of the source: how images are made from it. */
    readonly source?: Props;
  };

export function on(type: string, profile: CloudName, told: readonly Told[]): Situation[] {
  return told.map(({ settings = {}, source, things = [], ...rest }) => ({
    ...rest,
    type,
    profile,
    settings,
    things: [...sourcesOf(subjectOf(type, profile), source), ...things],
  }));
}

const soon = { timeouts: { create: "30s" } };

/** A create that is cut off. */
export const cutOff = async ({ lab, stack, args }: Stage) => {
  await failureOf(stack.up(lab.process(), args(soon)));
};

/** Hidden inputs that not every program has, and not every version. */
const hidden = ({ profile }: Lab) => ({
  __timeouts: { create: "45m" },
  __secret: ["description"],
  __cloud: { entry: profile, profile, region: "somewhere", host: "127.0.0.1" },
});

export const finished = (more: Props, about = "finished, with all that can be set in place"): Told => ({
  name: "finished",
  about,
  play: ({ lab, stack, args }) => stack.up(lab.process(), args({ ...hidden(lab), ...more })),
});

/** A call of the take-over that the cloud refuses. */
export const notTakenOver = (route: string): Told => ({
  name: "not-taken-over",
  about: "ready, but the cloud has refused the take-over",
  async play({ lab, stack, args }) {
    lab.cloud.addFault({
      route,
      kind: "status",
      status: 403,
      times: 9,
      body: { error_msg: "not authorized" },
    });
    await failureOf(stack.up(lab.process(), args()));
    lab.cloud.clearFaults();
  },
});

export const updateRefused = (route: string, more: Props): Told => ({
  name: "update-refused",
  about: "finished, then an update that the cloud has refused",
  async play({ lab, stack, args }) {
    await stack.up(lab.process(), args({ description: "weekly" }));
    lab.cloud.addFault({
      route,
      kind: "status",
      status: 403,
      times: 9,
      body: { error_msg: "not authorized" },
    });
    await failureOf(stack.up(lab.process(), args(more)));
    lab.cloud.clearFaults();
  },
});

export const takenBack: Told = {
  name: "taken-back",
  about: "finished and recorded, but taken back, as after an engine that was killed",
  async play({ lab, stack, args }) {
    const inputs = stack.inputs(args());
    const { id, outs, undo } = await create(stack.resource, inputs, lab.process());
    await undo();
    stack.recorded = JSON.parse(JSON.stringify({ id, inputs, outputs: outs, failed: false }));
  },
};

export const byHand = { id: "1a9eb4ad-0000-4000-8000-000000000001", name: "by hand" };

export const imported = (
  name: string,
  about: string,
  given: Props,
  { things = [], id = byHand.id, takeOver = false }: { things?: Things; id?: string; takeOver?: boolean },
  before?: Situation["play"],
): Told => ({
  name,
  about,
  things,
  async play(stage) {
    await before?.(stage);
    const { lab, stack } = stage;
    const { resource } = stack;
    const cloud = lab.process().connect(undefined);
    const options = { deadline: lab.clock.now() + 60_000 };
    const how = { id: String(stack.recorded?.id ?? id), given, takeOver, newClaim: () => "aaaabbbbcccc" };
    const place = { cloud, location: await cloud.location(), urn: urnOf("golden", resource.type), owner };
    const { inputs, outputs, mark } = await importImage(resource, { ...place, ...how }, options);
    const marked = takeOver ? await mark(options) : outputs;
    stack.recorded = JSON.parse(JSON.stringify({ id: how.id, inputs, outputs: marked, failed: false }));
  },
});

/** What `get` looks up: it is never ours. */
export const lookedUp = (id: string, things: Things): Told => ({
  name: "looked-up",
  about: "an image of somebody else's, read by `get`",
  things,
  async play({ lab, stack }) {
    const inputs = { __urn: urnOf("golden", stack.resource.type), __owner: owner };
    stack.recorded = { id, inputs, outputs: inputs, failed: false };
    await stack.refresh(lab.process());
    stack.recorded = { ...stack.recorded, inputs };
  },
});

/** A create that ends by itself, with an error. */
export async function cutOffNever({ lab, stack, args }: Stage): Promise<void> {
  await failureOf(stack.up(lab.process(), args()));
}
