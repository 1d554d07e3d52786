import fc from "fast-check";
import { profiles } from "../../provider/clouds/settings/profile";
import { issuesOf } from "../../provider/lifecycle/inputs";
import { UNKNOWN } from "../../provider/lifecycle/unknowns";
import { VolumeImageSchema, volumeImage } from "../../provider/resources/volumeImage";

const fields = Object.keys(VolumeImageSchema.shape);
const profile = fc.option(fc.constantFrom(...profiles), { nil: undefined });

/** Anything that a program may pass: what the engine can carry, in place of the right thing or beside it. */
const anyArgs = fc.dictionary(
  fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...fields) }, { weight: 1, arbitrary: fc.string() }),
  fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.constantFrom(UNKNOWN, "", "0", " ", "😀", "图", "__proto__", Number.NaN, -0, 1e300),
    fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.constant(UNKNOWN)), { maxKeys: 12 }),
  ),
  { maxKeys: 10 },
);

/** Arguments that break no rule on OTC. */
const good = {
  name: "web",
  volumeId: "16369c5d-384d-4e64-b37a-56d898769362",
  force: true,
  containerFormat: "bare",
  diskFormat: "zvhd2",
  osType: "linux",
  description: "text",
  tags: { team: "blue", stage: "test" },
  minRamMiB: 1024,
  maxRamMiB: 2048,
  firmwareType: "uefi",
  vifMultiqueue: true,
  enterpriseProjectId: "0",
  cloud: "prod",
  timeouts: { create: "30m", delete: "5m" },
};

it("any input is right, or wrong at a path with a reason, and never a crash", () => {
  fc.assert(
    fc.property(anyArgs, profile, (args, cloud) => {
      for (const issue of issuesOf(volumeImage, args, cloud)) {
        expect(typeof issue.property).toBe("string");
        expect(issue.reason).not.toBe("");
      }
    }),
    { numRuns: 1000 },
  );
});

it("whatever breaks no rule has the right shape", () => {
  fc.assert(
    fc.property(anyArgs, profile, (args, cloud) => {
      const known = !JSON.stringify(args).includes(UNKNOWN);
      if (known && issuesOf(volumeImage, args, cloud).length === 0) VolumeImageSchema.parse(args);
    }),
    { numRuns: 1000 },
  );
});

/** Every place in the arguments at which a value may stand. */
function pathsIn(value: unknown): string[][] {
  if (typeof value !== "object" || value === null) return [[]];
  return [[], ...Object.entries(value).flatMap(([key, item]) => pathsIn(item).map((path) => [key, ...path]))];
}

function withUnknownAt(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return UNKNOWN;
  return { ...(value as object), [key]: withUnknownAt((value as Record<string, unknown>)[key], rest) };
}

describe("a value that is not known before the update", () => {
  const paths = pathsIn(good).slice(1);

  it.each(paths.map((path) => [path.join("."), path] as const))("at %s breaks no rule", (_, path) => {
    expect(issuesOf(volumeImage, withUnknownAt(good, path) as typeof good, "otc")).toEqual([]);
  });

  it("does not hide what is wrong elsewhere", () => {
    for (const path of paths) {
      const args = { ...(withUnknownAt(good, path) as typeof good), visibility: "private" };
      expect(issuesOf(volumeImage, args, "otc").map(({ property }) => property)).toEqual(["visibility"]);
    }
  });

  it("at many places at once breaks no rule either", () => {
    fc.assert(
      fc.property(fc.subarray(paths), (chosen) => {
        // A place within one that is unknown already does not exist any more.
        const outermost = chosen.filter(
          (path) =>
            !chosen.some((other) => other.length < path.length && other.every((key, i) => key === path[i])),
        );
        const args = outermost.reduce<unknown>(withUnknownAt, good) as typeof good;
        expect(issuesOf(volumeImage, args, "otc")).toEqual([]);
      }),
    );
  });
});
