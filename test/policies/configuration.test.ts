import {
  namePattern,
  noForce,
  protectProduction,
  requireDescription,
  requireTags,
  timeoutBounds,
} from "../../provider/policies";
import { judge, mend, NotApplicable } from "./judge";

const image = { name: "golden", description: "Nightly" };

it("a setting that does not exist is reported, with those that do", () => {
  expect(judge(namePattern, "VolumeImage", image, { config: { patern: "^a" } })).toEqual([
    'policy configuration of name-pattern: there is no setting "patern"; known: pattern',
  ]);
  expect(judge(noForce, "VolumeImage", image, { config: { force: false } })).toEqual([
    'policy configuration of no-force: there is no setting "force"; this rule has none',
  ]);
});

it("a setting that cannot be obeyed is reported, whatever the image is", () => {
  const said = [
    judge(namePattern, "VolumeImage", image, { config: { pattern: "(" } }),
    judge(protectProduction, "VolumeImage", image, { config: { stacks: "[" } }),
    judge(requireTags, "VolumeImage", image, { config: { keys: ["team"], values: { taem: ["web"] } } }),
    judge(timeoutBounds, "VolumeImage", image, { config: { create: { atLeast: "soon", atMost: "1h" } } }),
    judge(timeoutBounds, "VolumeImage", image, { config: { update: { atLeast: "2h", atMost: "1h" } } }),
  ];
  expect(said.flat()).toEqual([
    'policy configuration of name-pattern: pattern is no regular expression: "("',
    'policy configuration of protect-production: stacks is no regular expression: "["',
    'policy configuration of require-tags: values names "taem", which is not among the keys',
    'policy configuration of timeout-bounds: create.atLeast is no duration such as "90s", "30m" or "1h30m": "soon"',
    "policy configuration of timeout-bounds: update.atLeast is longer than atMost",
  ]);
});

it("a configuration that is wrong mends nothing", () => {
  expect(mend(requireDescription, "VolumeImage", {}, { config: { txt: "x" } })).toEqual({
    args: {},
    changed: false,
  });
});

it("a rule about one resource does not apply to the others", () => {
  expect(() => judge(noForce, "DataImage", image)).toThrow(new NotApplicable("only about VolumeImage"));
});

it("an argument that is unknown in a preview is left to the engine, which says so", () => {
  const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
  expect(() => judge(namePattern, "VolumeImage", { name: unknown })).toThrow(
    "string value at .name can't be known during preview",
  );
});
