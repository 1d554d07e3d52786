import { InterruptedError } from "../../../provider/http/errors";
import type { HttpRequest, Transport } from "../../../provider/http/transport";
import type { VirtualClock } from "../../virtualClock";

/** One call, by the clock's elapsed milliseconds. */
export interface TimedCall {
  readonly what: string;
  readonly beganAt: number;
  readonly endedAt: number;
}

/** How slow calls are. A test that wants them puts its clock in, and `slowed` around every transport (jest.mock). */
export const slowness: { clock: VirtualClock | undefined; ms: number; calls: TimedCall[] } = {
  clock: undefined,
  ms: 2_500,
  calls: [],
};

/** Every call takes its time, half of it on its way there. What was sent arrives, also when nobody waits for it any more. */
export function slowed(transport: Transport): Transport {
  return { send, close: () => transport.close() };

  async function send(request: HttpRequest, signal?: AbortSignal) {
    const { clock, ms, calls } = slowness;
    if (clock === undefined || signal?.aborted) return transport.send(request, signal);
    const beganAt = clock.elapsed();
    const answer = (async () => {
      await clock.sleep(ms / 2);
      const answered = await transport.send(request);
      await clock.sleep(ms / 2);
      calls.push({ what: `${request.method} ${request.url.pathname}`, beganAt, endedAt: clock.elapsed() });
      return answered;
    })();
    answer.catch(() => {});
    return signal === undefined ? answer : Promise.race([answer, cutShort(signal)]);
  }
}

function cutShort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = () => reject(new InterruptedError("interrupted", { outcome: "unknown" }));
    signal.addEventListener("abort", end, { once: true });
  });
}
