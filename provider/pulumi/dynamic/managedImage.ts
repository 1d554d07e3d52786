import * as pulumi from "@pulumi/pulumi";
import { importWords } from "../../lifecycle/import/importWords";
import { currentOwner } from "../program/currentOwner";
import { isMocked } from "../program/isMocked";
import { programCloud } from "../program/programCloud";
import { refuseStrayConfig } from "../program/refuseStrayConfig";
import type { AfterPreflight } from "../program/registration";
import { registerSecrets } from "../program/secretArgs";
import { refusePlainCredentials } from "../program/secretConfig";
import { urnOf } from "../program/urnOf";
import { userError } from "../program/userError";
import { assertResolvable } from "./assertResolvable";
import { literalOf } from "./literal";
import { providerFolder } from "./providerFolder";
import { refuseMisspeltOptions } from "./refuseMisspeltOptions";
import { refuseUnprintable } from "./refuseUnprintable";
import { noteCloudOfResource } from "./warnOfCloud";

/** What `npm run docs` writes of a resource beside its types, so that a program can declare images without loading the lifecycle. */
export interface Declared {
  readonly type: string;
  /** The names of the outputs. */
  readonly outputs: readonly string[];
  /** For each argument, the outputs that reveal its value (resources/resource.ts). */
  readonly revealingOutputs: Readonly<Record<string, readonly string[]>>;
}

/** What the image classes differ in (imageClassOf.ts). */
export interface ImageClass extends Declared {
  /** The type token in users' programs and states. */
  readonly token: string;
  /** The name of the handler in dynamic.ts. */
  readonly handler: string;
  readonly afterPreflight: AfterPreflight;
}

/**
 * The base of all image resources of this package: a dynamic resource whose provider is one line of text (literal.ts). Its
 * hidden inputs carry the facts that the engine does not pass to a dynamic provider.
 */
export abstract class ManagedImage extends pulumi.CustomResource {
  /** Declared with the other outputs by each class; this one alone is set here. */
  declare readonly imageId: pulumi.Output<string>;

  protected constructor(
    imageClass: ImageClass,
    name: string,
    args: Readonly<Record<string, unknown>>,
    opts: pulumi.CustomResourceOptions = {},
  ) {
    refuseImport(imageClass.type, name, opts);
    if (!isMocked()) assertResolvable(providerFolder());
    refuseStrayConfig();
    refusePlainCredentials();
    refuseMisspeltOptions(imageClass.type, name, opts);
    refuseUnprintable(imageClass.type, name, args);
    noteCloudOfResource(args.cloud);
    const unset = Object.fromEntries(imageClass.outputs.map((output) => [output, undefined]));
    // `__args` records the arguments, of which one may be secret (docs/vendors/pulumi.md#what-the-state-stores), and
    // `__facts` may repeat them: so both are encrypted.
    const { additionalSecretOutputs: requested = [] } = opts;
    const additionalSecretOutputs = [...requested, "__args", "__facts"];
    const hidden = {
      __provider: literalOf(imageClass.handler),
      __urn: urnOf(name, imageClass.token, opts.parent),
      __owner: currentOwner(),
      __timeouts: opts.customTimeouts,
      __secret: registerSecrets(args, imageClass.revealingOutputs, additionalSecretOutputs),
      __cloud: programCloud(args.cloud),
    };
    // As check would say it: what comes before, or stands in for it, is to see the name too (the preflight, transforms, mocks).
    const nameArg = opts.id === undefined ? { name: args.name ?? name } : {}; // an image read by `get` keeps its name
    const props = { ...unset, ...args, ...nameArg, ...hidden };
    const { __urn: urn, __owner: owner } = hidden;
    const registration = { name, urn, owner, args: { ...args, ...nameArg }, opts };
    const withPreflight = { ...imageClass.afterPreflight(registration), additionalSecretOutputs };
    // Pulumi notes a stack trace for each of some three hundred promises of its own, which costs more than all the rest of a large
    // program: it would show them if the program ended while they are pending, and each would name this line.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    try {
      super(imageClass.token, name, props, withPreflight);
    } catch (error) {
      Error.stackTraceLimit = stackTraceLimit;
      if (error instanceof Error) Error.captureStackTrace(error, new.target); // from the program's line on
      throw error;
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
    }
    const imageId = imageIdFrom(this.id, this.imageId);
    this.imageId = requested.includes("imageId") ? pulumi.secret(imageId) : imageId;
  }
}

/**
 * The image id, taken from the resource's id: in the preview of an update every output is unknown, but the id is known. Where
 * the id is that of a job, which it stays until a refresh, the output has to do. The output is secret if a transform made it so.
 */
function imageIdFrom(id: pulumi.Output<string>, output: pulumi.Output<string>): pulumi.Output<string> {
  return id.apply(async (knownId) => {
    const imageId = knownId?.startsWith("job:") ? output : pulumi.output(knownId);
    return (await pulumi.isSecret(output)) ? pulumi.secret(imageId) : imageId;
  }) as unknown as pulumi.Output<string>;
}

/**
 * With the option `import` the engine asks the provider to read an image, but passes nothing except its id: not even our
 * `__provider`.
 */
function refuseImport(type: string, name: string, { import: id }: pulumi.CustomResourceOptions): void {
  if (id === undefined) return;
  throw userError(
    `${type} ${name}: the option \`import\` cannot work for resources of this package. Bring the image in by\n` +
      `    ${importWords([type, name, "<id>"])}\n` +
      "and take the option away.",
  );
}

// `instanceof pulumi.dynamic.Resource` holds, although nothing of its constructor (which serialises a closure) runs.
Object.setPrototypeOf(ManagedImage.prototype, pulumi.dynamic.Resource.prototype);
