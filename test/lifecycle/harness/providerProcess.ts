import { setMaxListeners } from "node:events";
import type { EntryName, LocalCloud } from "../../../local-cloud";
import type { Cloud } from "../../../provider/clouds/cloud";
import { connect } from "../../../provider/clouds/connect";
import { profileOf, resolveCloud, type Sources } from "../../../provider/clouds/settings";
import type { Clock } from "../../../provider/http/clock";
import type { Transport } from "../../../provider/http/transport";
import type { Host } from "../../../provider/lifecycle/operation/host";
import type { PreflightMode } from "../../../provider/lifecycle/operation/preflightMode";
import { interrupted } from "./interruptions";

export interface ProcessOptions {
  /** The entry in clouds.yaml; by default the lab's profile. */
  readonly entry?: EntryName;
  /** Another entry, which programs may name. */
  readonly otherEntry?: EntryName;
  /** Another word in that entry's `profile`. */
  readonly profile?: string;
  /** Changes to its `auth`. */
  readonly auth?: Record<string, string | undefined>;
  /** Variables of the environment besides OS_CLOUD. */
  readonly env?: Record<string, string>;
  /** `off` by default: most stories count every call. */
  readonly preflight?: PreflightMode;
  /** What the process runs on: it remembers creates that were sent from there, and claims. Default: one and the same. */
  readonly machine?: string;
  /** How far this machine's clock is off now, in milliseconds. Default: it shows the cloud's time. */
  readonly offMs?: () => number;
  /** Asked before a create and before a take-over; throws when the engine is dead. */
  readonly assertEngineLives?: () => Promise<void>;
  readonly engineDied?: () => boolean;
  /** In place of connections. */
  readonly transport?: Transport;
}

export interface ProviderProcess extends Host {
  interrupt(reason: Error): void;
  /** The first Ctrl-C: what has no image to lose ends. */
  cancel(reason: Error): void;
  /** All messages: progress, lines and warnings. */
  readonly messages: string[];
  readonly warnings: string[];
}

/** What is needed of the local cloud's credentials, as clouds.yaml: to parse all takes a third of a story's time. */
function sourcesOf(
  cloud: Pick<LocalCloud, "credentials">,
  { entry, otherEntry, profile, auth, env }: ProcessOptions,
): Sources {
  const chosen = cloud.credentials[entry as EntryName];
  const clouds = {
    ...(otherEntry === undefined ? {} : { [otherEntry]: cloud.credentials[otherEntry] }),
    [entry as EntryName]: { ...chosen, ...(profile && { profile }), auth: { ...chosen.auth, ...auth } },
  };
  const text = JSON.stringify({ clouds }); // JSON is YAML
  return {
    env: { OS_CLOUD: entry, ...env },
    readFile: (path) => (path === "/app/clouds.yaml" ? text : undefined),
    home: "/home/ann",
    cwd: "/app",
    stackConfig: {},
  };
}

/** What a machine remembers from run to run. */
export interface Memory {
  readonly sent: Map<string, number>;
  readonly held: Set<string>;
}

export function providerProcess(
  cloud: Pick<LocalCloud, "credentials">,
  clock: Clock,
  number: number,
  { sent, held }: Memory,
  options: ProcessOptions,
): ProviderProcess {
  const sources = sourcesOf(cloud, options);
  const { offMs = () => 0 } = options;
  const machineClock: Clock = { ...clock, now: () => clock.now() + offMs() };
  const abort = new AbortController();
  const ending = new AbortController();
  setMaxListeners(0, abort.signal, ending.signal); // many images wait on it
  // Nothing that settings come from changes while a process lives: they are read once.
  const clouds = new Map<string | undefined, Cloud>();
  const profiles = new Map<string | undefined, ReturnType<typeof profileOf>>();
  const seen = new Map<string, string[]>();
  const messages: string[] = [];
  const warnings: string[] = [];
  let claims = 0;
  return {
    preflight: options.preflight ?? "off",
    signal: abort.signal,
    ending: ending.signal,
    cancel: (reason) => ending.abort(reason),
    interrupt(reason) {
      abort.abort(reason);
      ending.abort(reason);
    },
    messages,
    warnings,
    profile(name) {
      const known = profiles.get(name) ?? profileOf(name, sources);
      profiles.set(name, known);
      return known;
    },
    connect(name) {
      const known =
        clouds.get(name) ?? connect(resolveCloud(name, sources), machineClock, () => {}, options.transport);
      clouds.set(name, known);
      return known;
    },
    log: (urn) => ({
      status: (text) => messages.push(`${urn} ${text}`),
      entry: (text) => messages.push(`${urn} ${text}`),
      line: (text) => messages.push(`${urn} ${text}`),
      warn: (text) => {
        messages.push(`${urn} ${text}`);
        warnings.push(text);
      },
    }),
    assertEngineLives: async () => {
      abort.signal.throwIfAborted();
      await options.assertEngineLives?.();
      if (options.engineDied?.()) throw interrupted();
    },
    engineDied: async () => options.engineDied?.() ?? false,
    sentCreates: {
      sentAt: (marker) => sent.get(marker),
      note: (marker, at) => sent.set(marker, at),
      forget: (marker) => sent.delete(marker),
    },
    heldClaims: {
      note(claim, urn) {
        held.add(claim);
        seen.set(urn, [...(seen.get(urn) ?? []), claim]);
      },
      has: (claim) => held.has(claim),
      seenOf: (urn) => seen.get(urn) ?? [],
    },
    newClaim() {
      claims += 1;
      return `${number}`.padStart(6, "a") + `${claims}`.padStart(6, "c");
    },
  };
}
