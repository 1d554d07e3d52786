import fc from "fast-check";
import type { EntryName } from "../../local-cloud";
import type { Cloud } from "../../provider/clouds/cloud";
import type { Image } from "../../provider/clouds/image";
import type { ImageJobs } from "../../provider/clouds/imageJobs";
import { CloudError } from "../../provider/http/errors";
import { type Lab, openLab } from "../lifecycle/harness/lab";
import { oddities } from "./fuzz";

interface Exchange {
  readonly what: string;
  readonly route: string;
  readonly status: number;
  /** Asked by a connection of its own, which signs in this way. */
  readonly entry?: EntryName;
  /** Even what is understood is of no use to the call after it. */
  readonly refusedLater?: true;
  /** An answer as it should be. */
  good(lab: Lab, image: object): object;
  ask(cloud: Cloud, image: Image, volumeId: string): Promise<unknown>;
}

/** Huawei Cloud is spoken to by the same code as OTC. */
const profiles = ["otc", "openstack"] as const;
const region = (lab: Lab) => lab.cloud.credentials[lab.profile].region_name;

const jobsOf = (cloud: Cloud): ImageJobs => {
  if (cloud.imageJobs === undefined) throw new Error("no image jobs");
  return cloud.imageJobs;
};

/**
 * Of images made by jobs (docs/vendors/open-telekom-and-huawei.md#the-job-object,
 * docs/vendors/open-telekom-and-huawei.md#quota-copy-and-export,
 * docs/vendors/open-telekom-and-huawei.md#servers-backups-vaults-and-objects).
 */
const failedJob = {
  status: "FAIL",
  job_id: "j",
  error_code: "IMG.0057",
  fail_reason: "empty",
  entities: {
    image_id: "i",
    process_percent: 0.4,
    current_task: "ImportDataImageTask:",
    sub_jobs_result: [{ status: "FAIL", error_code: "IMG.0136", entities: { image_id: "i" } }],
    results: [{ image_id: "i", status: "success" }],
  },
};
const vault = {
  id: "v",
  name: "v",
  billing: { status: "available", object_type: "server", size: 100, used: 1 },
  resources: [{ id: "s", protect_status: "available" }],
};
const backup = {
  id: "b",
  name: "b",
  status: "available",
  resource_type: "OS::Nova::Server",
  provider_id: "0daac4c5-6707-4851-97ba-169e36266b66",
  extend_info: {
    os_images_data: [{ image_id: "i" }],
    contain_system_disk: true,
    volume_backups: [{ source_volume_id: "v", bootable: "true" }],
  },
};
const server = {
  id: "s",
  name: "s",
  status: "ACTIVE",
  "OS-EXT-STS:task_state": null,
  metadata: { os_type: "Linux" },
  "os-extended-volumes:volumes_attached": [{ id: "v" }],
};
const newImage = { name: "n", tags: [] };

const sources: Exchange[] = [
  {
    what: "an accepted full-ECS image",
    route: "ims.createFullEcsImage",
    status: 200,
    good: () => ({ job_id: "j" }),
    ask: (cloud) => jobsOf(cloud).createFullEcsImage({ ...newImage, source: { instanceId: "s" } }),
  },
  {
    what: "an accepted data image",
    route: "ims.createDataImage",
    status: 200,
    good: () => ({ job_id: "j" }),
    ask: (cloud) => jobsOf(cloud).createDataImage({ ...newImage, bucket: "b", object: "o", minDiskGiB: 40 }),
  },
  {
    what: "a job",
    route: "ims.showJob",
    status: 200,
    good: () => failedJob,
    ask: async (cloud) => cloud.jobs?.show("j"),
  },
  {
    what: "a quota",
    route: "ims.showQuota",
    status: 200,
    good: () => ({ quotas: { resources: [{ type: "image", used: 7, quota: 50, min: 1, max: 1000 }] } }),
    ask: (cloud) => jobsOf(cloud).imageQuota(),
  },
  {
    what: "a server",
    route: "ecs.showServer",
    status: 200,
    good: () => ({ server }),
    ask: (cloud) => jobsOf(cloud).showServer("s"),
  },
  {
    what: "a vault",
    route: "cbr.showVault",
    status: 200,
    good: () => ({ vault }),
    ask: (cloud) => jobsOf(cloud).showVault("v"),
  },
  {
    what: "a list of vaults",
    route: "cbr.listVaults",
    status: 200,
    good: () => ({ vaults: [vault], count: 1 }),
    ask: (cloud) => jobsOf(cloud).vaultsOf("s"),
  },
  {
    what: "a backup of CBR",
    route: "cbr.showBackup",
    status: 200,
    good: () => ({ backup }),
    ask: (cloud) => jobsOf(cloud).showCbrBackup("b"),
  },
  {
    what: "a backup of CSBS",
    route: "csbs.showBackup",
    status: 200,
    good: () => ({ checkpoint_item: backup }),
    ask: (cloud) => jobsOf(cloud).showCsbsBackup("b"),
  },
  {
    what: "a list of servers",
    route: "ecs.listServers",
    status: 200,
    good: () => ({ servers: [server], count: 1 }),
    ask: (cloud) => readAll(cloud.sourceLists.servers?.()),
  },
  {
    what: "a list of CSBS backups",
    route: "csbs.listBackups",
    status: 200,
    good: () => ({ checkpoint_items: [backup] }),
    ask: (cloud) => readAll(cloud.sourceLists.csbsBackups?.()),
  },
];

