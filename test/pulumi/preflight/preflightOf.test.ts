import * as pulumi from "@pulumi/pulumi";
import { preflightMode } from "../../../provider/lifecycle/operation/preflightMode";
import { preflightOf } from "../../../provider/pulumi/preflight/preflightOf";
import { limitConcurrency } from "../../../provider/pulumi/program/limitConcurrency";
import { volumeImage } from "../../../provider/resources/volumeImage";

const runsPreflight = (opts: pulumi.CustomResourceOptions) => {
  const urn = Promise.resolve("urn:pulumi:dev::web::t::base");
  const args = { name: "base", volumeId: pulumi.unknown }; // so that no cloud is called
  const after = preflightOf(() => volumeImage)({ name: "base", urn, owner: "0a1b2c3d", args, opts });
  return after !== opts;
};

const run = (dryRun: boolean, mode?: string) => {
  pulumi.runtime.setAllConfig(mode === undefined ? {} : { "cloudimages:preflight": mode });
  return pulumi.runtime.setMocks(
    { newResource: ({ inputs }) => ({ id: "", state: inputs }), call: () => ({}) },
    "web",
    "dev",
    dryRun,
  );
};

afterEach(() => {
  delete process.env.PULUMI_NODEJS_ENGINE;
  pulumi.runtime.setAllConfig({});
});

it("a unit test with mocks has no engine, and reaches no cloud", async () => {
  await run(true, "error");
  expect(runsPreflight({})).toBe(false);
});

describe("a program that an engine runs", () => {
  beforeEach(() => {
    process.env.PULUMI_NODEJS_ENGINE = "127.0.0.1:1";
  });

  it.each([
    ["preview", undefined, true],
    ["preview", "warn", true],
    ["preview", "error", true],
    ["preview", "off", false],
    ["update", undefined, false], // the provider warns, right before the create
    ["update", "warn", false],
    ["update", "error", true],
    ["update", "off", false],
  ])("runs in a %s with mode %s: %s", async (kind, mode, expected) => {
    await run(kind === "preview", mode);
    expect(runsPreflight({})).toBe(expected);
  });

  it("does not run for an image that is read or imported, or whose mark does not show whether it exists", async () => {
    await run(true, "error");
    for (const opts of [
      { id: "i" },
      { import: "i" },
      { ignoreChanges: ["volumeId"] },
      { aliases: [{ name: "old" }] },
    ])
      expect(runsPreflight(opts)).toBe(false);
  });

  it("leaves to the provider what waits for others, which may free the source", async () => {
    await run(true, "error");
    const other = new pulumi.ComponentResource("my:volumes:Detached", "detached");
    for (const dependsOn of [other, [other], Promise.resolve(other), pulumi.output([other])])
      expect(runsPreflight({ dependsOn })).toBe(false);
    expect(runsPreflight({ dependsOn: [] })).toBe(true);
  });

  it("leaves to the provider what an alias of any parent concerns, for the image has another mark", async () => {
    await run(true, "error");
    const set = (name: string, opts: pulumi.ComponentResourceOptions = {}) =>
      new pulumi.ComponentResource("my:images:Set", name, {}, opts);
    const retyped = set("set", { aliases: [{ type: "my:old:Set" }] });
    expect(runsPreflight({ parent: retyped })).toBe(false);
    expect(runsPreflight({ parent: set("inner", { parent: retyped }) })).toBe(false);
    expect(runsPreflight({ parent: set("other") })).toBe(true);
  });

  it("leaves to the provider what a transformation may change: its own, a parent's, the stack's", async () => {
    await run(true, "error");
    const same: pulumi.ResourceTransformation = () => undefined;
    const parent = new pulumi.ComponentResource("my:images:Set", "set", {}, { transformations: [same] });
    expect(runsPreflight({ transformations: [same] })).toBe(false);
    expect(runsPreflight({ transforms: [() => undefined] })).toBe(false);
    expect(runsPreflight({ parent })).toBe(false);
    expect(runsPreflight({})).toBe(true);
  });

  it("refuses another word than the three, before anything is registered", async () => {
    await run(true, "strict");
    expect(() => runsPreflight({})).toThrow(
      `cloudimages:preflight is "strict", but there are only off, warn, error`,
    );
    expect(() => runsPreflight({})).toThrow(pulumi.RunError); // printed without a stack trace
    expect(() => runsPreflight({})).toThrow("pulumi config set cloudimages:preflight warn");
  });
});

it("the mode is warn where nothing is set", () => {
  expect([undefined, "", "off", "warn", "error"].map(preflightMode)).toEqual([
    "warn",
    "warn",
    "off",
    "warn",
    "error",
  ]);
});

it("so many run at a time, in their order, and one that fails gives its place on", async () => {
  const inTurn = limitConcurrency(2);
  const begun: number[] = [];
  let running = 0;
  const task = (number: number) =>
    inTurn(async () => {
      begun.push(number);
      running += 1;
      expect(running).toBeLessThanOrEqual(2);
      await new Promise((done) => setTimeout(done, 2));
      running -= 1;
      if (number === 1) throw new Error("one");
      return number;
    });
  const ended = await Promise.allSettled([1, 2, 3, 4, 5].map(task));
  expect(begun).toEqual([1, 2, 3, 4, 5]);
  expect(ended.map(({ status }) => status)).toEqual(["rejected", ...Array(4).fill("fulfilled")]);
});
