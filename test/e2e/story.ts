import { setTimeout as sleep } from "node:timers/promises";
import type { LocalCloud, LoggedRequest, ProfileName, Settings } from "../../local-cloud";
import { startCloud } from "../../local-cloud";
import { createStack, type Stack, type StackOptions } from "./engine";
import { expectNothingToDo, named } from "./nothingToDo";
import { golden } from "./program";

/** A local cloud and a stack on it, for one test; both end with it. */
export interface Story {
  readonly cloud: LocalCloud;
  readonly stack: Stack;
  readonly volumeId: string;
  /** The routes of the calls that the cloud has seen, in order; looks (GET) that repeat are written once. */
  calls(): string[];
  /** How many create calls have reached the cloud, whatever it answered. */
  creates(): number;
  /** Resolves when the cloud has got this many calls of this route. Default: one. */
  saw(route: string, times?: number): Promise<void>;
  /** What must hold after whatever went wrong and one more `up`: one image, in the cloud and in the state, after this many create calls. */
  expectOneImage(creates?: number): Promise<void>;
}

export interface StoryOptions extends Partial<StackOptions> {
  profile?: ProfileName;
  settings?: Partial<Settings>;
  /** Configuration that names what the cloud holds. */
  held?: (cloud: LocalCloud) => Record<string, string>;
}

/** Short enough for a test, long enough to be interrupted. */
const exportOfTwoSeconds = {
  exportSeconds: 2,
  queuedSeconds: 0.5,
  releaseSeconds: 0.5,
  listDelaySeconds: 0.2,
  deleteSeconds: 0.5,
};

/** Of one test; `over` ends what it still waits for when it has timed out. */
interface Opened {
  readonly cloud: LocalCloud;
  readonly over: AbortController;
  stack?: Stack;
}

const open: Opened[] = [];

afterEach(async () => {
  for (const { cloud, stack, over } of open.splice(0)) {
    over.abort();
    stack?.dispose();
    await cloud.close();
  }
});

export async function openStory({
  profile = "otc",
  settings,
  env,
  config,
  held,
  ...options
}: StoryOptions = {}): Promise<Story> {
  const cloud = await startCloud({
    settings: { strictSignatures: true, ...exportOfTwoSeconds, ...settings },
  });
  const opened: Opened = { cloud, over: new AbortController() };
  open.push(opened);
  const volume = cloud.addVolume({ profile, name: "root", sizeGiB: 20 });
  const stack = createStack({
    program: golden(),
    config: { volumeId: volume.id, ...held?.(cloud), ...config },
    cloudsYaml: JSON.stringify({ clouds: cloud.credentials }), // JSON is YAML
    env: { OS_CLOUD: profile, ...env },
    ...options,
  });
  opened.stack = stack;
  const creates = () => cloud.requests().filter(({ route }) => /\.uploadImage$/.test(route ?? "")).length;
  return {
    cloud,
    stack,
    volumeId: volume.id,
    calls: () => withoutRepeatedLooks(cloud.requests()).map(({ route }) => route ?? "?"),
    creates,
    async saw(route, times = 1) {
      const seen = () => cloud.requests().filter((request) => request.route === route).length;
      while (seen() < times) await sleep(20, undefined, { signal: opened.over.signal });
    },
    async expectOneImage(expected = 1) {
      const images = cloud.images();
      expect(images).toMatchObject([{ name: "golden", status: "active" }]);
      expect(creates()).toBe(expected);
      const { deployment } = await stack.export("--show-secrets");
      const { id, outputs } = deployment.resources.find(named("golden"));
      expect([id, outputs.status]).toEqual([images[0]?.id, "active"]);
      expectNothingToDo(deployment);
    },
  };
}

/** A change that is sent twice in a row must show. */
function withoutRepeatedLooks(requests: readonly LoggedRequest[]): LoggedRequest[] {
  return requests.filter(({ method, route }, at) => method !== "GET" || route !== requests[at - 1]?.route);
}
