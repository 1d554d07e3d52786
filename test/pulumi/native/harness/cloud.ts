import { type LocalCloud, type Settings, startCloud } from "../../../../local-cloud";
import { type Engine, startEngine } from "./engine";
import { type Plugin, type PluginOptions, startPlugin } from "./plugin";

/** A cloud, an engine, and a plugin that the engine has started and configured for the cloud's Open Telekom Cloud. */
export interface Stage {
  readonly cloud: LocalCloud;
  readonly engine: Engine;
  readonly plugin: Plugin;
  readonly volumeId: string;
  /** The routes that the cloud has seen since the last time. */
  calls(): string[];
  close(): Promise<void>;
}

export interface StageOptions extends PluginOptions {
  readonly cloudSettings?: Partial<Settings>;
}

/** As fast as a cloud can be. */
const atOnce = {
  exportSeconds: 0.05,
  queuedSeconds: 0,
  releaseSeconds: 0,
  listDelaySeconds: 0,
  deleteSeconds: 0,
};

export async function openStage({ cloudSettings, ...options }: StageOptions = {}): Promise<Stage> {
  const cloud = await startCloud({ settings: { ...atOnce, ...cloudSettings } });
  const engine = await startEngine();
  const plugin = await startPlugin({
    engine: engine.address,
    clouds: cloud.credentials,
    settings: { cloud: "otc" },
    ...options,
  });
  return {
    cloud,
    engine,
    plugin,
    volumeId: cloud.addVolume({ profile: "otc", sizeGiB: 5 }).id,
    calls() {
      const routes = cloud.requests().map(({ route }) => route ?? "?");
      cloud.clearRequests();
      return routes;
    },
    async close() {
      await plugin.close();
      engine.die();
      await cloud.close();
    },
  };
}
