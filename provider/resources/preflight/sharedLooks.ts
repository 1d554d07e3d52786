import type { Cloud } from "../../clouds/cloud";
import type { ImageJobs } from "../../clouds/imageJobs";
import type { Templates } from "../../clouds/templates";
import { askedTogether, believedBriefly, notBelieved } from "./answers";
import { judgeStorages } from "./template";

/** Many images may be made of one volume, or of volumes of one server. */
export function sharedLooks(
  cloud: Cloud,
  jobs: Pick<ImageJobs, "showServer">,
): Pick<ImageJobs, "showServer"> & Pick<Cloud, "showVolume"> {
  return {
    showServer: (id, options = {}) =>
      askedTogether(cloud, `server ${id}`, (shared) => jobs.showServer(id, shared), options),
    showVolume: (id, options = {}) =>
      askedTogether(cloud, `volume ${id}`, (shared) => cloud.showVolume(id, shared), options),
  };
}

/** Templates that begin together mostly go to the same storages. */
export function sharedTemplates(cloud: Cloud, templates: Templates): Templates {
  return {
    ...templates,
    showSnapshot: (uuid, options = {}) =>
      askedTogether(cloud, `snapshot ${uuid}`, (shared) => templates.showSnapshot(uuid, shared), options),
    backupStorages: (uuids, options = {}) =>
      askedTogether(
        cloud,
        `backup storages ${uuids.join(" ")}`,
        (shared) => templates.backupStorages(uuids, shared),
        options,
        (seen) => (judgeStorages(uuids, seen, undefined).length === 0 ? believedBriefly : notBelieved),
      ),
  };
}
