import type { Clock } from "../../http/clock";
import type { Transport } from "../../http/transport";
import { Watcher } from "../../polling/watcher";
import type { Cloud } from "../cloud";
import { openFlow } from "../connection/openFlow";
import { Listings } from "../listings";
import { type CloudSettings, locationSettings } from "../settings";
import type { ZstackSession } from "./auth/zstackSession";
import { hiding } from "./hiding";
import { noExport, zstackImages } from "./images/images";
import { zstackUserTags } from "./images/userTags";
import { zstackChanges } from "./images/zstackChanges";
import { zstackTemplates } from "./images/zstackTemplates";
import { snapshotPages } from "./snapshotPages";
import { zstackCalls } from "./zstackCalls";
import { zstackJobs } from "./zstackJobs";

/** ZStack: data volume templates, which are images made by jobs. */
export function zstackCloud(
  settings: CloudSettings,
  session: ZstackSession,
  transport: Transport,
  clock: Clock,
): Omit<Cloud, "sharedList"> {
  const wire = hiding(transport, () => session.secrets());
  const { flow, pace, queue } = openFlow(clock);
  const jobs = zstackJobs(settings, session, wire, clock, flow);
  const calls = zstackCalls(settings, session, jobs, wire, clock, flow);
  const tags = zstackUserTags(calls);
  const images = zstackImages(calls, tags);
  const endpoint = settings.authUrl ?? "";
  const refuse = () => Promise.reject(noExport());
  return {
    profile: "zstack",
    name: settings.name,
    whereSet: locationSettings("authUrl", settings),
    clock,
    // Access keys do not show whose they are: the project is then empty.
    location: async () => ({ endpoint, region: "", projectId: await session.accountUuid() }),
    timeZone: session.timeZone,
    address: async (service) => (service === "image" ? endpoint : refuse()),
    showImage: images.show,
    imagePages: images.pagesOfOurs,
    listings: new Listings(images.listedIds, clock),
    allImages: images.all,
    imagesNamed: images.named,
    imagesTagged: images.tagged,
    ...zstackChanges(calls, images, tags),
    exactTags: images.exactTags,
    deleteImage: images.remove,
    // ZStack would delete the record and go on copying: the copied data would stay on the storage, and nothing would refer
    // to it (docs/vendors/zstack.md#update-delete-and-expunge). It is better to wait for the job.
    deletesUnfinished: false,
    images: new Watcher(images.showAll, clock, pace),
    pace,
    queue,
    showVolume: refuse,
    sourceLists: { snapshots: (options) => snapshotPages(calls, options) },
    listVolumes: refuse,
    exportVolume: refuse,
    close: () => session.close(),
    templates: zstackTemplates(calls, jobs),
    jobs,
  };
}
