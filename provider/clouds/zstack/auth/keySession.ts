import type { Authorizer } from "../../../http/call";
import type { Clock } from "../../../http/clock";
import { CloudError } from "../../../http/errors";
import type { HttpRequest, Transport } from "../../../http/transport";
import type { CloudSettings } from "../../settings";
import { apiUrl } from "../apiUrl";
import { openZstackCaller } from "../caller";
import { failuresOf, isSkewed } from "../failures";
import { signed, type ZstackKeys } from "./signature";
import { WallClock } from "./wallClock";
import type { ZstackSession } from "./zstackSession";

/** A session that signs every request. There is no login, so nothing expires; the keys' owner is unknown. */
export function keySession(
  settings: CloudSettings,
  keys: ZstackKeys,
  transport: Transport,
  clock: Clock,
  warn: (text: string) => void,
): ZstackSession {
  const wall = new WallClock(clock, settings.timeZone, (text) => warn(`cloud "${settings.name}": ${text}`));
  const context = new URL(settings.authUrl ?? "").pathname;
  const signedAt = new WeakMap<HttpRequest, number>();
  const sign = (request: HttpRequest): HttpRequest => {
    const { date, setting } = wall.read();
    const signedRequest = signed(request, keys, date, context);
    signedAt.set(signedRequest, setting);
    return signedRequest;
  };
  const once: Authorizer = { authorize: async (request) => sign(request), renew: async () => false };
  const asker = openZstackCaller(transport, once, failuresOf(settings), clock);

  return {
    authorize: once.authorize,
    async renew(request, refusal, signal) {
      const setting = signedAt.get(request);
      if (setting === undefined || !isSkewed(refusal)) return false; // the keys are wrong, and there are no others
      return wall.setRight(setting, refusal.answeredAt, () => isLetIn(signal));
    },
    accountUuid: async () => "",
    timeZone: () => wall.zone,
    renewing: (work) => work(),
    close: async () => {},
    secrets: () => [],
  };

  /** ZStack checks the date before anything else, even the keys: any other answer means that the date is right. */
  async function isLetIn(signal?: AbortSignal): Promise<boolean> {
    const url = apiUrl(settings, "/images", { limit: "1", fields: "uuid" });
    try {
      await asker.call({ what: "find out the cloud's time zone", method: "GET", url }, { signal });
      return true;
    } catch (error) {
      if (!(error instanceof CloudError) || error.status === undefined) throw error;
      return !isSkewed(error);
    }
  }
}
