import type { z } from "zod";
import type { HuaweiProfile, Profile, ProfileWith } from "../../clouds/profiles/traits";
import type { Property } from "./property";

/** One argument of a resource: all that is said of it, once. */
export interface Field<Rule extends z.ZodType = z.ZodType> {
  /** What values it takes, and what a wrong one is told. */
  readonly rule: Rule;
  /** How each cloud that has it treats a change of it, and what it means where it is not given. */
  readonly on: Readonly<Partial<Record<Profile, Treatment>>>;
  /** What it is, with its limits and its unit, for the editor and the reference. What `on` says need not be repeated. */
  readonly text: string;
  /** The value where it is not given, in words, where `on` cannot say it. */
  readonly otherwise?: string;
  /** A value that is right on every cloud that has it. */
  readonly example: z.input<Rule>;
  /** Its type in TypeScript, where that says more than the rule. */
  readonly type?: string;
  /** The vendors' pages, where there is one about it. */
  readonly see?: readonly string[];
}

export type Fields = Readonly<Record<string, Field>>;

/** What a changed argument means: a new image, a call on the existing one, or nothing for the cloud. */
export type Treatment = Replaces | SetInPlace | ReadHere;

export interface Replaces {
  readonly change: "replace";
  /** What a create sends where it is not given: writing it out changes nothing. */
  readonly default?: unknown;
  /** Whether the default is part of the mark, as in the first version: of later arguments it is not (`markedOf`). */
  readonly marked?: true;
  /** The values of the rule that this cloud takes. */
  readonly values?: readonly string[];
}

export interface SetInPlace {
  readonly change: "update";
  /** What a new image has without it: what it falls back to when it is taken out. Undefined: it is never taken out. */
  readonly without: unknown;
  /** A new image takes it from its source (`Inherited`), where the program does not say it. */
  readonly fromSource?: true;
  /** Where it stands on the wire. Left out for what the cloud's own code reads and sends. */
  readonly property?: Property;
}

/** A setting that only we read. */
export interface ReadHere {
  readonly change: "local";
  readonly default?: unknown;
}

export function replaces<const Rest extends Omit<Replaces, "change">>(rest: Rest) {
  return { change: "replace", ...rest } as const;
}

export function setInPlace<const Rest extends Omit<SetInPlace, "change">>(rest: Rest) {
  return { change: "update", ...rest } as const;
}

export function readHere<const Rest extends Omit<ReadHere, "change">>(rest: Rest) {
  return { change: "local", ...rest } as const;
}

/** The clouds of one make, which treat an argument alike. */
export function huaweiFamily<const How extends Treatment>(how: How) {
  return { otc: how, "otc-swiss": how, huaweicloud: how } as const satisfies Record<HuaweiProfile, How>;
}

/** The clouds that make images from volumes: theirs are Glance's, or speak as Glance does. */
export function glances<const How extends Treatment>(how: How) {
  return { ...huaweiFamily(how), openstack: how } as const satisfies Record<
    ProfileWith<"hasVolumeImages">,
    How
  >;
}

export function everywhere<const How extends Treatment>(how: How) {
  return { ...glances(how), zstack: how } as const satisfies Record<Profile, How>;
}
