import type * as pulumi from "@pulumi/pulumi";
import type { CbrBackupSource, CsbsBackupSource, ServerSource } from "../fullEcsSource";
import type { FullEcsImageArgs } from "./declared/fullEcsImage";
import { declared, FullEcsImageOutputs } from "./declared/fullEcsImage";
import { imageClassOf } from "./imageClassOf";

const resource = (): typeof import("../../resources/fullEcsImage") => require("../../resources/fullEcsImage"); // with the first preflight

// The comments of the class and its constructors are written by `npm run docs`.
const imageClass = imageClassOf(declared, () => resource().fullEcsImage);

/**
 * An image of a whole server with all its disks, made by a job of the image service: from the server itself,
 * by way of a backup that the cloud takes first, or from a CSBS or CBR backup of it. A backup serves one
 * image. Such an image can be neither exported nor copied.
 *
 * On Open Telekom Cloud (`otc`), its Swiss cloud (`otc-swiss`), Huawei Cloud (`huaweicloud`).
 *
 * The create is done when the image is `active`. If the wait ends early, the image is kept, and the next
 * `pulumi up` goes on with it.
 *
 * An image that exists: `npx pulumi-cloud-images import FullEcsImage <name> <id>` brings it under the
 * program's control, and says what to write. `FullEcsImage.get(name, imageId)` reads one that the stack
 * never changes or deletes.
 *
 * @example
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import { FullEcsImage } from "pulumi-cloud-images";
 *
 * const config = new pulumi.Config();
 *
 * // The cloud takes a backup of the server into the vault, and creates the image from it. The server may be running.
 * const image = new FullEcsImage("erp-server", {
 *   source: { instanceId: config.require("instanceId"), vaultId: config.require("vaultId") },
 *   description: "The ERP server with all its disks",
 *   tags: { team: "erp" },
 * });
 *
 * export const imageId = image.imageId;
 * export const { name, status, backupId, createdAt } = image;
 * ```
 */
export class FullEcsImage extends FullEcsImageOutputs {
  /** The type token, by which typed policies (`validateResourceOfType`) recognize the class. */
  static readonly __pulumiType = imageClass.token;

