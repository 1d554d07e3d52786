import type * as pulumi from "@pulumi/pulumi";
import { CloudError, explain } from "../../http/errors";
import { printable } from "../../http/log/printable";
import { check } from "../../lifecycle/check";
import { PartialFailureError } from "../../lifecycle/claim/partialFailureError";
import { type Created, create } from "../../lifecycle/create";
import { deleteImage } from "../../lifecycle/delete";
import { diff } from "../../lifecycle/diff";
import { topOf } from "../../lifecycle/import/argsInPlace";
import { noteHeld } from "../../lifecycle/operation/heldClaims";
import type { Host, ResourceLog } from "../../lifecycle/operation/host";
import { describe } from "../../lifecycle/operation/run";
import { read } from "../../lifecycle/read";
import { type Props, splitInputs } from "../../lifecycle/state/inputs";
import { update } from "../../lifecycle/update";
import type { CommonArgs, ImageResource } from "../../resources/resource";
import { type Hush, hushing, type Secretive } from "../hush";
import { type ProcessHost, processHost } from "../process/processHost";
import { otherCloud } from "../program/programCloud";
import { plainAsFarAsPossible, plainRecord } from "./convert";

/** What the stock provider process calls. `read` may answer with nothing: the image is gone. */
export type DynamicProvider = Required<Omit<pulumi.dynamic.ResourceProvider, "__serializedProvider">>;

/** One for all resources of a process: the engine configures each handler by itself, with the same configuration. */
let shared: ProcessHost | undefined;

/** Puts a resource's lifecycle behind the methods of a dynamic provider: plain answers, errors for people. */
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
      withHush([news], async (hush) => {
        const { inputs, failures } = check(resource, news, host(), olds);
        const { secret = [] } = splitInputs(news).hidden;
        const hushed = (text: string) => printable(hush(text));
        return {
          inputs: plainRecord(inputs),
          failures: [...failures, ...otherCloud(news, host())].map(({ property, reason }) =>
            // The engine prints the value of a property that is named, a secret one too (seen: pulumi 3.259).
            secret.includes(topOf(property))
              ? { property: "", reason: hushed(`${property}: ${reason}`) }
              : { property, reason: hushed(reason) },
          ),
        };
      }),
    diff: (_id, olds, news) =>
      withHush([news, olds], async () => {
        noteHeld(host(), olds);
        const { replaces, ...rest } = diff(resource, olds, news);
        return { ...rest, ...(replaces === undefined ? {} : { replaces: [...replaces] }) };
      }),
    create: (inputs) =>
      operate([inputs], async (quiet) => {
        const created = await create(resource, inputs, quiet);
        void host().interruption.afterAnswer(created.undo);
        return { id: created.id, outs: outsOf(created, quiet.log(String(inputs.__urn))) };
      }),
    read: (id, props = {}) =>
      operate([props], async (quiet) => {
        noteHeld(quiet, props);
        const found = await read(resource, id, props, quiet);
        return {
          ...(found.id === undefined ? {} : { id: found.id }),
          ...(found.props === undefined ? {} : { props: plainRecord(found.props) }),
          ...(found.inputs === undefined ? {} : { inputs: plainRecord(found.inputs) }),
        };
      }),
    update: (id, olds, news) =>
      operate([news, olds], async (quiet) => {
        noteHeld(quiet, olds);
        return { outs: plainRecord(await update(resource, id, olds, news, quiet)) };
      }),
    delete: (id, props) =>
      operate([props], (quiet) => {
        noteHeld(quiet, props);
        return deleteImage(resource, id, props, quiet);
      }),
  };

  /** `passed`: what the engine has passed, the newest first. */
  function operate<T>(
    passed: readonly [Props, ...Props[]],
    operation: (host: Host) => Promise<T>,
  ): Promise<T> {
    return withHush(passed, (hush) => host().interruption.during(() => operation(quietly(host(), hush))));
  }
}

/** An image whose outputs the engine cannot take is kept with those that it can. */
function outsOf({ id, outs }: Created, log: ResourceLog): Props {
  try {
    return plainRecord(outs);
  } catch (error) {
    throw new PartialFailureError(describe(`image ${id}`, error, log), {
      id,
      properties: outs,
      cause: error,
    });
  }
}

/** The host, whose messages leave secrets out. */
function quietly(host: Host, hush: Hush): Host {
  const quiet = (urn: string): ResourceLog => {
    const log = host.log(urn);
    return {
      status: (text) => log.status(hush(text)),
      line: (text) => log.line(hush(text)),
      warn: (text) => log.warn(hush(text)),
      debug: (text) => log.debug?.(hush(text)),
    };
  };
  return Object.create(host, { log: { value: quiet } });
}

async function withHush<T>(
  passed: readonly [Props, ...Props[]],
  operation: (hush: Hush) => Promise<T>,
): Promise<T> {
  const hush = hushing(...passed.flatMap(secretive));
  try {
    return await operation(hush);
  } catch (error) {
    throw forEngine(error, passed[0], (text) => short(printable(hush(text))));
  }
}

/** Secret arguments in inputs, and in outputs, which hold them as they were given and as the image shows them. */
function secretive(props: Props): Secretive[] {
  const { args, hidden } = splitInputs(props);
  const secrets = hidden.secret ?? [];
  return [
    { args, secrets },
    { args: (props.__args ?? {}) as Props, secrets },
  ];
}

/** Above some 52 KB the engine hangs on a partial failure (docs/vendors/pulumi.md#partial-failure). */
const MESSAGE_LIMIT = 4_000;

/** Errors for people bring no stack; the host would print it. Bugs of ours keep theirs. */
function forEngine(error: unknown, { __provider }: Props, hushed: Hush): unknown {
  if (error instanceof PartialFailureError) {
    const properties = plainAsFarAsPossible({ ...error.properties, __provider });
    const reasons = error.reasons.map(hushed);
    return Object.assign(plainError(hushed(error.message)), { id: error.id, properties, reasons });
  }
  if (error instanceof CloudError) return plainError(hushed(explain(error)));
  if (!(error instanceof Error)) return error;
  return Object.assign(new Error(hushed(error.message)), { stack: hushed(error.stack ?? "") });
}

function plainError(message: string): Error {
  return Object.assign(new Error(message), { stack: "" });
}

function short(text: string): string {
  return text.length > MESSAGE_LIMIT ? `${text.slice(0, MESSAGE_LIMIT)}…` : text;
}
