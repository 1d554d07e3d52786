import { oneOf } from "../configuration";
import { imageRule } from "../imageRule";
import { judgeEach } from "../judgeEach";
import type { PlannedImage } from "../plannedImage";
import { targetCloud } from "../targetCloud";

/** With the first image whose format is the cloud's default. */
const resource = (): typeof import("../../resources/volumeImage") => require("../../resources/volumeImage");

interface Formats {
  readonly disk: readonly string[];
  readonly container: readonly string[];
}

/**
 * Allows only certain formats: for exported images by their arguments, for data images by the extension of
 * their file.
 *
 * Policy `allowed-formats`, by default mandatory. An image in another format cannot be used by the tools
 * that come after it. Set `diskFormat` or `containerFormat`, or convert the file, to a format that is
 * allowed.
 *
 * - `disk` (default `[]`): Values of `diskFormat`, and endings of a DataImage's file, that are allowed; a
 * file without one passes. Empty: any. What is not set counts as the cloud's default.
 * - `container` (default `[]`): Values of `containerFormat` that are allowed. Empty: any.
 *
 * @example
 * ```ts
 * new PolicyPack("team", { policies: [allowedFormats] }, { "allowed-formats": { "disk": [ "zvhd2", "qcow2" ], "container": [ "bare" ], "enforcementLevel": "mandatory" } });
 * ```
 */
export const allowedFormats = imageRule<Formats, "VolumeImage" | "DataImage">({
  name: "allowed-formats",
  why: "An image in another format cannot be used by the tools that come after it",
  fix: "Set `diskFormat` or `containerFormat`, or convert the file, to a format that is allowed",
  enforcement: "mandatory",
  severity: "low",
  about: ["VolumeImage", "DataImage"],
  settings: {
    disk: {
      type: "array",
      items: { type: "string" },
      default: [],
      example: ["zvhd2", "qcow2"],
      description:
        "Values of `diskFormat`, and endings of a DataImage's file, that are allowed; a file without one passes. Empty: any. What is not set counts as the cloud's default",
    },
    container: {
      type: "array",
      items: { type: "string" },
      default: [],
      example: ["bare"],
      description: "Values of `containerFormat` that are allowed. Empty: any",
    },
  },
  violations(image, { disk, container }) {
    if (image.kind === "DataImage") {
      const ending = disk.length === 0 ? undefined : /\.([^./]+)$/.exec(image.args.source?.object ?? "")?.[1];
      return ending === undefined || disk.includes(ending.toLowerCase())
        ? []
        : [`source.object does not end in ${oneOf(disk.map((format) => `.${format}`))}`];
    }
    const fields = ["diskFormat", "containerFormat"] as const;
    return judgeEach(fields, (field) => refused(field, image, field === "diskFormat" ? disk : container));
  },
});

function refused(
  field: "diskFormat" | "containerFormat",
  image: PlannedImage<"VolumeImage">,
  allowed: readonly string[],
): string[] {
  if (allowed.length === 0) return [];
  const given = image.args[field];
  if (given !== undefined) {
    return allowed.includes(given) ? [] : [`${field} is not ${oneOf(allowed)}`];
  }
  const target = targetCloud(image);
  if ("unresolved" in target)
    return [`${field} is not set, and the cloud's default cannot be told: ${target.unresolved}`];
  const standard = resource().volumeImage.defaults(target.profile)[field];
  return standard === undefined || allowed.includes(standard)
    ? []
    : [
        `${field} is not set, and the default of the cloud "${target.name}" is "${standard}", not ${oneOf(allowed)}`,
      ];
}