  /**
   * An image of a whole server with all its disks, made by a job of the image service: from the server itself,
   * by way of a backup that the cloud takes first, or from a CSBS or CBR backup of it. A backup serves one
   * image. Such an image can be neither exported nor copied.
   *
   * An image that exists: `npx pulumi-cloud-images import FullEcsImage <name> <id>` brings it under the
   * program's control, and says what to write. `FullEcsImage.get(name, imageId)` reads one that the stack
   * never changes or deletes.
   *
   * @param name the resource's name in the program, which must be unique
   * @throws if the package cannot be loaded from the project's folder, and if a credential is stored in plain text.
   * @example
   * ```ts
   * const config = new pulumi.Config();
   *
   * // The cloud takes a backup of the server into the vault, and creates the image from it. The server may be running.
   * const image = new FullEcsImage("erp-server", {
   *   source: { instanceId: config.require("instanceId"), vaultId: config.require("vaultId") },
   *   description: "The ERP server with all its disks",
   *   tags: { team: "erp" },
   * });
   * ```
   */
  constructor(name: string, args: FullEcsImageArgs<ServerSource>, opts?: pulumi.CustomResourceOptions);
  /**
   * An image of a whole server with all its disks, made by a job of the image service: from the server itself,
   * by way of a backup that the cloud takes first, or from a CSBS or CBR backup of it. A backup serves one
   * image. Such an image can be neither exported nor copied.
   *
   * An image that exists: `npx pulumi-cloud-images import FullEcsImage <name> <id>` brings it under the
   * program's control, and says what to write. `FullEcsImage.get(name, imageId)` reads one that the stack
   * never changes or deletes.
   *
   * @param name the resource's name in the program, which must be unique
   * @throws if the package cannot be loaded from the project's folder, and if a credential is stored in plain text.
   * @example
   * ```ts
   * const config = new pulumi.Config();
   *
   * // The cloud takes a backup of the server into the vault, and creates the image from it. The server may be running.
   * const image = new FullEcsImage("erp-server", {
   *   source: { instanceId: config.require("instanceId"), vaultId: config.require("vaultId") },
   *   description: "The ERP server with all its disks",
   *   tags: { team: "erp" },
   * });
   * ```
   */
  constructor(name: string, args: FullEcsImageArgs<CsbsBackupSource>, opts?: pulumi.CustomResourceOptions);
  /**
   * An image of a whole server with all its disks, made by a job of the image service: from the server itself,
   * by way of a backup that the cloud takes first, or from a CSBS or CBR backup of it. A backup serves one
   * image. Such an image can be neither exported nor copied.
   *
   * An image that exists: `npx pulumi-cloud-images import FullEcsImage <name> <id>` brings it under the
   * program's control, and says what to write. `FullEcsImage.get(name, imageId)` reads one that the stack
   * never changes or deletes.
   *
   * @param name the resource's name in the program, which must be unique
   * @throws if the package cannot be loaded from the project's folder, and if a credential is stored in plain text.
   * @example
   * ```ts
   * const config = new pulumi.Config();
   *
   * // The cloud takes a backup of the server into the vault, and creates the image from it. The server may be running.
   * const image = new FullEcsImage("erp-server", {
   *   source: { instanceId: config.require("instanceId"), vaultId: config.require("vaultId") },
   *   description: "The ERP server with all its disks",
   *   tags: { team: "erp" },
   * });
   * ```
   */
  constructor(name: string, args: FullEcsImageArgs<CbrBackupSource>, opts?: pulumi.CustomResourceOptions);
  /**
   * An image of a whole server with all its disks, made by a job of the image service: from the server itself,
   * by way of a backup that the cloud takes first, or from a CSBS or CBR backup of it. A backup serves one
   * image. Such an image can be neither exported nor copied.
   *
   * An image that exists: `npx pulumi-cloud-images import FullEcsImage <name> <id>` brings it under the
   * program's control, and says what to write. `FullEcsImage.get(name, imageId)` reads one that the stack
   * never changes or deletes.
   *
   * @param name the resource's name in the program, which must be unique
   * @throws if the package cannot be loaded from the project's folder, and if a credential is stored in plain text.
   * @example
   * ```ts
   * const config = new pulumi.Config();
   *
   * // The cloud takes a backup of the server into the vault, and creates the image from it. The server may be running.
   * const image = new FullEcsImage("erp-server", {
   *   source: { instanceId: config.require("instanceId"), vaultId: config.require("vaultId") },
   *   description: "The ERP server with all its disks",
   *   tags: { team: "erp" },
   * });
   * ```
   */
  constructor(name: string, args: FullEcsImageArgs, opts?: pulumi.CustomResourceOptions);
  /**
   * An image of a whole server with all its disks, made by a job of the image service: from the server itself,
   * by way of a backup that the cloud takes first, or from a CSBS or CBR backup of it. A backup serves one
   * image. Such an image can be neither exported nor copied.
   *
   * An image that exists: `npx pulumi-cloud-images import FullEcsImage <name> <id>` brings it under the
   * program's control, and says what to write. `FullEcsImage.get(name, imageId)` reads one that the stack
   * never changes or deletes.
   *
   * @param name the resource's name in the program, which must be unique
   * @throws if the package cannot be loaded from the project's folder, and if a credential is stored in plain text.
   * @example
   * ```ts
   * const config = new pulumi.Config();
   *
   * // The cloud takes a backup of the server into the vault, and creates the image from it. The server may be running.
   * const image = new FullEcsImage("erp-server", {
   *   source: { instanceId: config.require("instanceId"), vaultId: config.require("vaultId") },
   *   description: "The ERP server with all its disks",
   *   tags: { team: "erp" },
   * });
   * ```
   */
  constructor(name: string, args: FullEcsImageArgs, opts?: pulumi.CustomResourceOptions) {
    super(imageClass, name, { ...args }, opts);
  }

  /**
   * Reads an image that exists, by its id. The stack never changes or deletes it. Without `args.cloud` the stack's default
   * cloud is asked. If there is no such image, the deployment fails.
   *
   * @param name the resource's name in the program
   * @param imageId the image's id in its cloud
   * @param args `cloud`: an entry of clouds.yaml
   * @param opts resource options
   * @example
   * ```ts
   * const base = FullEcsImage.get("base", "0d2d3b1c-1a3d-4f1e-9a44-0e8e3f7c9b11");
   * ```
   */
  static get(
    name: string,
    imageId: pulumi.Input<string>,
    args: { cloud?: pulumi.Input<string> } = {},
    opts?: pulumi.CustomResourceOptions,
  ): FullEcsImage {
    return new FullEcsImage(name, args as FullEcsImageArgs, { ...opts, id: imageId });
  }
}
