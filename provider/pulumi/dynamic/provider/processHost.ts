import { engineAt } from "../../process/engineAt";
import { openHost, type ProcessHost } from "../../process/openHost";
import type { ReadConfig } from "../../program/sources";
import { overhearCancel } from "./overhearCancel";

/** The host in Pulumi's own provider process, whose last argument is the engine's address. */
export function processHost(config: ReadConfig): ProcessHost {
  const host = openHost(config, engineAt(process.argv.at(-1)));
  overhearCancel(host.interruption.cancel);
  return host;
}
