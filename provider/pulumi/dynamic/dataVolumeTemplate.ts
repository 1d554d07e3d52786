import type * as pulumi from "@pulumi/pulumi";
import { dataVolumeTemplate, DataVolumeTemplateOutputs as outputs } from "../../resources/dataVolumeTemplate";
import type { DataVolumeTemplateArgs } from "./declared/dataVolumeTemplate";
import { DataVolumeTemplateOutputs } from "./declared/dataVolumeTemplate";
import { imageClassOf } from "./imageClassOf";

const imageClass = imageClassOf(dataVolumeTemplate, outputs);

/**
 * A template of data volumes on ZStack, created from a volume snapshot.
 *
 * The create is done when the template is `Ready` and every backup storage has its copy. If a copy fails, the deployment
 * fails but keeps the template. If the wait ends early, the template is kept too, and the next `pulumi up` goes on with it.
 */
export class DataVolumeTemplate extends DataVolumeTemplateOutputs {
  /** The type token, by which typed policies (`validateResourceOfType`) recognize the class. */
  static readonly __pulumiType = imageClass.token;

  /**
   * @param name the resource's name in the program, which must be unique
   * @throws if the package cannot be loaded from the project's folder, and if a credential is stored in plain text.
   */
  constructor(name: string, args: DataVolumeTemplateArgs, opts?: pulumi.CustomResourceOptions) {
    super(imageClass, name, { ...args }, opts);
  }

  /**
   * Reads a template that exists, by its uuid. The stack never changes or deletes it. Without `args.cloud` the stack's default
   * cloud is asked. If there is no such template, the deployment fails.
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
