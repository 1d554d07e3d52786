import type { z } from "zod";
import type { HuaweiProfile, Profile, ProfileWith } from "../../clouds/profiles/traits";
import type { Property } from "./property";

/** The one declaration of an argument of a resource. */
export interface Field<Rule extends z.ZodType = z.ZodType> {
  /** Which values it takes, and what the message about a wrong one says. */
  readonly rule: Rule;
  /** The clouds that have it: what a change of it does on each, and what it means if it is not given. */
  readonly on: Readonly<Partial<Record<Profile, Treatment>>>;
  /** Its description for editors and the reference, with limits and unit. What `on` says is not repeated here. */
  readonly text: string;
  /** The default in words, if `on` cannot express it. */
  readonly otherwise?: string;
  /** A value that is valid on every cloud that has the argument. */
  readonly example: z.input<Rule>;
  /** Its type in TypeScript, if that says more than the rule. */
  readonly type?: string;
  /** What to use instead, if the argument is only kept for the programs that have it. */
  readonly deprecated?: string;
  /** The vendors' pages about it, if there are any. */
  readonly see?: readonly string[];
}

export type Fields = Readonly<Record<string, Field>>;

/** What a changed argument means: a new image, a call on the existing one, or nothing for the cloud. */
export type Treatment = Replaces | SetInPlace | ReadHere;

export interface Replaces {
  readonly change: "replace";
  /** What a create sends if the argument is not given: a program that spells it out changes nothing. */
  readonly default?: unknown;
  /** Whether the default is part of the mark. That is so for arguments of the first version only (lifecycle/operation/run.ts). */
  readonly marked?: true;
  /** The values of the rule that this cloud takes. */
  readonly values?: readonly string[];
}

export interface SetInPlace {
  readonly change: "update";
  /** The value that the image gets when the argument is removed: that of a new image. Undefined: it is never removed. */
  readonly without: unknown;
  /** A new image inherits it from its source (`Inherited`) unless the program sets it. */
  readonly fromSource?: true;
  /** Its attribute on the wire. Absent if the cloud's own code reads and sends it. */
  readonly property?: Property;
}

/** A setting that only this package reads. */
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

/** The clouds of the Huawei family, which treat an argument alike. */
export function huaweiFamily<const How extends Treatment>(how: How) {
  return { otc: how, "otc-swiss": how, huaweicloud: how } as const satisfies Record<HuaweiProfile, How>;
}

/** The clouds that make images from volumes: they use Glance, or an API like Glance's. */
export function glanceFamily<const How extends Treatment>(how: How) {
  return { ...huaweiFamily(how), openstack: how } as const satisfies Record<
    ProfileWith<"hasVolumeImages">,
    How
  >;
}

export function everywhere<const How extends Treatment>(how: How) {
  return { ...glanceFamily(how), zstack: how } as const satisfies Record<Profile, How>;
}
