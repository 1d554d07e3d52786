import type { Cloud, CloudLocation, Tag } from "../../provider/clouds/cloud";
import type { Image } from "../../provider/clouds/image";
import { Listings } from "../../provider/clouds/listings";
import { withSharedList } from "../../provider/clouds/lists/withSharedList";
import type { CallOptions } from "../../provider/http/call";
import { CallQueue } from "../../provider/http/queue/callQueue";
import { Pace } from "../../provider/polling/pace";
import { Watcher } from "../../provider/polling/watcher";
import type { VirtualClock } from "../virtualClock";
import type { Caller, ModelCalls } from "./modelCalls";
import { conflict, type ModelImage, markedAs, notFound } from "./modelImage";
import type { ModelImages } from "./modelImages";

type Ask = <T>(what: string, options: CallOptions | undefined, answer: (said: string) => T) => Promise<T>;
/** `changed`: the id of the image that it changes. */
type Change = <T>(
  what: string,
  options: CallOptions | undefined,
  serve: () => T,
  changed?: string,
) => Promise<T>;

/** One connection of one process to a cloud in memory. */
export function modelCloud(
  images: ModelImages,
  calls: ModelCalls,
  caller: Caller,
  clock: VirtualClock,
): Cloud {
  const { kind } = images.settings;
  const ask: Ask = (what, options, answer) => calls.ask(caller, what, options, answer);
  const change: Change = (what, options, serve, changed) =>
    calls.change(caller, what, options, serve, changed);
  return withSharedList({
    profile: kind === "name" ? "openstack" : kind === "tag" ? "otc" : "zstack",
    name: "model",
    whereSet: { endpoint: "", region: "", projectId: "" },
    clock,
    location: async () => location,
    address: async () => location.endpoint,
    sourceLists: {},
    ...questions(images, ask, clock),
    ...changes(images, ask, change),
    ...volumes(images, ask, change, caller.name),
    ...(kind === "tag" ? imageJobs(images, ask, change, caller.name) : {}),
    ...(kind === "uuid" ? templates(images, ask, change, caller.name) : {}),
  });
}

const location: CloudLocation = { endpoint: "https://image", region: "r", projectId: "project" };

function questions(images: ModelImages, ask: Ask, clock: VirtualClock) {
  const pace = new Pace();
  const list = (what: string, options: CallOptions | undefined, fits: (image: ModelImage) => boolean) =>
    ask(what, options, (said) =>
      images.listed
        .filter((image) => fits(image) && !(said === "without ours" && images.ours.includes(image)))
        .map((image) => images.shown(image, true)),
    );
  return {
    showImage: (id, options) =>
      ask(`show ${id}`, options, (said) => {
        if (said.startsWith("404")) throw notFound(id, said === "404");
        return images.shown(images.find(id));
      }),
    listings: new Listings(
      async () => new Set((await list("list ids", undefined, () => true)).map(({ id }) => id)),
      clock,
    ),
    allImages: (options) => list("list all", options, () => true),
    async *imagePages(options) {
      yield await list("list all", options, () => true);
    },
    imagesNamed: (name, options) => list("list by name", options, (image) => image.name === name),
    imagesNamedOneOf: (names, options) => list("list by names", options, ({ name }) => names.includes(name)),
    imagesTagged: ({ key, value }, options) =>
      list("list by tag", options, (image) => images.shown(image, true).tags[key] === value),
    imagesTaggedOneOf: (key, values, options) =>
      list("list by tags", options, (image) => values.includes(images.shown(image, true).tags[key] ?? "")),
    images: new Watcher<Image>(
      (keys, { signal, deadline }) =>
        ask(`look at ${keys.join(" ")}`, { signal, deadline }, (said) => {
          const seen = new Map<string, Image>();
          for (const key of said === "404" || said === "without ours" ? [] : keys) {
            const image =
              images.alive.find(({ id }) => id === key) ?? images.listed.find((one) => markedAs(one, key));
            if (image !== undefined) seen.set(key, images.shown(image));
          }
          return { seen, unanswered: new Map() };
        }),
      clock,
      pace,
    ),
    pace,
    queue: new CallQueue(clock),
  } satisfies Partial<Cloud>;
}

