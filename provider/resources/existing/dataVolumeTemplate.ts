import { CloudError } from "../../http/errors";
import type { Existing } from "../resource";

interface KnownArgs {
  readonly snapshotUuid: string;
  readonly backupStorageUuids: string[];
}

/** The template's url names its snapshot (docs/vendors/zstack.md#creating-a-template). */
const fromSnapshot = /^volumeSnapshot:\/\/([0-9a-f]{32})$/;

export const existingDataVolumeTemplate: Existing<KnownArgs> = {
  sourceField: "snapshotUuid",
  sourceForm: "the uuid of the volume snapshot that it was made from",

  sourceFrom: (text) => (/^[0-9a-f]{32}$/.test(text) ? { snapshotUuid: text } : undefined),

  sourceText: ({ snapshotUuid }) => snapshotUuid,

  /** Tag patterns and system tags of the create call cannot be distinguished from later ones, and are not read. */
  async argsFrom(_cloud, { id, template }) {
    if (template !== undefined && template.mediaType !== "DataVolumeTemplate") {
      const error = `image ${id} is no template of data volumes: ZStack calls it ${template.mediaType}`;
      throw new CloudError(error, { outcome: "not-sent", hint: "leave it out" });
    }
    const [, snapshotUuid] = fromSnapshot.exec(template?.url ?? "") ?? [];
    const copies = template?.backupStorages ?? [];
    return {
      ...(snapshotUuid === undefined ? {} : { snapshotUuid }),
      backupStorageUuids: copies
        .filter(({ status }) => status === "Ready")
        .map((copy) => copy.backupStorageUuid),
    };
  },
};
