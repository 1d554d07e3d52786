import type * as pulumi from "@pulumi/pulumi";
import type { DataVolumeTemplateArgs } from "./declared/dataVolumeTemplate";
import { DataVolumeTemplateOutputs, declared } from "./declared/dataVolumeTemplate";
import { imageClassOf } from "./imageClassOf";

const resource = (): typeof import("../../resources/dataVolumeTemplate") =>
  require("../../resources/dataVolumeTemplate"); // with the first preflight

// The comments of the class and its constructors are written by `npm run docs`.
const imageClass = imageClassOf(declared, () => resource().dataVolumeTemplate);

/**
 * A template of data volumes on ZStack, made by a job from a volume snapshot, with a copy on each backup
 * storage that is named.
 *
 * On ZStack (`zstack`).
 *
 * The create is done when the template is `Ready` and every backup storage has its copy. If a copy fails,
 * the deployment fails but keeps the template. If the wait ends early, it is kept too, and the next
 * `pulumi up` goes on with it.
 *
 * An image that exists: `npx pulumi-cloud-images import DataVolumeTemplate <name> <id>` brings it under the
 * program's control, and says what to write. `DataVolumeTemplate.get(name, imageId)` reads one that the
 * stack never changes or deletes.
 *
 * @example
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import { DataVolumeTemplate } from "pulumi-cloud-images";
 *
 * const config = new pulumi.Config();
 *
 * // Each backup storage gets a copy. As `expunge` is not set, ZStack can recover the template after a delete.
 * const template = new DataVolumeTemplate("measurements", {
 *   snapshotUuid: config.require("snapshotUuid"),
 *   backupStorageUuids: [config.require("backupStorageUuid")],
 *   description: "Measurements of 2026",
 *   userTags: ["team:lab"],
 * });
 *
 * export const imageId = template.imageId;
 * export const { name, status, backupStorageRefs, createDate } = template;
 * ```
 */
export class DataVolumeTemplate extends DataVolumeTemplateOutputs {
  /** The type token, by which typed policies (`validateResourceOfType`) recognize the class. */
  static readonly __pulumiType = imageClass.token;

  /**
   * A template of data volumes on ZStack, made by a job from a volume snapshot, with a copy on each backup
   * storage that is named.
   *
   * An image that exists: `npx pulumi-cloud-images import DataVolumeTemplate <name> <id>` brings it under the
   * program's control, and says what to write. `DataVolumeTemplate.get(name, imageId)` reads one that the
   * stack never changes or deletes.
   *
   * @param name the resource's name in the program, which must be unique
   * @throws if the package cannot be loaded from the project's folder, and if a credential is stored in plain text.
   * @example
   * ```ts
   * const config = new pulumi.Config();
   *
   * // Each backup storage gets a copy. As `expunge` is not set, ZStack can recover the template after a delete.
   * const template = new DataVolumeTemplate("measurements", {
   *   snapshotUuid: config.require("snapshotUuid"),
   *   backupStorageUuids: [config.require("backupStorageUuid")],
   *   description: "Measurements of 2026",
   *   userTags: ["team:lab"],
   * });
   * ```
   */
  constructor(name: string, args: DataVolumeTemplateArgs, opts?: pulumi.CustomResourceOptions) {
    super(imageClass, name, { ...args }, opts);
  }

  /**
   * Reads a template that exists, by its uuid. The stack never changes or deletes it. Without `args.cloud` the stack's default
   * cloud is asked. If there is no such template, the deployment fails.
   *
   * @param name the resource's name in the program
   * @param imageId the template's uuid
   * @param args `cloud`: an entry of clouds.yaml
   * @param opts resource options
   * @example
   * ```ts
   * const base = DataVolumeTemplate.get("base", "6c8c6b0ea9844ff3bc58cc46b2fde6ce");
   * ```
   */
  static get(
    name: string,
    imageId: pulumi.Input<string>,
    args: { cloud?: pulumi.Input<string> } = {},
    opts?: pulumi.CustomResourceOptions,
  ): DataVolumeTemplate {
    return new DataVolumeTemplate(name, args as DataVolumeTemplateArgs, { ...opts, id: imageId });
  }
}
