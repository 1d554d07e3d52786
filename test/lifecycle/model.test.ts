import fc from "fast-check";
import { interrupted } from "./harness/interruptions";
import { type Lab, openLab } from "./harness/lab";
import { profiles } from "./harness/routes";
import { failureOf, Stack } from "./harness/stack";

/** An image as the model has it; an unfinished one bears its temporary name. */
interface ModelImage {
  readonly volume: number;
  name: string;
}
const TEMPORARY = "creating";

interface Model {
  readonly alive: Set<ModelImage>;
  /** What the state knows; the image may be unfinished. */
  recorded: ModelImage | undefined;
  /** Old records that are still to be deleted. */
  condemned: ModelImage[];
  creates: number;
}

interface Real {
  readonly lab: Lab;
  readonly stack: Stack;
  readonly volumes: readonly string[];
}

interface Target {
  readonly volume: number;
  readonly name: string;
  readonly replace: boolean;
}

const argsOf = ({ volumes }: Real, { volume, name }: Target) => ({ name, volumeId: volumes[volume] });
const unfinishedOf = (model: Model, volume: number) =>
  [...model.alive].filter((image) => image.volume === volume && image.name === TEMPORARY);
const creates = (model: Model, target: Target) =>
  target.replace || model.recorded === undefined || model.recorded.volume !== target.volume;

const renames = ({ recorded }: Readonly<Model>, target: Target) => recorded?.name !== target.name;

/** The image that an operation works on: the recorded one, an adopted one, or a new one. */
function imageFor(model: Model, target: Target): ModelImage {
  if (!creates(model, target)) return model.recorded as ModelImage;
  const [adopted] = unfinishedOf(model, target.volume);
  if (adopted !== undefined) return adopted;
  const made = { volume: target.volume, name: TEMPORARY };
  model.alive.add(made);
  model.creates += 1;
  return made;
}

abstract class Step implements fc.AsyncCommand<Model, Real, false> {
  abstract check(model: Readonly<Model>): boolean;
  abstract act(model: Model, real: Real): Promise<void>;
  abstract toString(): string;

  async run(model: Model, real: Real): Promise<void> {
    await this.act(model, real);
    const { lab, stack, volumes } = real;
    const shown = lab.cloud.images().map(({ volumeId, name }) => {
      return `${volumes.indexOf(String(volumeId))} ${name.startsWith("creating-") ? TEMPORARY : name}`;
    });
    expect(shown.sort()).toEqual([...model.alive].map(({ volume, name }) => `${volume} ${name}`).sort());
    expect(stack.recorded === undefined).toBe(model.recorded === undefined);
    const accepted = lab.cloud
      .requests()
      .filter(({ route, status }) => route === lab.routes.create && status === 202);
    expect(accepted).toHaveLength(model.creates);
  }
}

/** An `up` that is left in peace. */
class Up extends Step {
  constructor(readonly target: Target) {
    super();
  }
  check(model: Readonly<Model>): boolean {
    return !creates(model, this.target) || unfinishedOf(model, this.target.volume).length < 2;
  }
  async act(model: Model, real: Real): Promise<void> {
    const before = model.recorded;
    const replaces = before !== undefined && creates(model, this.target);
    const image = imageFor(model, this.target);
    await real.stack.up(real.lab.process(), argsOf(real, this.target), { replace: this.target.replace });
    image.name = this.target.name;
    model.recorded = image;
    for (const old of replaces ? [...model.condemned, before] : model.condemned)
      if (old !== image) model.alive.delete(old);
    model.condemned = [];
    expect(real.stack.plan(argsOf(real, this.target))).toBe("same");
  }
  toString = () => `up ${JSON.stringify(this.target)}`;
}

/** An `up` that dies while its new image is being made; the engine records the partial failure, or dies too. */
class Crash extends Step {
  constructor(
    readonly target: Target,
    readonly afterMs: number,
    readonly recordedStill: boolean,
  ) {
    super();
  }
  check(model: Readonly<Model>): boolean {
    return creates(model, this.target) && unfinishedOf(model, this.target.volume).length === 0;
  }
  async act(model: Model, real: Real): Promise<void> {
    const { lab, stack } = real;
    const before = { recorded: stack.recorded, condemned: [...stack.condemned] };
    const process = lab.process();
    const { length } = lab.cloud.images();
    const dies = async () => {
      while (lab.cloud.images().length === length) await lab.clock.sleep(500);
      await lab.clock.sleep(this.afterMs);
      process.interrupt(interrupted());
    };
    await Promise.all([dies(), failureOf(stack.up(process, argsOf(real, this.target), this.target))]);
    const image = imageFor(model, this.target);
    if (this.recordedStill) {
      if (model.recorded !== undefined) model.condemned.push(model.recorded);
      model.recorded = image;
    } else {
      stack.recorded = before.recorded;
      stack.condemned.splice(0, Number.POSITIVE_INFINITY, ...before.condemned);
    }
  }
  toString = () =>
    `crash ${JSON.stringify(this.target)} after ${this.afterMs}, recorded ${this.recordedStill}`;
}

