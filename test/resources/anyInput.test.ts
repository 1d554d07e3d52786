import fc from "fast-check";
import type { Profile } from "../../provider/clouds/settings";
import { profiles } from "../../provider/clouds/settings/profile";
import type { Host } from "../../provider/lifecycle/operation/host";
import { issuesOf } from "../../provider/lifecycle/state/inputs";
import { UNKNOWN } from "../../provider/lifecycle/state/unknowns";
import { check } from "../../provider/pulumi/dynamic/provider/verbs";
import { type Args, type Subject, subjects, uuid, zstackUuid } from "./subjects";

const anyProfile = fc.option(fc.constantFrom(...profiles), { nil: undefined });

/** What an argument may hold beside the right thing. */
const anyValue = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(UNKNOWN, "", "0", " ", "😀", "图", "__proto__", uuid, zstackUuid, Number.NaN, -0, 1e300),
  fc.array(fc.constantFrom(UNKNOWN, zstackUuid, "", 0, null), { maxLength: 4 }),
  fc.dictionary(
    fc.oneof(
      fc.string(),
      fc.constantFrom("instanceId", "vaultId", "csbsBackupId", "cbrBackupId", "bucket", "object", "create"),
    ),
    fc.oneof(fc.string(), fc.constantFrom(UNKNOWN, uuid, "files", "10.0.0.1")),
    { maxKeys: 12 },
  ),
);

/** Anything that a program may pass: what the engine can carry, in place of the right thing or beside it. */
function anyArgs({ good, fields }: Subject): fc.Arbitrary<Args> {
  const known = fc.constantFrom(...fields);
  const key = fc.oneof({ weight: 6, arbitrary: known }, { weight: 1, arbitrary: fc.string() });
  const strange = fc.dictionary(key, anyValue, { maxKeys: 10 });
  // Half of them are right but for what is strange: so that the rules between arguments are reached.
  return fc.oneof(
    strange,
    strange.map((changes) => ({ ...good, ...changes })),
  );
}

/** Knows the kind of the cloud and nothing else: a rule that used a connection would get an error that no rule makes. */
function onlyProfile(profile: Profile): Host {
  const allowed: Partial<Host> = { profile: () => profile };
  return new Proxy(allowed as Host, {
    get(host, property) {
      if (property === "profile") return host.profile;
      throw new Error(`a check asked for ${String(property)}`);
    },
  });
}

describe.each(subjects.map((subject) => [subject.type, subject] as const))("of %s", (_, subject) => {
  const { resource, good, fields } = subject;
  const issues = (args: Args, profile: Profile | undefined) => issuesOf(resource, args, profile);

  it("any input is right, or wrong at the path of an argument with a reason: never a crash, never a request", () => {
    fc.assert(
      fc.property(anyArgs(subject), fc.constantFrom(...profiles), (args, profile) => {
        const places = [...fields, ...Object.keys(args)];
        const { failures } = check(resource, args, onlyProfile(profile));
        const nowhere = failures.filter(
          ({ property, reason }) =>
            reason === "" || !places.some((place) => property === place || property.startsWith(`${place}.`)),
        );
        expect(nowhere).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it("whatever breaks no rule has the right shape", () => {
    fc.assert(
      fc.property(anyArgs(subject), anyProfile, (args, profile) => {
        const known = !JSON.stringify(args).includes(UNKNOWN);
        if (known && issues(args, profile).length === 0) resource.schema.parse(args);
      }),
      { numRuns: 1000 },
    );
  });

  describe.each(subject.profiles)("on %s a value that is not known before the update", (profile) => {
    const paths = pathsIn(good).slice(1);

    it.each(paths.map((path) => [path.join("."), path] as const))("at %s breaks no rule", (_, path) => {
      expect(issues(withUnknownAt(good, path) as Args, profile)).toEqual([]);
    });

    it("does not hide what is wrong elsewhere", () => {
      for (const path of paths) {
        const args = { ...(withUnknownAt(good, path) as Args), ...subject.wrong };
        expect(issues(args, profile).map(({ property }) => property)).toEqual([subject.path]);
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
          const args = outermost.reduce<unknown>(withUnknownAt, good) as Args;
          expect(issues(args, profile)).toEqual([]);
        }),
      );
    });
  });
});

/** Every place in the arguments at which a value may stand. */
function pathsIn(value: unknown): string[][] {
  if (typeof value !== "object" || value === null) return [[]];
  return [[], ...Object.entries(value).flatMap(([key, item]) => pathsIn(item).map((path) => [key, ...path]))];
}

function withUnknownAt(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return UNKNOWN;
  if (Array.isArray(value))
    return value.map((item, at) => (String(at) === key ? withUnknownAt(item, rest) : item));
  return { ...(value as object), [key]: withUnknownAt((value as Record<string, unknown>)[key], rest) };
}
