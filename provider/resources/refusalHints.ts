import { ownValue } from "../http/ownValue";
import type { Refusal } from "./resource";

/**
 * Hints for codes that several calls share, and that mean something else for these resources
 * (docs/vendors/open-telekom-and-huawei.md#evs-error-codes, docs/vendors/open-telekom-and-huawei.md#ims-error-codes).
 */

const diskBusy =
  "something else holds a disk of the server: wait until that is over, then run `pulumi up` again";

const ofServers: Readonly<Record<string, string>> = Object.fromEntries(
  ["EVS.1031", "EVS.2068", "EVS.2089", "EVS.2093", "IMG.0022"].map((code) => [code, diskBusy]),
);

const ofFiles: Readonly<Record<string, string>> = {
  "IMG.0055":
    "`minDiskGiB` must be at least as large as the disk in the file, and clouds take 40 to 2048; `minRamMiB` may not be above `maxRamMiB`",
};

/** The create call of an export takes none of these arguments, so that a new image would be refused in the same way. */
const ofExports: Readonly<Record<string, string>> = {
  "IMG.0168":
    "this cloud changes no images of data disks. On an image that was usable before, take the change back; a new one cannot get its name: destroy it, and make it from an image file, as a `DataImage`",
};

export function volumeImageHint({ code }: Refusal): string | undefined {
  return ownValue(ofExports, code ?? "");
}

export function fullEcsHint({ code }: Refusal): string | undefined {
  return ownValue(ofServers, code ?? "");
}

export function dataImageHint({ code }: Refusal): string | undefined {
  return ownValue(ofFiles, code ?? "");
}
