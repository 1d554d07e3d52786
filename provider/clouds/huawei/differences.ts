import { ownValue } from "../../http/ownValue";
import type { HuaweiProfile } from "../profiles/traits";
import { byCharacters, byLength, type TagRule } from "./ims/tagRule";

/**
 * The two queries of one job of IMS: `/v1/{project}/jobs/{id}` and `/v1/cloudimages/job/{id}`
 * (docs/vendors/open-telekom-and-huawei.md#jobs-which-path-on-which-cloud).
 */
export type JobPath = "job" | "progress";

export interface Differences {
  /** The order in which they are tried; the first that works is used from then on. */
  readonly jobPaths: readonly JobPath[];
  /**
   * Cloud Server Backup Service beside CBR; of the regions of OTC only eu-de has it
   * (docs/vendors/open-telekom-and-huawei.md#endpoints).
   */
  readonly csbs: boolean;
  readonly enterpriseProjects: boolean;
  /** Whether new data images may be made for Windows. */
  readonly windowsDataImages: boolean;
  /** Characters of an image's name besides `A-Z a-z 0-9 . _ -` and the blank. */
  readonly hanNames: boolean;
  readonly tags: TagRule;
  /**
   * The largest volume that can be exported, where a page names one
   * (docs/vendors/open-telekom-and-huawei.md#preconditions).
   */
  readonly largestExportGiB: number | undefined;
}

/**
 * All that differs between the clouds of the family, in one place
 * (docs/vendors/open-telekom-and-huawei.md#differences-between-the-clouds).
 */
export const differences: Readonly<Record<HuaweiProfile, Differences>> = {
  otc: {
    jobPaths: ["job", "progress"], // only the first is documented
    csbs: true,
    enterpriseProjects: true,
    windowsDataImages: true,
    hanNames: false,
    tags: byLength,
    largestExportGiB: undefined,
  },
  "otc-swiss": {
    jobPaths: ["job", "progress"],
    csbs: false,
    enterpriseProjects: false,
    windowsDataImages: true, // not verified: no page says otherwise
    hanNames: false,
    tags: byLength,
    largestExportGiB: undefined,
  },
  huaweicloud: {
    jobPaths: ["progress", "job"], // the older is marked deprecated (ims_03_0905_1), but the vendor's Terraform provider uses it
    csbs: true,
    enterpriseProjects: true,
    windowsDataImages: false,
    hanNames: true,
    tags: byCharacters,
    largestExportGiB: 1024,
  },
};

/** Undefined for clouds of other families, and for an unknown cloud. */
export function differencesOf(profile: string | undefined): Differences | undefined {
  return profile === undefined ? undefined : ownValue<Differences>(differences, profile);
}
