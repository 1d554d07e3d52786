import {
  namePattern,
  noForce,
  protectProduction,
  requireDescription,
  requireTags,
  timeoutBounds,
} from "../../provider/policies";
import { judge, NotApplicable, remediate } from "./judge";

const image = { name: "golden", description: "Nightly" };

it("a setting that does not exist is reported, with those that do", () => {
  expect(judge(namePattern, "VolumeImage", image, { config: { patern: "^a" } })).toEqual([
    'policy configuration of name-pattern: there is no setting "patern": did you mean pattern? (known: pattern)',
  ]);
  expect(judge(noForce, "VolumeImage", image, { config: { force: false } })).toEqual([
    'policy configuration of no-force: there is no setting "force"; this rule has none',
  ]);
  expect(judge(noForce, "VolumeImage", image, { config: { enforcmentLevel: "advisory" } })).toEqual([
    'policy configuration of no-force: there is no setting "enforcmentLevel": did you mean enforcementLevel? (this rule has none)',
  ]);
});

it("a setting that cannot be obeyed is reported, whatever the image is", () => {
  const messages = [
    judge(namePattern, "VolumeImage", image, { config: { pattern: "(" } }),
    judge(protectProduction, "VolumeImage", image, { config: { stacks: "[" } }),
    judge(timeoutBounds, "VolumeImage", image, { config: { create: { atLeast: "soon", atMost: "1h" } } }),
    judge(timeoutBounds, "VolumeImage", image, { config: { update: { atLeast: "2h", atMost: "1h" } } }),
  ];
  expect(messages.flat()).toEqual([
    'policy configuration of name-pattern: pattern is no regular expression: "("',
    'policy configuration of protect-production: stacks is no regular expression: "["',
    'policy configuration of timeout-bounds: create.atLeast is no duration such as "90s", "30m" or "1h30m": "soon"',
    "policy configuration of timeout-bounds: update.atLeast is longer than atMost",
  ]);
});

const many = [..."abcdefghijklmnopqrst"];

it.each([
  [{ keys: ["team", "cost=center"] }, 'keys has "cost=center", and no tag\'s key has a "="'],
  [{ keys: ["pulumi-cloud-images"] }, 'keys has "pulumi-cloud-images", the tag that programs cannot set'],
  [{ keys: ["__proto__"] }, 'keys has "__proto__", which no program can set'],
  [{ keys: many }, "keys has 20 keys, and a VolumeImage has at most 19 tags of its own"],
  [{ keys: ["team"], values: { taem: ["web"] } }, 'values names "taem", which is not among the keys'],
  [{ keys: ["team"], defaults: { taem: "web" } }, 'defaults names "taem", which is not among the keys'],
  [
    { keys: ["team"], values: { team: ["web", "lab"] }, defaults: { team: "erp" } },
    'defaults.team is "erp", not "web" or "lab"',
  ],
])("require-tags: %p is reported, and remediates nothing", (config, messages) => {
  expect(judge(requireTags, "VolumeImage", image, { config })).toEqual([
    `policy configuration of require-tags: ${messages}`,
  ]);
  expect(remediate(requireTags, "VolumeImage", image, { config })).toEqual({ args: image, changed: false });
});

it("require-tags: keys that every object knows are like others", () => {
  const keys = ["constructor", "toString"];
  expect(judge(requireTags, "VolumeImage", image, { config: { keys } })).toEqual([
    expect.stringContaining("tags.constructor is missing"),
    expect.stringContaining("tags.toString is missing"),
  ]);
  const tags = { constructor: "a", toString: "b" };
  expect(judge(requireTags, "VolumeImage", { tags }, { config: { keys } })).toEqual([]);
  expect(remediate(requireTags, "VolumeImage", { tags: {} }, { config: { keys } }).changed).toBe(false);
  const config = { keys, values: { toString: ["b"] }, defaults: { constructor: "a", toString: "b" } };
  expect(remediate(requireTags, "VolumeImage", {}, { config }).args).toEqual({ tags });
  expect(judge(requireTags, "VolumeImage", { tags: { ...tags, toString: "c" } }, { config })).toEqual([
    expect.stringContaining('tags.toString is not "b"'),
  ]);
});

it("require-tags: twenty keys are no mistake where they can be obeyed", () => {
  const setup = { config: { keys: many } };
  const userTags = many.map((key) => `${key}=1`);
  expect(judge(requireTags, "DataVolumeTemplate", { userTags }, setup)).toEqual([]);
});

it("require-description: a text that is too short itself is reported, and remediates nothing", () => {
  const setup = { config: { atLeast: 10, text: "Nightly" } };
  expect(judge(requireDescription, "VolumeImage", {}, setup)).toEqual([
    "policy configuration of require-description: text has 7 characters, and atLeast is 10",
  ]);
  expect(remediate(requireDescription, "VolumeImage", {}, setup).changed).toBe(false);
  const filled = { config: { atLeast: 10, text: "{name}" } };
  expect(remediate(requireDescription, "VolumeImage", { name: "golden-2026" }, filled).changed).toBe(true);
});

it("require-description counts characters as the cloud does: an emoji is one", () => {
  const setup = { config: { atLeast: 3 } };
  const violations = (description: string) =>
    judge(requireDescription, "VolumeImage", { description }, setup);
  expect(violations("🚀🚀")).toEqual([
    expect.stringContaining("description has 2 characters, fewer than the 3"),
  ]);
  expect(violations("🚀🚀🚀")).toEqual([]);
  expect(
    remediate(requireDescription, "VolumeImage", {}, { config: { atLeast: 3, text: "🚀🚀" } }).changed,
  ).toBe(false);
});

it("a configuration that is wrong remediates nothing", () => {
  expect(remediate(requireDescription, "VolumeImage", {}, { config: { txt: "x" } })).toEqual({
    args: {},
    changed: false,
  });
});

it("a rule about one resource does not apply to the others", () => {
  expect(() => judge(noForce, "DataImage", image)).toThrow(new NotApplicable("only about VolumeImage"));
});
