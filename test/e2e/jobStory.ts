import type { LocalCloud, ProfileName, Settings } from "../../local-cloud";
import { expectNothingToDo, named } from "./nothingToDo";
import { openStory, type Story, type StoryOptions } from "./story";

/** What images are made from, each with the name of its resource; all but the first by jobs. */
export const sources = {
  volume: "EVS",
  server: "ECS",
  csbs: "CSBS",
  cbr: "CBR",
  data: "object store",
} as const;
export type SourceName = keyof typeof sources;

export interface JobStory extends Story {
  /** What must hold after whatever went wrong and one more `up`: an image of each, in the cloud and in the state. */
  expectOneImageEach(creates?: number): Promise<void>;
}

export interface JobStoryOptions extends Omit<StoryOptions, "program" | "settings"> {
  readonly sources?: readonly SourceName[];
  /** More arguments of every image. */
  readonly args?: string;
  readonly settings?: Partial<Settings>;
  /** Name or id of the project that the sources are in. */
  readonly project?: string;
}

/** Short enough for a test, long enough to be interrupted. */
const jobOfThreeSeconds = {
  jobSeconds: 3,
  jobInitSeconds: 0.5,
  jobImageListedAfterSeconds: 0.3,
  deleteSeconds: 0.5,
};

/** A local cloud and a stack with an image from each source. */
export async function tellJobs({
  sources: wanted = ["server", "cbr", "data"],
  args = "",
  settings,
  project,
  ...options
}: JobStoryOptions = {}): Promise<JobStory> {
  const story = await openStory({
    ...options,
    settings: { ...jobOfThreeSeconds, ...settings },
    program: programOf(wanted, args),
    held: (cloud) => sourcesIn(cloud, options.profile ?? "otc", project),
  });
  const creates = () =>
    story.cloud.requests().filter(({ route }) => /^ims\.create|\.uploadImage$/.test(route ?? "")).length;
  return {
    ...story,
    creates,
    async expectOneImageEach(expected = wanted.length) {
      const images = story.cloud.images();
      expect(images.map(({ name, status }) => `${name} ${status}`).sort()).toEqual(
        wanted.map((name) => `${name} active`).sort(),
      );
      expect(creates()).toBe(expected);
      const { deployment } = await story.stack.export("--show-secrets");
      for (const name of wanted) {
        const found = deployment.resources.filter(named(name));
        const imageId = images.find((one) => one.name === name)?.id;
        expect(found).toMatchObject([{ outputs: { status: "active", imageId } }]);
      }
      expectNothingToDo(deployment);
    },
  };
}

function programOf(wanted: readonly SourceName[], args: string): string {
  const full = (name: SourceName, source: string) =>
    `new FullEcsImage("${name}", { source: ${source}, ${args} });`;
  const lines: Record<SourceName, string> = {
    volume: `new VolumeImage("volume", { volumeId: config.require("volumeId"), ${args} });`,
    server: full(
      "server",
      `{ instanceId: config.require("instanceId"), vaultId: config.require("vaultId") }`,
    ),
    csbs: full("csbs", `{ csbsBackupId: config.require("csbsBackupId") }`),
    cbr: full("cbr", `{ cbrBackupId: config.require("cbrBackupId") }`),
    data: `new DataImage("data", { source: { bucket: "exports", object: "data.qcow2" }, minDiskGiB: 40, ${args} });`,
  };
  return [
    `import * as pulumi from "@pulumi/pulumi";`,
    `import { DataImage, FullEcsImage, VolumeImage } from "pulumi-cloud-images";`,
    "const config = new pulumi.Config();",
    ...wanted.map((name) => `const ${name} = ${lines[name]}`),
    `export const imageIds = { ${wanted.map((name) => `${name}: ${name}.imageId`).join(", ")} };`,
  ].join("\n");
}

/** The sources, as stack configuration. */
function sourcesIn(cloud: LocalCloud, name: ProfileName, project?: string): Record<string, string> {
  const profile = name as Exclude<ProfileName, "openstack">;
  const where = { profile, ...(project === undefined ? {} : { project }) };
  const bucket = cloud.addBucket({ ...where, name: "exports" });
  cloud.addObject({ bucket: bucket.name, key: "data.qcow2" });
  return {
    instanceId: cloud.addServer(where).id,
    vaultId: cloud.addVault(where).id,
    cbrBackupId: cloud.addBackup({ ...where, kind: "CBR" }).id,
    ...(profile === "otc-swiss" ? {} : { csbsBackupId: cloud.addBackup({ ...where, kind: "CSBS" }).id }),
  };
}
