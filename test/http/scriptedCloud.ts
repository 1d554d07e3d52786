import { z } from "zod";
import { type Authorizer, anonymous, type Call, type Caller, openCaller } from "../../provider/http/call";
import { CloudError } from "../../provider/http/errors";
import { openTransport } from "../../provider/http/openTransport";
import type { Transport } from "../../provider/http/transport";
import { type VirtualClock, virtualClock } from "../virtualClock";
import { type Answer, bodyOf, httpServer, type Wire } from "./wire";

export const Thing = z.object({ id: z.string(), size: z.number() });
type ThingCall = Call<z.output<typeof Thing>>;

/** A cloud that plays its answers one after the other, and the last one for ever; a new one for each test. */
export function scriptedCloud() {
  let cloud: Wire;
  let transport: Transport;
  const lab = {
    script: [] as Answer[],
    seen: [] as { line: string; headers: Record<string, unknown>; body: string }[],
    clock: virtualClock() as VirtualClock,
    url: () => cloud.url,
    show: (): ThingCall => ({
      what: "show thing",
      method: "GET",
      url: new URL("thing", cloud.url),
      answer: Thing,
    }),
    create: (): ThingCall => ({ ...lab.show(), what: "make thing", method: "POST", body: { size: 1 } }),
    caller: (authorizer: Authorizer = anonymous): Caller =>
      openCaller(transport, authorizer, () => undefined, lab.clock),
  };
  beforeEach(async () => {
    lab.script = [];
    lab.seen = [];
    lab.clock = virtualClock();
    transport = openTransport({ answerTimeoutMs: 500 });
    cloud = await httpServer(async (request, response) => {
      const body = await bodyOf(request);
      lab.seen.push({ line: `${request.method} ${request.url}`, headers: request.headers, body });
      (lab.script.length > 1 ? lab.script.shift() : lab.script[0])?.(response);
    });
  });
  afterEach(async () => {
    await transport.close();
    await cloud.close();
  });
  return lab;
}

export async function failureOf(sent: Promise<unknown>): Promise<CloudError> {
  const error = await sent.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(CloudError);
  return error as CloudError;
}
