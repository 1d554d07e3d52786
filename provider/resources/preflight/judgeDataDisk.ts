import { differencesOf } from "../../clouds/huawei/differences";
import type { Profile } from "../../clouds/settings";
import { type Finding, note } from "./finding";

/**
 * What the vendors' pages say about data images, and no call can check (ims_03_0606;
 * docs/vendors/open-telekom-and-huawei.md#attribute-rules and
 * docs/vendors/open-telekom-and-huawei.md#differences-between-the-clouds).
 */
export function judgeDataDisk(
  { minDiskGiB, osType }: { readonly minDiskGiB: number; readonly osType?: string | undefined },
  profile: Profile,
): Finding[] {
  const findings: Finding[] = [];
  if (minDiskGiB < 40) {
    findings.push(
      note(
        `minDiskGiB ${minDiskGiB} is below the 40 GiB that the vendor's page names; smaller ones have been seen to work`,
      ),
    );
  }
  if (osType === "windows" && differencesOf(profile)?.windowsDataImages === false) {
    findings.push(note("Huawei Cloud's page says that it makes no new data images for Windows"));
  }
  return findings;
}
