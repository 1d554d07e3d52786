import type { Existing } from "../resource";
import { originOf } from "./originOf";

interface KnownArgs {
  readonly source: { readonly bucket: string; readonly object: string };
  readonly minDiskGiB: number;
  readonly osType?: "linux" | "windows" | undefined;
  readonly cmkId?: string | undefined;
}

/** IMS writes `file,<bucket:object>`; a bucket's name has no colon. */
export const existingDataImage: Existing<KnownArgs> = {
  sourceField: "source",
  sourceForm: "bucket:object",

  sourceFrom(text) {
    const [bucket = "", ...rest] = text.split(":");
    const object = rest.join(":");
    return bucket === "" || object === "" ? undefined : { source: { bucket, object } };
  },

  sourceText: ({ source: { bucket, object } }) => `${bucket}:${object}`,

  async argsFrom(_cloud, image) {
    const { minDiskGiB, osType, encryptionKeyId: cmkId } = image;
    const source = this.sourceFrom(originOf(image, ["file"])?.rest ?? "");
    return {
      ...source,
      minDiskGiB,
      ...(osType === "windows" ? { osType } : {}),
      ...(cmkId === undefined ? {} : { cmkId }),
    };
  },
};
