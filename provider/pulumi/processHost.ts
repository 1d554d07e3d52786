import { closeSync, openSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Cloud } from "../clouds/cloud";
import { connect } from "../clouds/connect";
import { profileOf, resolveCloud, type Sources } from "../clouds/settings";
import { fieldNames } from "../clouds/settings/fields";
import { realClock } from "../http/clock";
import { redact } from "../http/redact";
import type { Host, ResourceLog } from "../lifecycle/host";
import { newClaim } from "../lifecycle/marker";
import { type Engine, engineAt } from "./engine";
import { type Interruption, watchInterruption } from "./interruption";
import { sentCreatesIn } from "./sentCreates";
import { realSources } from "./sources";

export interface ProcessHost extends Host {
  readonly interruption: Interruption;
}

/** Reads one key of the stack's configuration, secrets decrypted. */
export type ReadConfig = (key: string) => string | undefined;

/** The lifecycle's host in a provider process: one connection a cloud, one engine, one signal. */
export function processHost(config: ReadConfig): ProcessHost {
  const engine = engineAt(process.argv.at(-1));
  const interruption = watchInterruption(engine);
  const sources = processSources(config);
  const clouds = new Map<string, Cloud>();
  return {
    interruption,
    signal: interruption.signal,
    assertEngineLives: interruption.assertEngineLives,
    engineDied: interruption.engineDied,
    newClaim,
    sentCreates: sentCreatesIn(
      join(process.env.PULUMI_HOME ?? join(homedir(), ".pulumi"), "cloud-images", "sent"),
    ),
    profile: remembered((name) => profileOf(name, sources)),
    // By the name that was resolved: `cloud: "prod"` and OS_CLOUD=prod share one token and one queue.
    connect: remembered((name) => {
      const settings = resolveCloud(name, sources);
      const cloud = clouds.get(settings.name) ?? connect(settings, realClock, resourceLog(engine, "").warn);
      clouds.set(settings.name, cloud);
      return cloud;
    }),
    log: (urn) => resourceLog(engine, urn),
  };
}

/** Files and environment do not change while a run lasts. A name that fails is asked for again. */
function remembered<Result>(
  make: (name: string | undefined) => Result,
): (name: string | undefined) => Result {
  const known = new Map<string | undefined, Result>();
  return (name) => {
    const result = known.get(name) ?? make(name);
    known.set(name, result);
    return result;
  };
}

function processSources(config: ReadConfig): Sources {
  const keys = ["cloud", "owner", ...fieldNames];
  const stackConfig = Object.fromEntries(
    keys.flatMap((key) => {
      const value = config(`cloudimages:${key}`);
      return value === undefined ? [] : [[key, value]];
    }),
  );
  return realSources({ env: process.env, cwd: process.cwd(), home: homedir() }, stackConfig);
}

/** Without a terminal the engine prints every status as a line of its own, so then there are only lines. */
function resourceLog(engine: Engine, urn: string): ResourceLog {
  const say = (severity: "info" | "warning", ephemeral: boolean) => (text: string) =>
    engine.log({ urn, text: redact(text), severity, ephemeral });
  return {
    status: hasTerminal() ? say("info", true) : () => {},
    line: say("info", false),
    warn: say("warning", false),
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
