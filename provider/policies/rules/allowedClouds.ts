import { profiles } from "../../clouds/settings/profile";
import { oneOf } from "../configuration";
import { imageRule } from "../imageRule";
import { targetCloud } from "../targetCloud";

interface Clouds {
  readonly clouds: readonly string[];
  readonly profiles: readonly string[];
}

/**
 * Allows images only in certain clouds.
 *
 * Policy `allowed-clouds`, by default mandatory. Data may lie only where contracts and laws allow it. Set
 * the argument `cloud`, or `cloudimages:cloud` of the stack, to a cloud that is allowed.
 *
 * - `clouds` (default `[]`): Entries of clouds.yaml that are allowed; `environment` is the cloud that
 * variables alone describe. Empty: any.
 * - `profiles` (default `[]`): Kinds of cloud that are allowed. Empty: any.
 *
 * @example
 * ```ts
 * new PolicyPack("team", { policies: [allowedClouds] }, { "allowed-clouds": { "clouds": [ "otc" ], "profiles": [ "otc", "openstack" ], "enforcementLevel": "mandatory" } });
 * ```
 */
export const allowedClouds = imageRule<Clouds>({
  name: "allowed-clouds",
  why: "Data may lie only where contracts and laws allow it",
  fix: "Set the argument `cloud`, or `cloudimages:cloud` of the stack, to a cloud that is allowed",
  enforcement: "mandatory",
  severity: "high",
  settings: {
    clouds: {
      type: "array",
      items: { type: "string" },
      default: [],
      example: ["otc"],
      description:
        "Entries of clouds.yaml that are allowed; `environment` is the cloud that variables alone describe. Empty: any",
    },
    profiles: {
      type: "array",
      items: { type: "string", enum: [...profiles] },
      default: [],
      example: ["otc", "openstack"],
      description: "Kinds of cloud that are allowed. Empty: any",
    },
  },
  violations(image, { clouds, profiles: allowed }) {
    if (clouds.length === 0 && allowed.length === 0) return [];
    const target = targetCloud(image);
    if ("unresolved" in target) return [`which cloud it is cannot be told: ${target.unresolved}`];
    const { name, profile } = target;
    return [
      ...(clouds.length === 0 || clouds.includes(name)
        ? []
        : [`the cloud is "${name}", not ${oneOf(clouds)}`]),
      ...(allowed.length === 0 || allowed.includes(profile)
        ? []
        : [`the cloud "${name}" is of the profile "${profile}", not ${oneOf(allowed)}`]),
    ];
  },
});
