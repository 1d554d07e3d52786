import { transportTo } from "../../clouds/connect";
import { traits } from "../../clouds/profiles/traits";
import { type CloudSettings, whereToSet } from "../../clouds/settings";
import { CloudError } from "../../http/errors";
import { explainRedirect } from "../../http/failures/explainRedirect";
import { isLoopback } from "../../http/proxies/isLoopback";
import type { HttpAnswer } from "../../http/transport";
import type { CommandContext } from "../commandContext";
import { reportIfSlow } from "../progress";
import { type Check, failed, failedBy, ok, skipped, warning } from "./check";
import { atMostWarning, sessionProbe, zstackCheck } from "./managementNode";

const CLOCK = "clock";

/** The time within which the identity service must answer. */
const ANSWER_WITHIN_MS = 15_000;

/**
 * Checks the server that one signs in to: the identity service, or on ZStack the management node, which is all services in
 * one.
 */
export async function identityChecks(settings: CloudSettings, context: CommandContext): Promise<Check[]> {
  const service = traits[settings.profile].hasManagementNode ? "management node" : "identity service";
  const address = settings.authUrl;
  if (address === undefined) return [skipped(service, "this cloud has none")];
  const transport = transportTo(settings, { answerTimeoutMs: ANSWER_WITHIN_MS });
  try {
    const request = {
      method: "GET",
      url: traits[settings.profile].hasManagementNode ? sessionProbe(settings) : new URL(address),
      headers: { accept: "application/json" },
    } as const;
    const sent = context.clock.now();
    const answer = await reportIfSlow(context, `connects to ${address}`, transport.send(request));
    const clock = clockCheck(answer.headers.date, sent, context.clock.now());
    if (!traits[settings.profile].hasManagementNode)
      return [answerCheck(service, address, answer, settings), clock];
    return [
      zstackCheck(answerCheck(service, address, answer, settings), address, answer),
      atMostWarning(clock),
    ];
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    return [
      failedBy(service, error, unreachableHint(address)),
      skipped(CLOCK, "no server to compare it with"),
    ];
  } finally {
    await transport.close();
  }
}

/** Accepts any answer except redirects and server errors: what a cloud answers here without a token differs. */
function answerCheck(service: string, address: string, answer: HttpAnswer, settings: CloudSettings): Check {
  const { status, requested, headers } = answer;
  const { verify, allowHttp } = settings;
  if (status >= 500)
    return failed(
      service,
      `${address} answers ${status}`,
      "try again later; if it stays so, ask the cloud's support",
    );
  if (status > 300 && status < 400) {
    const [said, whatToDo] = explainRedirect(requested, headers.location);
    return failed(service, `${address} answers ${status}: ${said}`, whatToDo);
  }
  const { protocol, hostname } = new URL(address);
  if (protocol === "http:" && allowHttp && !isLoopback(hostname)) {
    return warning(
      service,
      `${address} answers, over plain http`,
      "use https: the network can read the credentials",
    );
  }
  if (protocol === "https:" && !verify) {
    const what = `${address} answers; its certificate is not checked`;
    const off = whereToSet(settings.sources.insecure === undefined ? "verify" : "insecure", settings);
    const authority = `set ${whereToSet("caCertFile", settings)} to the file of the cloud's certificate authority`;
    return warning(service, what, `take the switch away (${off}), and ${authority}`);
  }
  return ok(service, `${address} answers${protocol === "https:" ? ", its certificate is trusted" : ""}`);
}

function unreachableHint(address: string): string {
  return `check auth_url, the network and its firewall: this machine must reach ${new URL(address).host}; a proxy is named by HTTPS_PROXY`;
}

/**
 * With a clock that is wrong by more than 15 minutes, signed requests are refused (API gateway of Huawei Cloud and OTC),
 * and tokens seem to have expired.
 */
const CLOCK_FAILED_MS = 15 * 60_000;
const CLOCK_WARNING_MS = 60_000;

/**
 * Compares this machine's clock with the server's. The header has whole seconds and the answer takes time, so less than two
 * seconds do not count.
 */
export function clockCheck(date: string | undefined, sentMs: number, receivedMs: number): Check {
  const serverMs = Date.parse(date ?? "");
  if (Number.isNaN(serverMs)) return skipped(CLOCK, "the server did not say its time");
  const aheadMs = sentMs > serverMs + 1000 ? sentMs - serverMs : Math.min(0, receivedMs - serverMs);
  const seconds = Math.round(Math.abs(aheadMs) / 1000);
  if (seconds < 2) return ok(CLOCK, "as the server's");
  const what = `this machine's clock is ${seconds} s ${aheadMs > 0 ? "ahead of" : "behind"} the server's`;
  const whatToDo = "set this machine's clock, best by NTP";
  if (seconds * 1000 > CLOCK_FAILED_MS) return failed(CLOCK, what, whatToDo);
  return seconds * 1000 > CLOCK_WARNING_MS ? warning(CLOCK, what, whatToDo) : ok(CLOCK, what);
}
