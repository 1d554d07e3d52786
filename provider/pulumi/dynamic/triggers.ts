import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { canonical } from "../../lifecycle/state/change";

type Trigger = pulumi.Input<string> | pulumi.Input<number> | pulumi.Input<boolean>;

/** What an image is baked from, beyond its arguments: versions, hashes, dates. As a list or by names. */
export type Triggers = Trigger[] | Record<string, Trigger>;

/**
 * `<name>-<8 hex digits>`: another name whenever the triggers change. A replacement makes the new image before the old one
 * is deleted, so for a while both are there: with this they do not share a name, which may be refused or mislead.
 */
export function uniqueName(
  name: pulumi.Input<string>,
  triggers: pulumi.Input<Triggers>,
): pulumi.Output<string> {
  return pulumi
    .all([name, triggers])
    .apply(
      ([text, values]) =>
        `${text}-${createHash("sha256").update(canonical(values)).digest("hex").slice(0, 8)}`,
    );
}
