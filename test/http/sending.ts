import { CloudError } from "../../provider/http/errors";
import { openTransport } from "../../provider/http/openTransport";
import type { HttpRequest, Transport, TransportOptions } from "../../provider/http/transport";
import type { Wire } from "./wire";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const thing of open.splice(0).reverse()) await thing.close();
});

/** A transport that is closed after the test. */
export function transport(options: TransportOptions = {}): Transport {
  const opened = openTransport(options);
  open.push(opened);
  return opened;
}

/** A server that is closed after the test. */
export async function opened(wire: Promise<Wire>): Promise<Wire> {
  open.push(await wire);
  return wire;
}

export const get = (url: URL, rest: Partial<HttpRequest> = {}): HttpRequest => ({
  method: "GET",
  url,
  headers: { "x-auth-token": "canary-token" },
  ...rest,
});

/** undici puts a socket back a moment after it has handed over the answer. */
export const pause = () => new Promise((resolve) => setTimeout(resolve, 5));

/** The error of a request that must fail. */
export async function failure(sent: Promise<unknown>): Promise<CloudError> {
  const error = await sent.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(CloudError);
  return error as CloudError;
}
