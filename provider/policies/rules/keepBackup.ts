import { imageRule } from "../imageRule";

/**
 * Refuses to delete the backup of a full-ECS image together with the image.
 *
 * Policy `keep-backup`, by default mandatory. The backup behind an image may be the last copy of a server: a
 * changed program must not delete it. Take out `deleteBackup`, and delete backups where backups are managed.
 *
 * - `taken` (default `false`): Whether a backup that is taken on the way (`source.instanceId`) is to be kept
 * as well.
 *
 * @example
 * ```ts
 * new PolicyPack("team", { policies: [keepBackup] }, { "keep-backup": { "taken": true, "enforcementLevel": "mandatory" } });
 * ```
 */
export const keepBackup = imageRule<{ readonly taken: boolean }, "FullEcsImage">({
  name: "keep-backup",
  why: "The backup behind an image may be the last copy of a server: a changed program must not delete it",
  fix: "Take out `deleteBackup`, and delete backups where backups are managed",
  enforcement: "mandatory",
  severity: "high",
  about: ["FullEcsImage"],
  settings: {
    taken: {
      type: "boolean",
      default: false,
      example: true,
      description: "Whether a backup that is taken on the way (`source.instanceId`) is to be kept as well",
    },
  },
  violations({ args }, { taken }) {
    if (args.deleteBackup !== true) return [];
    return taken || args.source?.instanceId === undefined ? ["deleteBackup is true"] : [];
  },
});
