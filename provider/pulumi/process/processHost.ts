import { closeSync, openSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { inOneLine, printable } from "../../http/log/printable";
import { newClaim } from "../../lifecycle/marks/marker";
import type { Host, ResourceLog } from "../../lifecycle/operation/host";
import { preflightMode } from "../../lifecycle/operation/preflightMode";
import { type Connections, connections } from "../program/connections";
import { configuredSources, type ReadConfig } from "../program/sources";
import { type Engine, engineAt, type LogLine } from "./engine";
import { heldClaimsIn } from "./heldClaimsIn";
import { type Interruption, watchInterruption } from "./interruption";
import { overhearCancel } from "./overhearCancel";
import { sentCreatesIn } from "./sentCreatesIn";

export interface ProcessHost extends Host, Pick<Connections, "whereabouts"> {
  readonly interruption: Interruption;
}

/** The lifecycle's host in a provider process: one connection a cloud, one engine, one signal. */
export function processHost(config: ReadConfig): ProcessHost {
  const engine = engineAt(process.argv.at(-1));
  const warn = (text: string) => resourceLog(engine, "").warn(text);
  const { close, ...clouds } = connections(configuredSources(config), warn);
  const interruption = watchInterruption(engine, close);
  overhearCancel(interruption.cancel);
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

/** In Pulumi's own folder: what this machine remembers from run to run. */
function noteFolder(name: string): string {
  return join(process.env.PULUMI_HOME ?? join(homedir(), ".pulumi"), "cloud-images", name);
}

/** Without a terminal the engine prints every status as a line of its own, so then there are only lines. */
function resourceLog(engine: Engine, urn: string): ResourceLog {
  const say = (severity: LogLine["severity"], ephemeral: boolean) => (text: string) =>
    engine.log({ urn, text: printable(text), severity, ephemeral });
  return {
    status: hasTerminal() ? (text) => say("info", true)(inOneLine(text)) : () => {},
    line: (text) => say("info", false)(inOneLine(text)),
    warn: say("warning", false),
    debug: say("debug", false),
  };
}

let terminal: boolean | undefined;

/** The process's own streams are pipes; its session's terminal, if there is one, is /dev/tty. */
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
