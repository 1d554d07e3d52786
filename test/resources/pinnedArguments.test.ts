import { type Profile, profiles } from "../../provider/clouds/settings/profile";
import { treatments, wanted } from "../../provider/lifecycle/state/change";
import { issuesOf } from "../../provider/lifecycle/state/inputs";
import { expectPinned } from "../states/pinned";
import { type Args, subjects, uuid, zstackUuid } from "./subjects";

/**
 * What each argument means on each cloud: how a wrong value is refused, whether a change replaces the image, what a create
 * sends when it is not given, and what it falls back to when it is taken out.
 */

const why = "Programs rely on it: a message, a replacement, a default or a fallback is another than it was.";

const values: readonly unknown[] = [
  "",
  " ",
  "other",
  "x".repeat(5000),
  -1,
  0,
  0.5,
  2049,
  true,
  [],
  [7],
  ["", ""],
  {},
  { key: 7 },
  { key: "" },
  { key: "a=b", "=": "x".repeat(300) },
  { instanceId: uuid, csbsBackupId: uuid },
  { csbsBackupId: uuid },
  { vaultId: "other" },
  { bucket: "Files", object: "/a b" },
  { create: "soon", more: 1 },
  "0",
  "Linux",
  "zvhd",
  "docker",
  "public",
  "Enabled",
  "😀",
  uuid,
  zstackUuid,
  [zstackUuid, zstackUuid],
];

const isForeign = (reasons: readonly string[]) =>
  reasons.some((text) => text.includes("has no such setting"));

describe.each(subjects.map((subject) => [subject.type, subject] as const))("%s", (type, subject) => {
  const { resource, fields, good } = subject;
  const clouds = profiles.filter(
    (profile) => !issuesOf(resource, {}, profile).some(({ property }) => property === "cloud"),
  );
  const required = issuesOf(resource, {}, undefined).map(({ property }) => property);

  const reasonsOf = (field: string, value: unknown, profile: Profile | undefined) =>
    issuesOf(resource, { ...good, [field]: value }, profile)
      .filter(({ property }) => property.split(".")[0] === field)
      .map(({ property, reason }) => `${property}: ${reason}`);

  /** Arguments that exist on a cloud. */
  const had = (profile: Profile) =>
    fields.filter((field) => {
      const right = resource.fields[field]?.example;
      return ![right, ...values].some((value) => isForeign(reasonsOf(field, value, profile)));
    });

  it("states the rule that a wrong value breaks", () => {
    const rows = fields.flatMap((field) =>
      values.map((value) => {
        const open = reasonsOf(field, value, undefined);
        const closed = clouds
          .map((profile) => [profile, reasonsOf(field, value, profile)] as const)
          .filter(([, issues]) => JSON.stringify(issues) !== JSON.stringify(open));
        const text = JSON.stringify(value).slice(0, 60);
        return [`${field} = ${text}`, { open, ...Object.fromEntries(closed) }] as const;
      }),
    );
    const described = rows.filter(([, { open, ...closed }]) => open.length + Object.keys(closed).length > 0);
    expectPinned(`../resources/pins/${type}.messages.json`, Object.fromEntries(described), why);
  });

  it("requires what it did, and replaces, sends and falls back as it did, on every cloud that has it", () => {
    const rows = clouds.flatMap((profile) => {
      const all = Object.fromEntries(had(profile).map((field) => [field, "given"]));
      const fallbacks: Args = { ...wanted({}, all, treatments(resource, profile)) };
      const inherited = resource.fromSource(profile);
      const kinds = resource.kinds(profile);
      return had(profile).map((field) => [
        `${field} on ${profile}`,
        {
          kind: kinds[field],
          required: required.includes(field),
          default: resource.defaults(profile)[field],
          fallback: fallbacks[field],
          inherited: inherited.includes(field),
        },
      ]);
    });
    expectPinned(`../resources/pins/${type}.kinds.json`, Object.fromEntries(rows), why);
  });
});
