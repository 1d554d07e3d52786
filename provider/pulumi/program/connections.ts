import type { Cloud } from "../../clouds/cloud";
import { connect } from "../../clouds/connect";
import {
  type CloudSummary,
  cloudSummary,
  type Profile,
  profileOf,
  resolveCloud,
  type Sources,
  settingsWarnings,
} from "../../clouds/settings";
import { realClock } from "../../http/clock";

/** The clouds of one process, by the name that a resource gives; undefined is the default cloud. */
export interface Connections {
  /** Its profile, without connecting. Throws if there is no such cloud; warns once of settings that look misspelt. */
  profile(name: string | undefined): Profile;
  /** Where it is, without connecting. Throws if there is no such cloud. */
  cloudSummary(name: string | undefined): CloudSummary;
  /** The connection to it, one for the whole run. */
  connect(name: string | undefined): Cloud;
  /** Closes the sessions, where a cloud limits their number. */
  close(): Promise<void>;
}

/** `warn` is called for what is wrong with a cloud as a whole, not with one resource. */
export function connections(sources: Sources, warn: (text: string) => void): Connections {
  const clouds = new Map<string, Cloud>();
  const warned = new Set<string>();
  const warnOnce = (text: string) => {
    if (!warned.has(text)) warn(text);
    warned.add(text);
  };
  return {
    profile: memoized((name) => {
      const profile = profileOf(name, sources);
      for (const text of settingsWarnings(name, sources)) warnOnce(text);
      return profile;
    }),
    cloudSummary: memoized((name) => cloudSummary(name, sources)),
    // Keyed by the resolved name, so that `cloud: "prod"` and OS_CLOUD=prod share one token and one queue.
    connect: memoized((name) => {
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

/** Files and environment do not change during a run. A call that throws is not remembered. */
function memoized<Result>(make: (name: string | undefined) => Result): (name: string | undefined) => Result {
  const results = new Map<string | undefined, Result>();
  return (name) => {
    const result = results.get(name) ?? make(name);
    results.set(name, result);
    return result;
  };
}