/** An `up` that changes the image in place and dies at its last call, which the cloud serves or not. */
class CrashedUpdate extends Step {
  constructor(
    readonly target: Target,
    readonly applied: boolean,
  ) {
    super();
  }
  check = (model: Readonly<Model>) => !creates(model, this.target) && renames(model, this.target);
  async act(model: Model, real: Real): Promise<void> {
    const { lab, stack } = real;
    lab.cloud.addFault({ route: lab.routes.patch, kind: "reset", times: 1000, applied: this.applied });
    await failureOf(stack.up(lab.process(), argsOf(real, this.target)));
    lab.cloud.clearFaults();
    if (this.applied) (model.recorded as ModelImage).name = this.target.name;
  }
  toString = () => `crashed update ${JSON.stringify(this.target)}, applied ${this.applied}`;
}

/** Somebody deletes the image, and a refresh sees it. */
class Vanish extends Step {
  check = (model: Readonly<Model>) =>
    model.recorded !== undefined && !model.condemned.includes(model.recorded);
  async act(model: Model, real: Real): Promise<void> {
    real.lab.cloud.removeImage(String(real.stack.recorded?.id));
    await real.stack.refresh(real.lab.process());
    model.alive.delete(model.recorded as ModelImage);
    model.recorded = undefined;
  }
  toString = () => "vanish";
}

/** Somebody renames a finished image and takes its tags off, and a refresh sees it. */
class Drift extends Step {
  check = (model: Readonly<Model>) => model.recorded !== undefined && model.recorded.name !== TEMPORARY;
  async act(model: Model, real: Real): Promise<void> {
    real.lab.cloud.patchImage(String(real.stack.recorded?.id), { name: "drifted", tags: [] });
    await real.stack.refresh(real.lab.process());
    (model.recorded as ModelImage).name = "drifted";
  }
  toString = () => "drift";
}

class Wait extends Step {
  check = () => true;
  async act(_model: Model, real: Real): Promise<void> {
    await real.lab.clock.sleep(120_000);
  }
  toString = () => "wait";
}

class Refresh extends Step {
  check = () => true;
  act = (_model: Model, real: Real) => real.stack.refresh(real.lab.process());
  toString = () => "refresh";
}

class Destroy extends Step {
  check: (model: Readonly<Model>) => boolean = () => true;
  async act(model: Model, real: Real): Promise<void> {
    await real.stack.destroy(real.lab.process());
    for (const image of model.condemned) model.alive.delete(image);
    if (model.recorded !== undefined) model.alive.delete(model.recorded);
    model.recorded = undefined;
    model.condemned = [];
  }
  toString = () => "destroy";
}

/** A destroy that dies at its delete call, which the cloud does not serve; or it does, and the next one sees that. */
class CrashedDestroy extends Destroy {
  constructor(readonly applied: boolean) {
    super();
  }
  override check = (model: Readonly<Model>) => model.recorded !== undefined && model.condemned.length === 0;
  override async act(model: Model, real: Real): Promise<void> {
    const { lab, stack } = real;
    lab.cloud.addFault({ route: lab.routes.remove, kind: "reset", times: 1000, applied: this.applied });
    const died = await stack.destroy(lab.process()).then(
      () => false,
      () => true,
    );
    lab.cloud.clearFaults();
    // One that waits for an image to be finished sees by itself that it is gone.
    expect(died || this.applied).toBe(true);
    if (this.applied) await super.act(model, real);
  }
  override toString = () => `crashed destroy, applied ${this.applied}`;
}

const target = fc.record({
  volume: fc.nat(1),
  name: fc.constantFrom("golden", "silver"),
  replace: fc.boolean(),
});
const ups = target.map((one) => new Up(one));
const crashes = fc
  .tuple(target, fc.integer({ min: 0, max: 15_000 }), fc.boolean())
  .map((crash) => new Crash(...crash));
const steps = fc.commands<Model, Real, false>(
  [
    ups,
    ups, // the more often, the more likely
    ups,
    target.map((one) => new Up({ ...one, replace: false })),
    crashes,
    crashes,
    crashes,
    fc
      .tuple(target, fc.boolean())
      .map(([one, applied]) => new CrashedUpdate({ ...one, replace: false }, applied)),
    fc.boolean().map((applied) => new CrashedDestroy(applied)),
    fc.constant(new Vanish()),
    fc.constant(new Drift()),
    fc.constant(new Wait()),
    fc.constant(new Refresh()),
    fc.constant(new Destroy()),
  ],
  { maxCommands: 20, size: "max" },
);

test.each(profiles)(
  "whatever happens in whatever order on %s, the cloud has the images that it should have",
  async (profile) => {
    await fc.assert(
      fc.asyncProperty(steps, async (commands) => {
        const lab = await openLab(profile, { settings: { exportSeconds: 20 } });
        try {
          const volumes = [lab.volume.id, lab.cloud.addVolume({ profile }).id];
          const model: Model = { alive: new Set(), recorded: undefined, condemned: [], creates: 0 };
          await fc.asyncModelRun(() => ({ model, real: { lab, stack: new Stack(), volumes } }), commands);
        } finally {
          await lab.close();
        }
      }),
      { numRuns: 100 },
    );
  },
  120_000,
);
