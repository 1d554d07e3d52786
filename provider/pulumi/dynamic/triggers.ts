import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { canonical } from "../../lifecycle/state/change";

type Trigger = pulumi.Input<string> | pulumi.Input<number> | pulumi.Input<boolean>;

/**
 * Values that an image depends on besides its arguments, such as versions, hashes or dates: a list, or a record. A changed
 * value replaces the image.
 *
 * @example { baseImage: "2026-07", playbook: "4f1e9a44" }
 */
export type Triggers = Trigger[] | Record<string, Trigger>;

/**
 * `<name>-<8 hex digits>`, where the digits are a hash of the triggers: a new name whenever they change. A replacement
 * creates the new image before the old one is deleted. With this the two do not share a name, which a cloud may refuse and
 * people may confuse.
 *
 * @param name what the name begins with
 * @param triggers the values of the argument `triggers`
 * @example
 * ```ts
 * const triggers = { baseImage: "2026-07" };
 * new VolumeImage("golden", { volumeId, triggers, name: uniqueName("golden", triggers) }); // golden-…
 * ```
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
