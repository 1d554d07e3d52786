import { closeSync, openSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { inOneLine, printable } from "../../http/log/printable";
import { newClaim } from "../../lifecycle/marks/marker";
import type { Host, ResourceLog } from "../../lifecycle/operation/host";
import { preflightMode } from "../../lifecycle/operation/preflightMode";
import { type Connections, connections } from "../program/connections";
import { configuredSources, type ReadConfig } from "../program/sources";
import type { Engine, LogLine } from "./engine";
import { heldClaimsIn } from "./heldClaimsIn";
import { type Interruption, watchInterruption } from "./interruption";
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

/** Without a terminal the engine prints every status as a line of its own, so then no status is sent. */
function resourceLog(engine: Engine, urn: string): ResourceLog {
  const send = (severity: LogLine["severity"], ephemeral: boolean) => (text: string) =>
    engine.log({ urn, text: printable(text), severity, ephemeral });
  return {
    status: hasTerminal() ? (text) => send("info", true)(inOneLine(text)) : () => {},
    line: (text) => send("info", false)(inOneLine(text)),
    warn: send("warning", false),
    debug: send("debug", false),
  };
}

let terminal: boolean | undefined;

/** The streams of this process are pipes, so /dev/tty tells: it can be opened if the session has a terminal. */
function hasTerminal(): boolean {
  if (terminal !== undefined) return terminal;
  try {
    closeSync(openSync("/dev/tty", "r"));
    terminal = true;
  } catch {
    terminal = false;
  }
  return terminal;
}
