import { openCaller } from "../../http/call";
import type { Clock } from "../../http/clock";
import type { Transport } from "../../http/send";
import { Watcher } from "../../waiting/watcher";
import type { Cloud } from "../cloud";
import type { Session } from "../keystone/session";
import type { CloudSettings } from "../settings";
import { huaweiApi } from "./api";
import { huaweiFailures } from "./failures";

/** Open Telekom Cloud and Huawei Cloud: EVS for volumes, IMS for images. */
export function huaweiCloud(
  settings: CloudSettings,
  session: Session,
  transport: Transport,
  clock: Clock,
): Cloud {
  const api = huaweiApi(openCaller(transport, session, huaweiFailures, clock), session);
  return {
    profile: settings.profile,
    name: settings.name,
    clock,
    location: () => session.location(),
    roles: session.roles,
    address: (service) => session.endpoint(service),
    allImages: api.allImages,
    showImage: async (id, options) => (await api.showImages([id], options)).get(id),
    imagesNamed: api.imagesNamed,
    changeImage: api.changeImage,
    exactTags: api.listTags,
    deleteImage: api.deleteImage,
    deletesUnfinished: false, // IMG.0090
    images: new Watcher(api.showImages, clock),
    showVolume: api.showVolume,
    listVolumes: api.listVolumes,
    exportVolume: api.exportVolume,
  };
}
