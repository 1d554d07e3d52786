import { openCaller } from "../../http/call";
import type { Clock } from "../../http/clock";
import type { Transport } from "../../http/transport";
import { Pace } from "../../polling/pace";
import { slowDown } from "../../polling/poll";
import { Watcher } from "../../polling/watcher";
import type { Cloud } from "../cloud";
import { withToken } from "../keystone/failures";
import type { HuaweiProfile } from "../profiles/traits";
import { Rolls } from "../rolls";
import { type CloudSettings, locationSettings } from "../settings";
import type { HuaweiSession } from "./auth/session";
import { differences } from "./differences";
import { huaweiFailures } from "./failures/failures";
import { huaweiApi } from "./ims/api";
import { huaweiImageJobs } from "./ims/imageJobs";
import { imsJobs } from "./ims/jobs";

/** Open Telekom Cloud and Huawei Cloud: EVS for volumes, IMS for images. */
export function huaweiCloud(
  profile: HuaweiProfile,
  settings: CloudSettings,
  session: HuaweiSession,
  transport: Transport,
  clock: Clock,
): Cloud {
  const pace = new Pace();
  const caller = openCaller(transport, session, withToken(settings, huaweiFailures), clock, (error) =>
    slowDown({ clock, pace }, error),
  );
  const api = huaweiApi(caller, session);
  const jobs = imsJobs(caller, session, differences[profile].jobPaths);
  return {
    profile,
    name: settings.name,
    whereSet: locationSettings("imageEndpoint", settings),
    clock,
    location: () => session.location(),
    roles: session.roles,
    address: (service) => session.endpoint(service),
    allImages: api.allImages,
    showImage: api.showImage,
    rolls: new Rolls(api.listedIds, clock),
    imagesNamed: api.imagesNamed,
    imagesTagged: api.imagesTagged,
    changeImage: api.changeImage,
    exactTags: api.listTags,
    deleteImage: api.deleteImage,
    deletesUnfinished: false, // IMG.0090
    images: new Watcher(api.showImages, clock, pace),
    pace,
    showVolume: api.showVolume,
    listVolumes: api.listVolumes,
    exportVolume: api.exportVolume,
    jobs: { show: jobs.showJob },
    imageJobs: huaweiImageJobs(settings.endpoints.object, caller, session, transport, clock),
  };
}
