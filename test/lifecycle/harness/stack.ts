import { PartialFailureError } from "../../../provider/lifecycle/claim/partialFailureError";
import { deriveOwner } from "../../../provider/lifecycle/marks/marker";
import type { Props } from "../../../provider/lifecycle/state/inputs";
import {
  create,
  type Difference,
  deleteImage,
  diff,
  noteHeld,
  read,
  update,
} from "../../../provider/pulumi/dynamic/provider/verbs";
import type { ImageResource } from "../../../provider/resources/resource";
import { volumeImage } from "../../../provider/resources/volumeImage";
import type { ProviderProcess } from "./providerProcess";

export const owner = deriveOwner({ organization: "acme", project: "lab", stack: "dev", salt: "v1:salt" });

/** What the engine records of a resource: plain JSON, as in a state file. */
export interface Recorded {
  readonly id: string;
  readonly inputs: Props;
  readonly outputs: Props;
  /** The engine calls update for such a resource, whatever the diff. */
  readonly failed: boolean;
}

/**
 * One image in one stack, a VolumeImage by default, as the engine drives it (docs/vendors/pulumi.md): create, update or
 * replace according to diff; a partial failure is recorded, any other leaves the state as it was; what was replaced is
 * deleted last. The provider notes the claims of the outputs that it is shown (dynamicProvider.ts); `--replace` shows it
 * none before the create.
 */
export class Stack {
  recorded: Recorded | undefined;
  /** Replaced, and still to be deleted. */
  readonly condemned: Recorded[] = [];
  readonly #hidden: Props;

  constructor(
    readonly resourceName = "golden",
    // biome-ignore lint/suspicious/noExplicitAny: each resource has arguments of its own
    readonly resource: ImageResource<any> = volumeImage,
    ownedBy = owner,
  ) {
    this.#hidden = { __urn: urnOf(resourceName, resource.type), __owner: ownedBy };
  }

  inputs(args: Props): Props {
    return plain({ ...this.#hidden, ...args });
  }

  diff(args: Props): Difference {
    if (this.recorded === undefined) throw new Error("nothing is recorded");
    return diff(this.resource, this.recorded.outputs, this.inputs(args));
  }

  /** Which operation an `up` would call first. */
  plan(args: Props): "create" | "update" | "replace" | "same" {
    if (this.recorded === undefined) return "create";
    const { changes, replaces } = this.diff(args);
    if (replaces !== undefined && replaces.length > 0) return "replace";
    const { inputs, failed } = this.recorded;
    // The engine compares hidden inputs too. Where those alone differ it must not be left to it: `replaceOnChanges: ["*"]`.
    if (changes === undefined && !failed && !differ(shown(inputs), shown(this.inputs(args))))
      throw new Error("diff leaves it to the engine, which finds no argument that changed");
    return (changes ?? true) || failed ? "update" : "same";
  }

  async up(process: ProviderProcess, args: Props, options: { replace?: boolean } = {}): Promise<void> {
    const planned = this.plan(args);
    if (this.recorded !== undefined && !options.replace) noteHeld(process, this.recorded.outputs);
    if (planned === "create") await this.#create(process, args);
    else if (options.replace)
      await this.#replace(process, args, false); // a forced one does not call diff
    else if (planned === "replace")
      await this.#replace(process, args, this.diff(args).deleteBeforeReplace ?? false);
    else if (planned === "update") await this.#update(process, args);
    await this.#removeCondemned(process);
  }

  /** `pulumi refresh`: a gone image leaves the state. */
  async refresh(process: ProviderProcess): Promise<void> {
    if (this.recorded === undefined) return;
    const { id, outputs } = this.recorded;
    noteHeld(process, outputs);
    const seen = await read(this.resource, id, outputs, process);
    this.recorded =
      seen.id === undefined
        ? undefined
        : {
            ...this.recorded,
            id: seen.id,
            outputs: plain(seen.props ?? {}),
            inputs: plain(seen.inputs ?? {}),
          };
  }

  async destroy(process: ProviderProcess): Promise<void> {
    await this.#removeCondemned(process);
    if (this.recorded === undefined) return;
    noteHeld(process, this.recorded.outputs);
    await deleteImage(this.resource, this.recorded.id, this.recorded.outputs, process);
    this.recorded = undefined;
  }

  async #create(process: ProviderProcess, args: Props): Promise<void> {
    const inputs = this.inputs(args);
    await this.#record(inputs, async () => {
      const { id, outs } = await create(this.resource, inputs, process);
      return { id, outputs: outs };
    });
  }

  async #update(process: ProviderProcess, args: Props): Promise<void> {
    const { id, inputs: before, outputs } = this.recorded as Recorded;
    const inputs = this.inputs(args);
    const operation = async () => ({
      id,
      outputs: await update(this.resource, id, outputs, inputs, process),
    });
    await this.#record(inputs, operation, before);
  }

  async #replace(process: ProviderProcess, args: Props, deleteFirst: boolean): Promise<void> {
    const old = this.recorded as Recorded;
    if (deleteFirst) {
      await this.destroy(process);
      return this.#create(process, args);
    }
    try {
      await this.#create(process, args);
    } finally {
      if (this.recorded !== old) this.condemned.push(old);
    }
  }

  /** Of an update that failed the engine keeps the last inputs. */
  async #record(
    inputs: Props,
    operation: () => Promise<{ id: string; outputs: Props }>,
    whenFailed = inputs,
  ): Promise<void> {
    try {
      const { id, outputs } = await operation();
      this.recorded = { id, inputs, outputs: plain(outputs), failed: false };
    } catch (error) {
      if (error instanceof PartialFailureError)
        this.recorded = {
          id: error.id,
          inputs: whenFailed,
          outputs: plain(error.properties),
          failed: true,
        };
      throw error;
    }
  }

  async #removeCondemned(process: ProviderProcess): Promise<void> {
    for (let old = this.condemned[0]; old !== undefined; old = this.condemned[0]) {
      noteHeld(process, old.outputs);
      await deleteImage(this.resource, old.id, old.outputs, process);
      this.condemned.shift();
    }
  }
}

export const urnOf = (name: string, type = "VolumeImage"): string =>
  `urn:pulumi:dev::lab::pulumi-nodejs:dynamic/cloudimages:${type}::${name}`;

const shown = (inputs: Props): Props =>
  Object.fromEntries(Object.entries(inputs).filter(([key]) => !key.startsWith("__")));

const differ = (before: Props, after: Props): boolean =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].some(
    (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );

const plain = (props: Props): Props => JSON.parse(JSON.stringify(props));

/** The error of an operation that must fail. */
export async function failureOf(operation: Promise<unknown>): Promise<Error> {
  try {
    await operation;
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
  throw new Error("expected a failure");
}
