import { isHuaweiFamily } from "../../clouds/settings";
import { uuid } from "../arguments/sharedFields";
import type { Existing } from "../resource";
import { originOf } from "./originOf";

interface KnownArgs {
  readonly volumeId: string;
  readonly diskFormat?: string | undefined;
  readonly containerFormat?: string | undefined;
  readonly osType?: "linux" | "windows" | undefined;
}

/** Every cloud shows the formats of an export; those of the Huawei family may also show the volume. */
export const existingVolumeImage: Existing<KnownArgs> = {
  sourceField: "volumeId",
  sourceForm: "the id of the volume that it was exported from",

  sourceFrom: (text) => (uuid.safeParse(text).success ? { volumeId: text } : undefined),

  sourceText: ({ volumeId }) => volumeId,

  async argsFrom({ profile }, image) {
    const volumeId = originOf(image, ["volume"])?.rest;
    const { diskFormat, containerFormat, osType } = image;
    return {
      ...(volumeId === undefined ? {} : { volumeId }),
      ...(diskFormat === "" ? {} : { diskFormat }),
      ...(containerFormat === "" ? {} : { containerFormat }),
      ...(isHuaweiFamily(profile) && (osType === "linux" || osType === "windows") ? { osType } : {}),
    };
  },
};
