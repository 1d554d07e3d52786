import type * as pulumi from "@pulumi/pulumi";
import { CloudError, explain } from "../http/errors";
import { redact } from "../http/redact";
import { check } from "../lifecycle/check";
import { type Created, create } from "../lifecycle/create";
import { remove } from "../lifecycle/delete";
import { diff } from "../lifecycle/diff";
import type { ResourceLog } from "../lifecycle/host";
import type { Props } from "../lifecycle/inputs";
import { KeptError } from "../lifecycle/kept";
import { read } from "../lifecycle/read";
import { describe } from "../lifecycle/run";
import { update } from "../lifecycle/update";
import type { CommonArgs, ImageResource } from "../resources/resource";
import { plainAsFarAsPossible, plainRecord } from "./convert";
import { type ProcessHost, processHost } from "./processHost";

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
    // Synchronous and never failing: concurrent calls do not wait for it (pulumi-dynamic-providers.md §0 no. 7).
    async configure({ config }) {
      shared ??= processHost((key) => config.get(key));
    },
    check: (_olds, news) =>
      spoken(news, async () => {
        const { inputs, failures } = check(resource, news, host());
        return { inputs: plainRecord(inputs), failures: [...failures] };
      }),
    diff: (_id, olds, news) =>
      spoken(news, async () => {
        const { replaces, ...rest } = diff(resource, olds, news);
        return { ...rest, ...(replaces === undefined ? {} : { replaces: [...replaces] }) };
      }),
    create: (inputs) =>
      operate(inputs, async () => {
        const created = await create(resource, inputs, host());
        void host().interruption.afterAnswer(created.undo);
        return { id: created.id, outs: outsOf(created, host().log(String(inputs.__urn))) };
      }),
    read: (id, props = {}) =>
      operate(props, async () => {
        const found = await read(resource, id, props, host());
        return {
          ...(found.id === undefined ? {} : { id: found.id }),
          ...(found.props === undefined ? {} : { props: plainRecord(found.props) }),
          ...(found.inputs === undefined ? {} : { inputs: plainRecord(found.inputs) }),
        };
      }),
    update: (id, olds, news) =>
      operate(news, async () => ({ outs: plainRecord(await update(resource, id, olds, news, host())) })),
    delete: (id, props) => operate(props, () => remove(resource, id, props, host())),
  };

  function operate<T>(props: Props, operation: () => Promise<T>): Promise<T> {
    return spoken(props, () => host().interruption.during(operation));
  }
}

/** An image whose outputs the engine cannot take is kept with those that it can. */
function outsOf({ id, outs }: Created, log: ResourceLog): Props {
  try {
    return plainRecord(outs);
  } catch (error) {
    throw new KeptError(describe(`image ${id}`, error, log), { id, properties: outs, cause: error });
  }
}

async function spoken<T>(props: Props, operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (error) {
    throw forEngine(error, props);
  }
}

/** Above some 52 KB the engine hangs on a partial failure (pulumi-dynamic-providers.md §0 no. 4). */
const MESSAGE_LIMIT = 4_000;

/** Errors for people bring no stack; the host would print it. Bugs of ours keep theirs. */
function forEngine(error: unknown, { __provider }: Props): unknown {
  if (error instanceof KeptError) {
    const properties = plainAsFarAsPossible({ ...error.properties, __provider });
    return Object.assign(plainError(error.message), {
      id: error.id,
      properties,
      reasons: error.reasons.map(short),
    });
  }
  return error instanceof CloudError ? plainError(explain(error)) : error;
}

function plainError(message: string): Error {
  const error = new Error(short(message));
  error.stack = "";
  return error;
}

function short(message: string): string {
  const safe = redact(message);
  return safe.length > MESSAGE_LIMIT ? `${safe.slice(0, MESSAGE_LIMIT)}…` : safe;
}
