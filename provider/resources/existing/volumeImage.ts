import { uuid } from "../fields";
import type { Existing } from "../resource";
import { isHuaweiFamily } from "../rules";
import { originOf } from "./origin";

interface Told {
  readonly volumeId: string;
  readonly diskFormat: string;
  readonly containerFormat: string;
  readonly osType: "linux" | "windows";
}

/** Of an export the clouds show its formats; Huawei's show the volume too, where they show an origin at all. */
export const existingVolumeImage: Existing<Told> = {
  sourceField: "volumeId",
  sourceForm: "the id of the volume that it was exported from",

  sourceFrom: (text) => (uuid.safeParse(text).success ? { volumeId: text } : undefined),

  async told({ profile }, image) {
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