async function readAll(pages: AsyncIterable<{ readonly items: readonly unknown[] }> | undefined) {
  const items: unknown[] = [];
  for await (const page of pages ?? []) items.push(...page.items);
  return items;
}

const exchanges = (profile: (typeof profiles)[number]): Exchange[] => {
  const glance = profile === "openstack";
  const volume = { id: "v", status: "available", size: 1, volume_type: "SSD", availability_zone: "az" };
  const common: Exchange[] = [
    {
      what: "a volume",
      route: glance ? "cinder.showVolume" : "evs.showVolume",
      status: 200,
      good: () => ({ volume: { ...volume, volume_type: { name: "SSD" } } }),
      ask: (cloud, _, volumeId) => cloud.showVolume(volumeId),
    },
    {
      what: "an export",
      route: glance ? "cinder.uploadImage" : "evs.uploadImage",
      status: 202,
      good: () => ({ "os-volume_upload_image": { ...volume, image_id: "i" } }),
      ask: (cloud, _, volumeId) => cloud.exportVolume({ volumeId, imageName: "n", force: false }),
    },
    {
      what: "a list of images",
      route: glance ? "glance.listImages" : "ims.listImages",
      status: 200,
      good: (_, image) => ({ images: [image], first: "/v2/images", next: null }),
      ask: (cloud) => cloud.imagesNamed("golden"),
    },
    {
      what: "a list of volumes",
      route: glance ? "cinder.listVolumes" : "evs.listVolumes",
      status: 200,
      good: () => ({ volumes: [volume] }),
      ask: (cloud) => cloud.listVolumes(1),
    },
    {
      what: "an image",
      route: glance ? "glance.showImage" : "ims.listImages",
      status: 200,
      good: (_, image) => (glance ? image : { images: [image] }),
      ask: (cloud, image) => cloud.showImage(image.id),
    },
    {
      what: "a changed image",
      route: glance ? "glance.updateImage" : "ims.updateImage",
      status: 200,
      good: (_, image) => image,
      ask: (cloud, image) => cloud.changeImage(image, { name: "silver" }, "name"),
    },
    {
      what: "a log-in",
      route: glance ? "keystone.createToken" : "iam.createToken",
      entry: profile,
      status: 201,
      good: (lab) => ({
        token: {
          expires_at: "2026-11-22T09:00:00.000000Z",
          project: { id: "p", name: "lab" },
          catalog: [
            {
              type: "image",
              endpoints: [{ interface: "public", url: lab.cloud.endpoints.ims, region_id: region(lab) }],
            },
          ],
        },
      }),
      ask: (cloud) => cloud.location(),
    },
  ];
  const tags: Exchange = {
    what: "tags",
    route: "ims.listTags",
    status: 200,
    good: () => ({ tags: [{ key: "k", value: "v" }] }),
    ask: (cloud, image) => cloud.exactTags(image),
  };
  const projects: Exchange = {
    what: "a project's id",
    route: "iam.listProjects",
    entry: "otc-aksk",
    status: 200,
    good: () => ({ projects: [{ id: "p", name: "eu-de_lab" }] }),
    ask: (cloud) => cloud.location(),
  };
  const keys: Exchange = {
    what: "temporary keys",
    route: "iam.createSecurityToken",
    entry: "otc-aksk-agency",
    status: 201,
    refusedLater: true, // made-up keys sign nothing
    good: () => ({
      credential: {
        access: "ak",
        secret: "sk",
        securitytoken: "st",
        expires_at: "2099-11-22T09:00:00.000000Z",
      },
    }),
    ask: (cloud) => cloud.location(),
  };
  const notes: Exchange = {
    what: "messages",
    route: "cinder.listMessages",
    status: 200,
    good: () => ({ messages: [{ user_message: "copy failed", created_at: "2026-11-21T05:26:40.535088" }] }),
    ask: async (cloud, _, volumeId) => cloud.failureNote?.(volumeId, 0),
  };
  return [...common, ...(glance ? [notes] : [tags, projects, keys, ...sources])];
};

describe.each(profiles)("answers that no page documents, on %s", (profile) => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await openLab(profile);
    lab.cloud.addImage({ profile, name: "golden", tags: ["team=lab"] });
  });
  afterAll(() => lab.close());

  test.each(exchanges(profile))(
    "$what: is understood or refused in clear words, never a bug",
    async (exchange) => {
      const { route, entry, refusedLater = false, status, good, ask } = exchange;
      const wire = lab.image();
      const known = lab.process().connect(undefined);
      const image = (await known.showImage(wire.id)) as Image;
      let refused = 0;
      await fc.assert(
        fc.asyncProperty(oddities(good(lab, wire)), async (body) => {
          const cloud = entry === undefined ? known : lab.process({ entry }).connect(undefined);
          const headers = { "x-subject-token": "token" };
          lab.cloud.addFault({ route, kind: "status", status, body: body ?? "null", headers, times: 1e6 });
          try {
            const understood = await ask(cloud, image, lab.volume.id);
            expect(() => JSON.stringify(understood)).not.toThrow();
          } catch (error) {
            refused += 1;
            expect(error).toBeInstanceOf(CloudError);
            expect((error as Error).message.length).toBeLessThan(1000);
          } finally {
            lab.cloud.clearFaults();
            lab.forget();
          }
        }),
        { numRuns: 500 },
      );
      expect(refused).toBeGreaterThan(0);
      expect(refused < 500 || refusedLater).toBe(true);
    },
    60_000,
  );
});
