import type * as pulumi from "@pulumi/pulumi";

/** A resource that is about to be registered. */
export interface Registration {
  readonly name: string;
  readonly urn: Promise<string>;
  readonly owner: string;
  /** The user's arguments, of which some may be unknown yet. */
  readonly args: Readonly<Record<string, unknown>>;
  readonly opts: pulumi.CustomResourceOptions;
}

/** Returns the resource options with which a registration waits for its preflight. */
export type AfterPreflight = (registration: Registration) => pulumi.CustomResourceOptions;
