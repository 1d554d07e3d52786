import { homedir } from "node:os";
import { join } from "node:path";
import { newClaim } from "../../lifecycle/marks/marker";
import type { Host } from "../../lifecycle/operation/host";
import { preflightMode } from "../../lifecycle/operation/preflightMode";
import { type Connections, connections } from "../program/connections";
import { configuredSources, type ReadConfig } from "../program/sources";
import type { Engine } from "./engine";
import { heldClaimsIn } from "./heldClaimsIn";
import { type Interruption, watchInterruption } from "./interruption";
import { resourceLog } from "./resourceLog";
import { sentCreatesIn } from "./sentCreatesIn";

/** What the lifecycle needs of a provider process, and what this layer adds. */
export interface ProcessHost extends Host, Pick<Connections, "cloudSummary"> {
  readonly interruption: Interruption;
}

/** The host of the lifecycle in a provider process, which has one connection for each cloud, one engine and one signal. `provider`: see `Sources`. */
export function openHost(config: ReadConfig, engine: Engine, provider?: string): ProcessHost {
  const warn = (text: string) => resourceLog(engine, "").warn(text);
  const { close, ...clouds } = connections(configuredSources(config, provider), warn);
  const interruption = watchInterruption(engine, close);
  return {
    interruption,
    signal: interruption.signal,
    ending: interruption.ending,
    assertEngineLives: interruption.assertEngineLives,
    engineDied: interruption.engineDied,
    newClaim,
    sentCreates: sentCreatesIn(noteFolder("sent")),
    heldClaims: heldClaimsIn(noteFolder("held")),
    ...clouds,
    get preflight() {
      return preflightMode(config("cloudimages:preflight"));
    },
    log: (urn) => resourceLog(engine, urn),
  };
}

/** A folder in Pulumi's home, for what this machine remembers from run to run. */
function noteFolder(name: string): string {
  return join(process.env.PULUMI_HOME ?? join(homedir(), ".pulumi"), "cloud-images", name);
}
