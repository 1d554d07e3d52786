import type { Host, ResourceLog } from "../../lifecycle/operation/host";
import { during } from "../../lifecycle/operation/operationLog";
import type { SecretMask } from "../secretMask";

/** A host whose log messages are masked. `urnFor`: the resource in the engine's words, at which a message is shown. */
export function withMaskedLog<Of extends Host>(
  host: Of,
  mask: SecretMask,
  urnFor: (urn: string) => string = (urn) => urn,
): Of {
  const maskedLog = (urn: string): ResourceLog => {
    const log = host.log(urnFor(urn));
    return {
      status: (text) => log.status(mask(text)),
      entry: (text) => log.entry(mask(text)),
      line: (text) => log.line(mask(text)),
      warn: (text) => log.warn(mask(text)),
      debug: (text) => log.debug?.(mask(text)),
      during: (step, work) => during(log, step, work),
    };
  };
  return Object.create(host, { log: { value: maskedLog } });
}
