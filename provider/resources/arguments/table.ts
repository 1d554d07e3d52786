import { z } from "zod";
import type { Patched } from "../../clouds/patched";
import { type Profile, type ProfileWith, profiles, traits } from "../../clouds/profiles/traits";
import type { Issue } from "../issues";
import type { Field, Fields, Replaces, SetInPlace, Treatment } from "./field";
import type { Property } from "./property";
import { nearValue } from "./types";

export type FieldKind = Treatment["change"];

/** Everything that is derived from the declarations of a resource's arguments. */
export interface Table<Rows extends Fields = Fields> {
  readonly fields: Rows;
  /** The clouds that have the resource. */
  readonly clouds: readonly Profile[];
  readonly schema: z.ZodObject<{ -readonly [Name in keyof Rows]: Rows[Name]["rule"] }, z.core.$strict>;
  /** Violations of what `on` declares: arguments and values that the cloud does not have. */
  declaredIssues(args: Readonly<Record<string, unknown>>, profile: Profile | undefined): Issue[];
  kinds(profile: Profile): Readonly<Record<string, FieldKind>>;
  /** What a create sends for replacing arguments that are not given: a program that spells one out changes nothing. */
  defaults(profile: Profile): { readonly [Name in keyof Rows]?: NonNullable<z.output<Rows[Name]["rule"]>> };
  /** Replacing arguments whose defaults are not part of the mark, because they were added after the first version. */
  unmarked(profile: Profile): readonly string[];
  /** The value of each argument set in place after it is removed from the program: that of a new image. */
  fallbacks(profile: Profile): Readonly<Record<string, unknown>>;
  /** The arguments that a new image inherits from its source. */
  fromSource(profile: Profile): readonly string[];
  /** The arguments that are only an attribute of the image on the wire. */
  properties(profile: Profile): Readonly<Record<string, Property>>;
}

/** A compiler error for each argument set in place that no code sends to a cloud that has it. */
type Sent<Rows> = {
  readonly [Name in keyof Rows]: Rows[Name] extends {
    readonly rule: infer Rule extends z.ZodType;
    readonly on: infer On;
  }
    ? {
        readonly example: z.input<Rule>;
        readonly on: {
          readonly [Cloud in keyof On]: On[Cloud] extends SetInPlace
            ? Name extends Patched[Cloud & Profile]
              ? unknown
              : On[Cloud] extends { readonly property: Property }
                ? Cloud extends ProfileWith<"hasProperties">
                  ? On[Cloud] extends FromSource<Cloud>
                    ? unknown
                    : `a new image of ${Cloud & string} takes ${Name & string} from its volume: say fromSource`
                  : `images of ${Cloud & string} have no properties: no change of ${Name & string} reaches it`
                : `no change of ${Name & string} reaches ${Cloud & string}: give its property`
            : unknown;
        };
      }
    : unknown;
};

/** Cinder copies each property of a volume to its images: without it, a fallback would be to what no new image has. */
type FromSource<Cloud> =
  Cloud extends ProfileWith<"exportsByCinder"> ? { readonly fromSource: true } : unknown;

export function tableOf<const Rows extends Fields>(
  clouds: readonly Profile[],
  fields: Rows & Sent<Rows>,
): Table<Rows> {
  const rows: [string, Field][] = Object.entries<Field>(fields);

  /** The rows that a cloud has, with how it treats them. */
  const on = (profile: Profile): [string, Treatment][] =>
    rows.flatMap(([name, field]) => {
      const how = field.on[profile];
      return how === undefined ? [] : [[name, how]];
    });
  const replacing = (profile: Profile) =>
    on(profile).filter((row): row is [string, Replaces] => row[1].change === "replace");
  const inPlace = (profile: Profile) =>
    on(profile).filter((row): row is [string, SetInPlace] => row[1].change === "update");

  return {
    fields,
    clouds,
    schema: z.strictObject(
      Object.fromEntries(rows.map(([name, { rule }]) => [name, rule])),
    ) as unknown as Table<Rows>["schema"],

    declaredIssues: (args, profile) =>
      profile === undefined
        ? []
        : rows.flatMap(([name, field]) => [
            ...foreignIssues(name, args[name], field, { profile, clouds }),
            ...valueIssues(name, args[name], field, profile),
          ]),

    kinds: (profile) => Object.fromEntries(on(profile).map(([name, { change }]) => [name, change])),

    defaults: (profile) =>
      Object.fromEntries(
        replacing(profile).flatMap(([name, how]) => (how.default === undefined ? [] : [[name, how.default]])),
      ) as ReturnType<Table<Rows>["defaults"]>,

    unmarked: (profile) =>
      replacing(profile).flatMap(([name, { marked }]) => (marked === true ? [] : [name])),

    fallbacks: (profile) =>
      Object.fromEntries(
        inPlace(profile).flatMap(([name, { without }]) => (without === undefined ? [] : [[name, without]])),
      ),

    fromSource: (profile) =>
      inPlace(profile).flatMap(([name, { fromSource }]) => (fromSource === true ? [name] : [])),

    properties: (profile) =>
      Object.fromEntries(
        inPlace(profile).flatMap(([name, { property }]) =>
          property === undefined ? [] : [[name, property]],
        ),
      ),
  };
}

/** The outputs of arguments that are attributes on the wire, under the arguments' names. */
export function propertyOutputs({ fields }: Pick<Table, "fields">): Record<string, z.ZodType> {
  const declared = Object.entries(fields).filter(([, { on }]) =>
    Object.values(on).some((how) => how.change === "update" && how.property !== undefined),
  );
  return Object.fromEntries(
    declared.map(([name, { rule, text }]) => [name, outputRule(rule).describe(text.replace(/\.$/, ""))]),
  );
}

/** An image may show a word that no program may say: others set it, too. */
function outputRule(rule: z.ZodType): z.ZodType {
  return rule instanceof z.ZodOptional && rule.unwrap() instanceof z.ZodEnum ? z.string().optional() : rule;
}

/** Issues of arguments that only other clouds of the resource have. */
function foreignIssues(
  property: string,
  value: unknown,
  field: Field,
  { profile, clouds }: { readonly profile: Profile; readonly clouds: readonly Profile[] },
): Issue[] {
  const having = clouds.filter((cloud) => field.on[cloud] !== undefined);
  if (value === undefined || having.length === clouds.length || having.includes(profile)) return [];
  return [{ property, reason: `${profile} has no such setting; it exists on ${having.join(", ")}` }];
}

function valueIssues(property: string, value: unknown, { on }: Field, profile: Profile): Issue[] {
  const values = valuesOn(on[profile]);
  if (value === undefined || values === undefined || values.includes(String(value))) return [];
  const where = traits[profile].hasGlance ? "OpenStack" : "this cloud";
  const having = profiles.filter((other) => valuesOn(on[other])?.includes(String(value)));
  const also = having.length === 0 ? nearValue(value, values) : `, which exists on ${having.join(", ")}`;
  return [
    {
      property,
      reason: `must be one of ${values.join(", ")} on ${where}; got ${JSON.stringify(value)}${also}`,
    },
  ];
}

function valuesOn(how: Treatment | undefined): readonly string[] | undefined {
  return how?.change === "replace" ? how.values : undefined;
}
