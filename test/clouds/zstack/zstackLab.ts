import { type LocalCloud, type LocalCloudOptions, startCloud } from "../../../local-cloud";
import type { Cloud } from "../../../provider/clouds/cloud";
import { connect } from "../../../provider/clouds/connect";
import { resolveCloud } from "../../../provider/clouds/settings";
import { type VirtualClock, virtualClock } from "../../virtualClock";

export type Entry = "zstack" | "zstack-user" | "zstack-accesskey";

/** A local ZStack on a virtual clock, and connections to it. */
export interface ZstackLab {
  readonly local: LocalCloud;
  readonly clock: VirtualClock;
  readonly warnings: string[];
  open(entry?: Entry, env?: Record<string, string>): Cloud;
  /** Names of the routes called since the last time. */
  wire(): string[];
}

export async function openZstackLab(options: LocalCloudOptions = {}): Promise<ZstackLab> {
  const clock = virtualClock();
  const local = await startCloud({ clock, ...options });
  const clouds = JSON.stringify({ clouds: local.credentials }); // JSON is YAML
  const warnings: string[] = [];
  return {
    local,
    clock,
    warnings,
    open(entry = "zstack", env = {}) {
      const settings = resolveCloud(entry, {
        env,
        readFile: (path) => (path === "/app/clouds.yaml" ? clouds : undefined),
        home: "/home/ann",
        cwd: "/app",
        stackConfig: {},
      });
      return connect(settings, clock, (text) => warnings.push(text));
    },
    wire() {
      const routes = local.requests().map(({ route, method, path }) => route ?? `${method} ${path}`);
      local.clearRequests();
      return routes;
    },
  };
}
