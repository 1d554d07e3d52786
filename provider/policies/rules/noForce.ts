import { imageRule } from "../imageRule";

/**
 * Refuses the export of a volume that is in use.
 *
 * Policy `no-force`, by default mandatory. A forced export of a volume in use lacks what its server has not
 * written yet, and may not boot. Take out `force`, and detach the volume or stop its server for the export.
 *
 * It has no settings.
 *
 * @example
 * ```ts
 * new PolicyPack("team", { policies: [noForce] }, { "no-force": { "enforcementLevel": "mandatory" } });
 * ```
 */
export const noForce = imageRule<object, "VolumeImage">({
  name: "no-force",
  why: "A forced export of a volume in use lacks what its server has not written yet, and may not boot",
  fix: "Take out `force`, and detach the volume or stop its server for the export",
  enforcement: "mandatory",
  severity: "high",
  about: ["VolumeImage"],
  settings: {},
  violations: ({ args }) => (args.force === true ? ["force is true"] : []),
});
