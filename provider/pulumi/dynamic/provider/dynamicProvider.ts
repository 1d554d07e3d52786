import type * as pulumi from "@pulumi/pulumi";
import type { Host } from "../../../lifecycle/operation/host";
import { argsIn, type Props } from "../../../lifecycle/state/inputs";
import type { CommonArgs, ImageResource } from "../../../resources/resource";
import { errorWords } from "../../errorWords";
import { plainRecord } from "../../plainJson";
import { plainOutputs } from "../../plainOutputs";
import { printableIssues } from "../../printableIssues";
import type { ProcessHost } from "../../process/openHost";
import { withMaskedLog } from "../../process/withMaskedLog";
import { cloudMismatch } from "../../program/programCloud";
import { type ArgsWithSecrets, type SecretMask, secretMask } from "../../secretMask";
import { engineError } from "./engineError";
import { hiddenIn } from "./hiddenInputs";
import { processHost } from "./processHost";
import { check, create, deleteImage, diff, noteHeld, read, update } from "./verbs";

/** The methods that Pulumi's provider process calls. If `read` answers with nothing, the image is gone. */
export type DynamicProvider = Required<Omit<pulumi.dynamic.ResourceProvider, "__serializedProvider">>;

/** Shared by all resources of a process: the engine configures each handler on its own, but with the same configuration. */
let shared: ProcessHost | undefined;

/** Offers a resource's lifecycle as a dynamic provider, with plain answers and with errors that people can read. */
export function dynamicProvider<Args extends CommonArgs>(resource: ImageResource<Args>): DynamicProvider {
  const host = (): ProcessHost => {
    shared ??= processHost(() => undefined);
    return shared;
  };
  return {
    // Synchronous and never failing: concurrent calls do not wait for it
    // (docs/vendors/pulumi.md#configure-is-not-awaited).
    async configure({ config }) {
      shared ??= processHost((key) => config.get(key));
    },
    check: (olds, news) =>
      withMaskedErrors([news], async (mask) => {
        const { inputs, failures } = check(resource, news, host(), olds);
        const issues = [...failures, ...cloudMismatch(news, host())];
        return { inputs: plainRecord(inputs), failures: printableIssues(issues, mask) };
      }),
    diff: (_id, olds, news) =>
      withMaskedErrors([news, olds], async () => {
        noteHeld(host(), olds);
        const found = diff(resource, olds, news, (text) => host().log(String(news.__urn)).line(text));
        const { replaces, ...rest } = isOfPlugin(olds) ? { ...found, changes: true } : found;
        return { ...rest, ...(replaces === undefined ? {} : { replaces: [...replaces] }) };
      }),
    create: (inputs) =>
      operate([inputs], async (maskedHost) => {
        const created = await create(resource, inputs, maskedHost);
        void host().interruption.undoIfEngineDies(created.undo);
        return { id: created.id, outs: plainOutputs(created, maskedHost.log(String(inputs.__urn))) };
      }),
    read: (id, props = {}) =>
      operate([props], async (maskedHost) => {
        noteHeld(maskedHost, props);
        const found = await read(resource, id, props, maskedHost);
        return {
          ...(found.id === undefined ? {} : { id: found.id }),
          ...(found.props === undefined ? {} : { props: plainRecord(found.props) }),
          ...(found.inputs === undefined ? {} : { inputs: plainRecord(found.inputs) }),
        };
      }),
    update: (id, olds, news) =>
      operate([news, olds], async (maskedHost) => {
        noteHeld(maskedHost, olds);
        return { outs: plainRecord(await update(resource, id, olds, news, maskedHost)) };
      }),
    delete: (id, props) =>
      operate([props], (maskedHost) => {
        noteHeld(maskedHost, props);
        return deleteImage(resource, id, props, maskedHost);
      }),
  };

  /** `passed`: the inputs and outputs that the engine has passed, the newest first. */
  function operate<T>(
    passed: readonly [Props, ...Props[]],
    operation: (host: Host) => Promise<T>,
  ): Promise<T> {
    return withMaskedErrors(passed, (mask) =>
      host().interruption.track(() => operation(withMaskedLog(host(), mask))),
    );
  }
}

async function withMaskedErrors<T>(
  passed: readonly [Props, ...Props[]],
  operation: (mask: SecretMask) => Promise<T>,
): Promise<T> {
  const mask = secretMask(...passed.flatMap(argsWithSecrets));
  try {
    return await operation(mask);
  } catch (error) {
    throw engineError(errorWords(error, mask), passed[0]);
  }
}

/**
 * Whether these outputs are the plugin's: in them this form has hidden nothing, so that no refresh and no delete would find its
 * provider, or know what is secret. An update writes all of it.
 */
function isOfPlugin(outputs: Props): boolean {
  return !("__provider" in outputs);
}

/** The secret arguments, with their values in the inputs and in the recorded arguments (`__args`) of the outputs. */
function argsWithSecrets(props: Props): ArgsWithSecrets[] {
  const secrets = hiddenIn(props).secret ?? [];
  return [
    { args: argsIn(props), secrets },
    { args: (props.__args ?? {}) as Props, secrets },
  ];
}
