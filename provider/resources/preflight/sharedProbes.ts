import type { Cloud } from "../../clouds/cloud";
import type { ImageJobs } from "../../clouds/imageJobs";
import type { Templates } from "../../clouds/templates";
import { noReuse, reuseBriefly, sharedAnswer } from "./sharedCalls";
import { judgeStorages } from "./template";

/** Many images may be made from the same volume, or from volumes of the same server. */
export function sharedProbes(
  cloud: Cloud,
  jobs: Pick<ImageJobs, "showServer">,
): Pick<ImageJobs, "showServer"> & Pick<Cloud, "showVolume"> {
  return {
    showServer: (id, options = {}) =>
      sharedAnswer(cloud, `server ${id}`, (shared) => jobs.showServer(id, shared), options),
    showVolume: (id, options = {}) =>
      sharedAnswer(cloud, `volume ${id}`, (shared) => cloud.showVolume(id, shared), options),
  };
}

/** Templates that are created together usually go to the same storages. */
export function sharedTemplates(cloud: Cloud, templates: Templates): Templates {
  return {
    ...templates,
    showSnapshot: (uuid, options = {}) =>
      sharedAnswer(cloud, `snapshot ${uuid}`, (shared) => templates.showSnapshot(uuid, shared), options),
    backupStorages: (uuids, options = {}) =>
      sharedAnswer(
        cloud,
        `backup storages ${uuids.join(" ")}`,
        (shared) => templates.backupStorages(uuids, shared),
        options,
        (seen) => (judgeStorages(uuids, seen, undefined).length === 0 ? reuseBriefly : noReuse),
      ),
  };
}
