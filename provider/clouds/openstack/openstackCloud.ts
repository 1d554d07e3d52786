import { openCaller } from "../../http/call";
import type { Clock } from "../../http/clock";
import type { Transport } from "../../http/transport";
import { Watcher } from "../../polling/watcher";
import type { Cloud } from "../cloud";
import { openFlow } from "../connection/openFlow";
import { withToken } from "../keystone/failures";
import type { Session } from "../keystone/session";
import { Listings } from "../listings";
import { type CloudSettings, locationSettings } from "../settings";
import { mayLeaveAnImage, openstackFailures } from "./failures";
import { openstackApi } from "./openstackApi";
import { volumePages } from "./volumePages";

/** Any OpenStack with Cinder (Block Storage API v3) and Glance (Image API v2). */
export function openstackCloud(
  settings: CloudSettings,
  session: Session,
  transport: Transport,
  clock: Clock,
): Omit<Cloud, "sharedList"> {
  const { flow, pace, queue } = openFlow(clock);
  const caller = openCaller(transport, session, withToken(settings, openstackFailures), clock, flow);
  const api = openstackApi(caller, session);
  return {
    profile: settings.profile,
    name: settings.name,
    whereSet: locationSettings("imageEndpoint", settings),
    clock,
    location: () => session.location(),
    roles: session.roles,
    address: (service) => session.endpoint(service),
    allImages: api.allImages,
    showImage: api.showImage,
    imagePages: api.imagePages,
    listings: new Listings(api.listedIds, clock),
    imagesNamed: api.imagesNamed,
    imagesNamedOneOf: api.imagesNamedOneOf,
    imagesTagged: api.imagesTagged,
    changeImage: api.changeImage,
    exactTags: async (image) => image.tags, // Glance reads its database
    deleteImage: api.deleteImage,
    deletesUnfinished: true,
    // Cinder creates the image in Glance before it answers (volume/api.py): only the replicas of a database may lag.
    visibleWithinMs: 10_000,
    images: new Watcher(api.showImages, clock, pace),
    pace,
    queue,
    showVolume: api.showVolume,
    sourceLists: { volumes: (options) => volumePages(caller, session, options) },
    listVolumes: api.listVolumes,
    mayLeaveImage: mayLeaveAnImage,
    exportVolume: api.exportVolume,
    failureNote: api.failureNote,
  };
}
