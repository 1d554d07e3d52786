import type { Stack } from "./modelEngine";
import { FIRST, type Story } from "./world";

/** An `up`, and another one some time after it. */
export const twoUps =
  (gapMs: number): Story =>
  async ({ engine, args, later }) => {
    await engine.up(args);
    engine.forgetsNothing();
    await later(gapMs);
    await engine.up(args);
  };

export const upThenRefresh: Story = async ({ engine, args, later }, path) => {
  path.fair = true;
  await engine.up(args);
  await later(60_000);
  path.fair = false;
  await engine.refresh();
};

export const upThenDestroy: Story = async ({ engine, args, later }, path) => {
  path.fair = true;
  await engine.up(args);
  await later(60_000);
  path.fair = false;
  await engine.destroy();
};

export const upThenChange: Story = async ({ engine, args, later }, path) => {
  path.fair = true;
  await engine.up(args);
  await later(60_000);
  path.fair = false;
  await engine.up({ ...args, description: "changed" });
};

export const upThenReplace: Story = async ({ engine, args, later }, path) => {
  path.fair = true;
  await engine.up({ ...args, triggers: ["first"] });
  await later(60_000);
  path.fair = false;
  await engine.up(args);
};

export const interruptedThenDestroy: Story = async ({ engine, args }) => {
  await engine.up(args);
  engine.forgetsNothing();
  await engine.destroy();
};

/** Two stacks whose programs make an image of the same source at the same time, and each has one of its own afterwards. */
const twoAtOnce =
  (another: Partial<Stack>): Story =>
  async ({ engine, second, calls, args }) => {
    const other = second({ ...FIRST, ...another, name: "second: " });
    await calls.turns.all({ "": () => engine.up(args), "second: ": () => other.up(args) });
  };

/** One program in the `dev` stacks of two people: only the owner tells them apart. */
export const twoPeopleAtOnce = twoAtOnce({ owner: "ffffffff" });

/** Two stacks of one project whose owner was set. */
export const twoStacksAtOnce = twoAtOnce({ urn: FIRST.urn.replace("dev", "prod") });

/** One replaces, or destroys, while the other makes its own. */
export const upBesideDestroy: Story = async ({ engine, second, calls, args, later }, path) => {
  const other = second({ ...FIRST, owner: "ffffffff", name: "second: " });
  path.fair = true;
  await engine.up(args);
  await later(60_000);
  path.fair = false;
  await calls.turns.all({ "": () => engine.destroy(), "second: ": () => other.up(args) });
};

/** The engine is killed, and run again before its provider has found out. */
export const killedThenUpAtOnce: Story = async ({ engine, args, later }) => {
  engine.hurries = true;
  await engine.up(args);
  await engine.up(args);
  engine.hurries = false;
  await later(300_000);
};

export const destroyedTwice: Story = async ({ engine, args, later }, path) => {
  path.fair = true;
  await engine.up(args);
  await later(60_000);
  path.fair = false;
  await engine.destroy();
  await engine.destroy();
};
