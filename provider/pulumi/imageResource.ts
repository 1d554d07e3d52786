import * as pulumi from "@pulumi/pulumi";
import { assertResolvable, literalOf } from "./literal";
import { currentOwner } from "./owner";
import { refusePlainCredentials } from "./secretConfig";

/** The type token of a resource: a contract with users' states. */
export function typeToken(type: string): string {
  return `pulumi-nodejs:dynamic/cloudimages:${type}`;
}

/**
 * What all image resources of this package share: a dynamic resource whose provider is one line of text
 * (literal.ts), and the facts that the engine does not pass to a dynamic provider.
 */
export abstract class ImageResource extends pulumi.CustomResource {
  /** Id of the image in its cloud. Use this, never `id`. */
  readonly imageId: pulumi.Output<string>;

  protected constructor(
    kind: { readonly type: string; readonly handler: string },
    name: string,
    args: Readonly<Record<string, unknown>>,
    outputs: readonly string[],
    opts: pulumi.CustomResourceOptions = {},
  ) {
    assertResolvable(process.cwd());
    refusePlainCredentials();
    const unset = Object.fromEntries(outputs.map((output) => [output, undefined]));
    const hidden = {
      __provider: literalOf(kind.handler),
      __urn: pulumi.createUrn(name, typeToken(kind.type), opts.parent),
      __owner: currentOwner(),
      __timeouts: opts.customTimeouts,
    };
    const props = { ...unset, ...args, ...hidden };
    // The record of the arguments is encrypted, because one of them may be secret (design.md §4).
    const additionalSecretOutputs = [...(opts.additionalSecretOutputs ?? []), "__args"];
    super(typeToken(kind.type), name, props, { ...opts, additionalSecretOutputs });
    // Not an output of its own: in the preview of an update every output is unknown, but the id is not.
    this.imageId = this.id;
  }
}

// `instanceof pulumi.dynamic.Resource` holds, although nothing of its constructor (which serialises a closure) runs.
Object.setPrototypeOf(ImageResource.prototype, pulumi.dynamic.Resource.prototype);
