import * as pulumi from "@pulumi/pulumi";
import type { ResourceLog } from "../../../lifecycle/operation/host";
import { engineAt } from "../../process/engineAt";
import { resourceLog } from "../../process/resourceLog";
import { isMocked } from "../../program/isMocked";

/** What the engine shows at the stack itself. Undefined with mocks: nobody looks at it there. */
export function stackLog(): ResourceLog | undefined {
  if (isMocked()) return undefined;
  const address = process.env.PULUMI_NODEJS_ENGINE;
  if (address !== undefined) {
    log ??= resourceLog(engineAt(address), "");
    return log;
  }
  // An inline program of the Automation API: the runtime alone knows its engine, which shows no table.
  const ofRuntime = {
    log: ({ text }: { text: string }) => void pulumi.log.info(text),
    isAlive: async () => undefined,
  };
  return resourceLog(ofRuntime, "", () => false);
}

let log: ResourceLog | undefined;
