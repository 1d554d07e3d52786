import type { Cloud } from "../../clouds/cloud";
import { connect } from "../../clouds/connect";
import {
  type Profile,
  profileOf,
  resolveCloud,
  type Sources,
  settingsWarnings,
  type Whereabouts,
  whereaboutsOf,
} from "../../clouds/settings";
import { realClock } from "../../http/clock";

/** The clouds of one process, by the name that a resource gives. */
export interface Connections {
  /** Without connecting. Throws when there is no such cloud; tells once what looks misspelt in its settings. */
  profile(name: string | undefined): Profile;
  /** The same, and where it is. */
  whereabouts(name: string | undefined): Whereabouts;
  /** One for a run. */
  connect(name: string | undefined): Cloud;
  /** Ends the sessions that clouds count. */
  close(): Promise<void>;
}

/** `warn` takes what is odd about a connection as a whole. */
export function connections(sources: Sources, warn: (text: string) => void): Connections {
  const clouds = new Map<string, Cloud>();
  const warned = new Set<string>();
  const warnOnce = (text: string) => {
    if (!warned.has(text)) warn(text);
    warned.add(text);
  };
  return {
    profile: remembered((name) => {
      const profile = profileOf(name, sources);
      for (const text of settingsWarnings(name, sources)) warnOnce(text);
      return profile;
    }),
    whereabouts: remembered((name) => whereaboutsOf(name, sources)),
    // By the name that was resolved: `cloud: "prod"` and OS_CLOUD=prod share one token and one queue.
    connect: remembered((name) => {
      const settings = resolveCloud(name, sources);
      const cloud = clouds.get(settings.name) ?? connect(settings, realClock, warn);
      clouds.set(settings.name, cloud);
      return cloud;
    }),
    async close() {
      await Promise.allSettled([...clouds.values()].map((cloud) => cloud.close?.()));
    },
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
