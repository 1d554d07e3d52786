import type { Settings, TemplateView } from "../../local-cloud";
import { expectNothingToDo, named } from "./nothingToDo";
import { noProvider } from "./safety/processes";
import { openStory, type Story, type StoryOptions } from "./story";

/** A ZStack with a snapshot and two backup storages, and a stack with a template on both of them. */
export interface TemplateStory extends Story {
  readonly storages: readonly [string, string];
  /** The templates that are there: not deleted. */
  live(): TemplateView[];
  /**
   * What must hold after whatever went wrong and one more `up`: one template, in the cloud and in the state, with a copy on
   * each of these storages (default: both), and no more that are deleted than said (default: none).
   */
  expectOneTemplate(expected?: { on?: readonly string[]; deleted?: number }): Promise<void>;
  /** Once the provider's process has ended, which may outlive the command. */
  expectNoSession(): Promise<void>;
}

export interface TemplateStoryOptions extends Omit<StoryOptions, "profile" | "program"> {
  /** An entry of the local cloud's clouds.yaml. */
  readonly entry?: "zstack" | "zstack-user" | "zstack-accesskey";
  /** More arguments of the template. */
  readonly args?: string;
}

/** Short enough for a test, long enough to be interrupted: each of the two storages takes its time. */
const copiesOfOneSecond: Partial<Settings> = { templateSeconds: 1, zstackActionSeconds: 0.2 };

export async function tellTemplate({
  entry = "zstack",
  args,
  settings,
  env,
  config,
  ...options
}: TemplateStoryOptions = {}): Promise<TemplateStory> {
  const story = await openStory({
    ...options,
    env: { OS_CLOUD: entry, ...env },
    settings: { ...copiesOfOneSecond, ...settings },
    program: template(args),
  });
  const { cloud, stack } = story;
  const storages = [cloud.addBackupStorage().uuid, cloud.addBackupStorage().uuid] as const;
  const sources = { snapshotUuid: cloud.addSnapshot().uuid, storages: JSON.stringify(storages), ...config };
  await stack.config.setAll(sources);
  const live = () => cloud.templates().filter(({ status }) => status !== "Deleted");
  return {
    ...story,
    storages,
    live,
    creates: () => cloud.requests().filter(({ route }) => route === "zstack.createTemplate").length,
    async expectOneTemplate({ on = storages, deleted = 0 } = {}) {
      expect(live()).toMatchObject([{ name: "golden", status: "Ready" }]);
      expect(cloud.templates()).toHaveLength(1 + deleted);
      const [template] = live();
      const copies = template?.backupStorageRefs.map((ref) => `${ref.backupStorageUuid} ${ref.status}`);
      expect(copies?.sort()).toEqual(on.map((uuid) => `${uuid} Ready`).sort());
      const { deployment } = await stack.export("--show-secrets");
      const { id, outputs } = deployment.resources.find(named("golden"));
      expect([id, outputs.status]).toEqual([template?.uuid, "Ready"]);
      expectNothingToDo(deployment);
    },
    async expectNoSession() {
      await noProvider(stack);
      expect(cloud.zstackSessions()).toEqual([]);
    },
  };
}

/** The program of these tests: one template, its arguments as given. */
export function template(args = ""): string {
  return `import * as pulumi from "@pulumi/pulumi";
import { DataVolumeTemplate } from "pulumi-cloud-images";
const config = new pulumi.Config();
const snapshotUuid = config.require("snapshotUuid");
const backupStorageUuids = config.requireObject<string[]>("storages");
const image = new DataVolumeTemplate("golden", { snapshotUuid, backupStorageUuids, ${args} });
export const { imageId, uuid, name, status, state, description, userTags, backupStorageRefs, jobId } = image;
`;
}
