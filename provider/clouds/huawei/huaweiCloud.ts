import { openCaller } from "../../http/call";
import type { Clock } from "../../http/clock";
import type { Transport } from "../../http/transport";
import { Watcher } from "../../polling/watcher";
import type { Cloud } from "../cloud";
import { openFlow } from "../connection/openFlow";
import { withToken } from "../keystone/failures";
import { Listings } from "../listings";
import type { HuaweiProfile } from "../profiles/traits";
import { type CloudSettings, locationSettings } from "../settings";
import type { HuaweiSession } from "./auth/huaweiSession";
import { differences } from "./differences";
import { volumes } from "./evs/volumes";
import { huaweiFailures } from "./failures/huaweiFailures";
import { huaweiImageJobs } from "./ims/huaweiImageJobs";
import { imageChanges } from "./ims/imageChanges";
import { imageLists } from "./ims/imageLists";
import { imsJobs } from "./ims/imsJobs";
import { obsReads } from "./obs/obsReads";
import { sourceListsOf } from "./sources/sourceListsOf";

/** Open Telekom Cloud and Huawei Cloud: EVS for volumes, IMS for images. */
export function huaweiCloud(
  profile: HuaweiProfile,
  settings: CloudSettings,
  session: HuaweiSession,
  transport: Transport,
  clock: Clock,
): Omit<Cloud, "sharedList"> {
  const { flow, pace, queue } = openFlow(clock);
  const caller = openCaller(transport, session, withToken(settings, huaweiFailures), clock, flow);
  const lists = imageLists(caller, session);
  const { volumePages, ...evs } = volumes(caller, session);
  const obs = obsReads(session, settings.endpoints.object, transport, clock, flow);
  const { csbsBackups, ...sources } = sourceListsOf(caller, session);
  const jobs = imsJobs(caller, session, differences[profile].jobPaths);
  return {
    profile,
    name: settings.name,
    whereSet: locationSettings("imageEndpoint", settings),
    clock,
    location: () => session.location(),
    roles: session.roles,
    address: (service) => session.endpoint(service),
    allImages: lists.allImages,
    showImage: lists.showImage,
    imagePages: lists.imagePages,
    listings: new Listings(lists.listedIds, clock),
    imagesNamed: lists.imagesNamed,
    imagesNamedOneOf: lists.imagesNamedOneOf,
    imagesTagged: lists.imagesTagged,
    imagesTaggedOneOf: lists.imagesTaggedOneOf,
    exactTags: lists.listTags,
    ...imageChanges(caller, session),
    deletesUnfinished: false, // IMG.0090
    images: new Watcher(lists.showImages, clock, pace),
    pace,
    queue,
    ...evs,
    sourceLists: {
      volumes: volumePages,
      ...sources,
      ...(differences[profile].csbs && { csbsBackups }),
      ...obs.lists,
    },
    jobs: { show: jobs.showJob },
    imageJobs: huaweiImageJobs(caller, session, obs),
  };
}
