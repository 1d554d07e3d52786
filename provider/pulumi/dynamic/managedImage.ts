import * as pulumi from "@pulumi/pulumi";
import { importWords } from "../../lifecycle/import/importCommand";
import { currentOwner } from "../program/currentOwner";
import { isMocked } from "../program/isMocked";
import { programCloud } from "../program/programCloud";
import { refuseStrayConfig } from "../program/refuseStrayConfig";
import type { AfterPreflight } from "../program/registration";
import { registerSecrets } from "../program/secretArgs";
import { refusePlainCredentials } from "../program/secretConfig";
import { urnOf } from "../program/urnOf";
import { assertResolvable, literalOf } from "./literal";
import { providerFolder } from "./providerFolder";
import { refuseUnwritable } from "./refuseUnwritable";

/** What tells one class from another (kindOf.ts). */
export interface Kind {
  readonly type: string;
  /** The type's token in users' programs and states. */
  readonly token: string;
  /** The name of its handler in dynamic.ts. */
  readonly handler: string;
  /** The names of its outputs. */
  readonly outputs: readonly string[];
  readonly afterPreflight: AfterPreflight;
  /** Outputs that tell the value of an argument (resources/resource.ts). */
  readonly telling: Readonly<Record<string, readonly string[]>> | undefined;
}

/**
 * What all image resources of this package share: a dynamic resource whose provider is one line of text
 * (literal.ts), and the facts that the engine does not pass to a dynamic provider.
 */
export abstract class ManagedImage extends pulumi.CustomResource {
  /** Id of the image in its cloud. Use this, never `id`. */
  declare readonly imageId: pulumi.Output<string>;
  declare readonly name: pulumi.Output<string>;
  /** The cloud's word: `active` when all is well. */
  declare readonly status: pulumi.Output<string>;
  declare readonly description: pulumi.Output<string>;
  /** Address of the service that has the image. */
  declare readonly endpoint: pulumi.Output<string>;

  protected constructor(
    kind: Kind,
    name: string,
    args: Readonly<Record<string, unknown>>,
    opts: pulumi.CustomResourceOptions = {},
  ) {
    refuseImport(kind.type, name, opts);
    if (!isMocked()) assertResolvable(providerFolder());
    refuseStrayConfig();
    refusePlainCredentials();
    refuseUnwritable(kind.type, name, args);
    const unset = Object.fromEntries(kind.outputs.map((output) => [output, undefined]));
    // The record of the arguments is encrypted, because one of them may be secret
    // (docs/vendors/pulumi.md#what-the-state-stores), and what was found of their source may repeat them.
    const { additionalSecretOutputs: asked = [] } = opts;
    const additionalSecretOutputs = [...asked, "__args", "__facts"];
    const hidden = {
      __provider: literalOf(kind.handler),
      __urn: urnOf(name, kind.token, opts.parent),
      __owner: currentOwner(),
      __timeouts: opts.customTimeouts,
      __secret: registerSecrets(args, kind.telling, additionalSecretOutputs),
      __cloud: programCloud(args.cloud),
    };
    const named = opts.id === undefined ? { name: args.name ?? name } : {}; // what is looked up keeps its own
    const props = { ...unset, ...args, ...named, ...hidden };
    const { __urn: urn, __owner: owner } = hidden;
    const given = { name, urn, owner, args: { ...args, ...named }, opts };
    super(kind.token, name, props, {
      ...kind.afterPreflight(given),
      additionalSecretOutputs,
    });
    const imageId = derived(this.id, this.imageId);
    this.imageId = asked.includes("imageId") ? pulumi.secret(imageId) : imageId;
  }
}

/**
 * In the preview of an update every output is unknown, but the id is not. An image that was recorded by its job keeps that
 * id until a refresh. A transform may have made the output a secret.
 */
function derived(id: pulumi.Output<string>, shown: pulumi.Output<string>): pulumi.Output<string> {
  return id.apply(async (known) => {
    const imageId = known?.startsWith("job:") ? shown : pulumi.output(known);
    return (await pulumi.isSecret(shown)) ? pulumi.secret(imageId) : imageId;
  }) as unknown as pulumi.Output<string>;
}

/** The engine would ask the provider to read an image of which it passes the id alone, not even our `__provider`. */
function refuseImport(type: string, name: string, { import: id }: pulumi.CustomResourceOptions): void {
  if (id === undefined) return;
  throw new pulumi.RunError(
    `${type} ${name}: the option \`import\` cannot work for resources of this package. Bring the image in by\n` +
      `    ${importWords([type, name, "<id>"])}\n` +
      "and take the option away.",
  );
}

// `instanceof pulumi.dynamic.Resource` holds, although nothing of its constructor (which serialises a closure) runs.
Object.setPrototypeOf(ManagedImage.prototype, pulumi.dynamic.Resource.prototype);
