import type { UnheardCloud } from "../../../local-cloud/index";
import type { Clock } from "../../../provider/http/clock";
import { InterruptedError, UnavailableError } from "../../../provider/http/errors";
import { type HttpAnswer, type HttpRequest, pathOf, type Transport } from "../../../provider/http/transport";
import type { Scenario } from "./scenario";

/** There and back, in a region that is not slow. */
const ROUND_TRIP_MS = 150;
/** How long a request that nobody answers takes to fail: openTransport's limit. */
const SILENCE_MS = 60_000;
const BAD_GATEWAY = "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>";

/**
 * The network and the gateway of one account: all its processes send through it. It stands in the place of connections, which
 * is the lowest that there is: all above is the shipped code.
 */
export class Gateway {
  /** By second: what arrived, and how much of it was refused with a 429. */
  readonly requests: number[] = [];
  readonly throttled: number[] = [];
  #served: number[] = [];
  #since: number;

  constructor(
    readonly cloud: UnheardCloud,
    readonly clock: Clock,
    readonly scenario: Scenario,
  ) {
    this.#since = clock.now();
  }

  /** Seconds, and the outage, count from now on. */
  begin(): void {
    this.#since = this.clock.now();
    this.#served = [];
    this.requests.length = 0;
    this.throttled.length = 0;
  }

  /** For one process. What was sent arrives, also when nobody waits for the answer any more. */
  connection(): Transport {
    return {
      send: (request, signal) => {
        const answer = this.#exchange(request);
        answer.catch(() => {});
        return signal === undefined ? answer : unlessAborted(answer, signal);
      },
      close: async () => {},
    };
  }

  async #exchange(request: HttpRequest): Promise<HttpAnswer> {
    await this.#travel();
    const arrivedMs = this.#elapsedMs();
    count(this.requests, arrivedMs);
    if (this.#isDown(arrivedMs)) return this.#fail(request);
    const answer = this.#letsThrough(arrivedMs) ? this.#serve(request) : this.#refuse(arrivedMs);
    await this.#travel();
    // Its connection is gone, and the answer with it.
    if (this.#isDown(this.#elapsedMs())) throw lost(request, "read ECONNRESET");
    return answer;
  }

  #travel(): Promise<void> {
    const jitter = 0.7 + 0.6 * this.clock.random();
    return this.clock.sleep((this.scenario.slowness * jitter * ROUND_TRIP_MS) / 2);
  }

  #letsThrough(now: number): boolean {
    this.#served = this.#served.filter((at) => at > now - 1000);
    if (this.#served.length >= this.scenario.limit) return false;
    this.#served.push(now);
    return true;
  }

  #serve(request: HttpRequest): HttpAnswer {
    const { status, headers, body } = this.cloud.answer({
      method: request.method,
      target: pathOf(request),
      headers: { host: request.url.host, ...request.headers },
      rawBody: request.body ?? "",
    });
    this.cloud.clearRequests();
    return { status, headers, text: body, requestId: undefined };
  }

  /** docs/vendors/open-telekom-and-huawei.md#throttling; a proxy before other clouds says the same by its status. */
  #refuse(now: number): HttpAnswer {
    count(this.throttled, now);
    const words = `The throttling threshold has been reached: policy user over ratelimit,limit:${this.scenario.limit},time:1 second`;
    const body = { error_msg: words, error_code: "APIGW.0308", request_id: "0" };
    return answerWith(429, "application/json", JSON.stringify(body));
  }

  /** A cloud that is down refuses connections, answers by a gateway alone, or not at all; what was begun may go on behind it. */
  async #fail(request: HttpRequest): Promise<HttpAnswer> {
    const kind = this.clock.random();
    if (kind < 0.4)
      throw new UnavailableError(`${request.method} ${request.url.host}: connect ECONNREFUSED`, {
        outcome: "not-sent",
      });
    if (this.#elapsedMs() < (this.scenario.outage?.fromMs ?? 0) + 5_000) this.#serve(request);
    if (kind < 0.8) {
      await this.#travel();
      return answerWith(502, "text/html", BAD_GATEWAY);
    }
    await this.clock.sleep(SILENCE_MS);
    throw lost(request, `no complete answer within ${SILENCE_MS / 1000} s`);
  }

  #isDown(now: number): boolean {
    const { outage } = this.scenario;
    return outage !== undefined && now >= outage.fromMs && now < outage.toMs;
  }

  #elapsedMs(): number {
    return this.clock.now() - this.#since;
  }
}

function count(bySecond: number[], nowMs: number): void {
  const second = Math.floor(nowMs / 1000);
  while (bySecond.length <= second) bySecond.push(0);
  bySecond[second] = (bySecond[second] ?? 0) + 1;
}

function answerWith(status: number, type: string, text: string): HttpAnswer {
  return { status, headers: { "content-type": type }, text, requestId: undefined };
}

function lost({ method, url }: HttpRequest, why: string): UnavailableError {
  return new UnavailableError(`${method} ${url.host}: ${why}`, { outcome: "unknown" });
}

function unlessAborted(answer: Promise<HttpAnswer>, signal: AbortSignal): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const end = () => reject(new InterruptedError("interrupted", { outcome: "unknown" }));
    if (signal.aborted) return end();
    signal.addEventListener("abort", end, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener("abort", end));
  });
}