function changes(images: ModelImages, ask: Ask, change: Change) {
  const { kind } = images.settings;
  return {
    async changeImage({ id }, { name, description, tags }, commit, { committing, ...options } = {}) {
      const last = () => committing?.() ?? options;
      const set = async (what: string, own: CallOptions, wanted: Parameters<ModelImages["set"]>[1]) => {
        if (Object.values(wanted).some((value) => value !== undefined))
          await change(what, own, () => images.set(id, wanted), id);
      };
      if (kind === "name") await set("change the image", last(), { name, description, tags });
      else if (commit === "tags") {
        await set("change the image", options, { name, description });
        await set("set tags", last(), { tags });
      } else {
        await set("set tags", options, { tags });
        await set("change the image", last(), { name, description });
      }
      return images.shown(images.find(id));
    },
    exactTags: async (image, options) =>
      kind === "name" ? image.tags : ask(`tags of ${image.id}`, options, () => images.tagsOf(image.id)),
    deleteImage: (id, _how, options) => change(`delete ${id}`, options, () => images.remove(id), id),
    deletesUnfinished: kind === "name",
  } satisfies Partial<Cloud>;
}

function volumes(images: ModelImages, ask: Ask, change: Change, by: string) {
  return {
    showVolume: (id, options) =>
      ask(`show volume ${id}`, options, () => ({
        id,
        name: "",
        status: images.isBusy(id) ? "uploading" : "available",
        sizeGiB: 1,
        type: "ssd",
        availabilityZone: "a",
        shared: false,
        encrypted: false,
        serverIds: [],
        dedicated: false,
      })),
    listVolumes: async () => [],
    exportVolume: ({ volumeId, imageName }, options) =>
      change("CREATE", options, () => {
        if (images.isBusy(volumeId)) throw conflict("the volume is uploading");
        return { imageId: images.make({ name: imageName, tags: {}, source: volumeId, by }).id };
      }),
  } satisfies Partial<Cloud>;
}

function imageJobs(images: ModelImages, ask: Ask, change: Change, by: string) {
  const made = (name: string, tags: readonly Tag[], source: string) => ({
    jobId: images.makeBy(`job-${images.made.length + 1}`, {
      name,
      tags: Object.fromEntries(tags.map(({ key, value }) => [key, value])),
      source,
      by,
    }),
  });
  return {
    jobs: jobs(images, ask),
    imageJobs: {
      createDataImage: ({ name, tags, bucket, object }, options) =>
        change("CREATE", options, () => made(name, tags, `file,${bucket}:${object}`)),
      createFullEcsImage: ({ name, tags, source: from }, options) =>
        change("CREATE", options, () => {
          const source = `server_backup,${"cbrBackupId" in from ? from.cbrBackupId : ""}`;
          const [used] = images.madeFrom(source);
          if (used !== undefined) throw conflict("the backup has already been used to create an image");
          return made(name, tags, source);
        }),
      imageQuota: async () => undefined,
      showServer: never,
      showVault: never,
      vaultsOf: never,
      showCsbsBackup: never,
      showCbrBackup: (id, options) =>
        ask(`show backup ${id}`, options, () => ({
          id,
          name: "nightly",
          status: "available",
          volumeIds: [],
          imageIds: images.madeFrom(`server_backup,${id}`).map((image) => image.id),
        })),
      isSharedWithUs: async () => false,
      showBucket: never,
      showObject: never,
    },
  } satisfies Partial<Cloud>;
}

function templates(images: ModelImages, ask: Ask, change: Change, by: string) {
  return {
    jobs: jobs(images, ask),
    release: ({ id, tags: before }, { tags = {} }, options) =>
      change("give back", options, () => images.set(id, { tags: { ...before, ...tags } }), id),
    templates: {
      create: ({ name, userTags }, { imageUuid, jobUuid }, options) =>
        change("CREATE", options, () => {
          const tags = Object.fromEntries(userTags.map((tag) => tag.split("=") as [string, string]));
          return images.makeTemplate(jobUuid, { id: imageUuid, name, tags, source: "snapshot", by });
        }),
      // Rows of those that are purged are gone, which makes their uuids no freer.
      existing: (uuids, options) =>
        ask("which uuids are known", options, (said) => {
          const rows = [...images.alive, ...images.inBin].filter(({ id }) => uuids.includes(id));
          return said === "without ours" ? [] : rows.map(({ id, gone }) => ({ uuid: id, deleted: gone }));
        }),
      failedCopies: async () => [],
      expunge: (id, options) => change(`expunge ${id}`, options, () => images.expunge(id), id),
      showSnapshot: never,
      backupStorages: never,
    },
  } satisfies Partial<Cloud>;
}

function jobs(images: ModelImages, ask: Ask): NonNullable<Cloud["jobs"]> {
  return {
    show: (id, options) =>
      ask(`show ${id.startsWith("job-") ? id : "the job"}`, options, (said) =>
        said === "404" ? undefined : images.job(id),
      ),
  };
}

function never(): Promise<never> {
  return Promise.reject(new Error("not explored"));
}
