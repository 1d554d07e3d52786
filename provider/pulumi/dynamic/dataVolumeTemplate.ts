import type * as pulumi from "@pulumi/pulumi";
import { dataVolumeTemplate, DataVolumeTemplateOutputs as outputs } from "../../resources/dataVolumeTemplate";
import type { DataVolumeTemplateArgs } from "./declared/dataVolumeTemplate";
import { DataVolumeTemplateOutputs } from "./declared/dataVolumeTemplate";
import { kindOf } from "./kindOf";

const kind = kindOf(dataVolumeTemplate, outputs);

/**
 * A template of data volumes on ZStack, made from a volume snapshot.
 *
 * It is created when the template is ready and every backup storage has its copy. A copy that fails is an error that
 * keeps the template; a wait that ends early keeps it too, and the next `pulumi up` goes on where it stopped.
 */
export class DataVolumeTemplate extends DataVolumeTemplateOutputs {
  /** Policies match by it. */
  static readonly __pulumiType = kind.token;

  /** @throws when the package cannot be loaded from the project's folder, or a credential is stored in plain text. */
  constructor(name: string, args: DataVolumeTemplateArgs, opts?: pulumi.CustomResourceOptions) {
    super(kind, name, { ...args }, opts);
  }

  /** A template that exists, by its uuid: read, never changed or deleted. An unknown uuid is an error. */
  static get(
    name: string,
    imageId: pulumi.Input<string>,
    args: { cloud?: pulumi.Input<string> } = {},
    opts?: pulumi.CustomResourceOptions,
  ): DataVolumeTemplate {
    return new DataVolumeTemplate(name, args as DataVolumeTemplateArgs, { ...opts, id: imageId });
  }
}
