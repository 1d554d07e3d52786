import { loggingTransport } from "../../http/log/loggingTransport";
import type { Transport } from "../../http/transport";
import { type CloudSettings, secretsIn } from "../settings";

/** The same transport, with its exchanges in the log if the settings name one. */
export function loggedTransport(transport: Transport, settings: CloudSettings): Transport {
  const { exchangeLog } = settings;
  return exchangeLog === undefined
    ? transport
    : loggingTransport(transport, exchangeLog, secretsIn(settings));
}
