import { z } from "zod";
import type { Cloud, Tag } from "../clouds/cloud";
import type { ImageJobs } from "../clouds/imageJobs";
import type { Profile } from "../clouds/settings";
import { CloudError } from "../http/errors";
import {
  cloud,
  description,
  enterpriseProjectId,
  maxRamMiB,
  minRamMiB,
  name,
  tags,
  timeouts,
  triggers,
} from "./fields";
import { ImageOutputs } from "./outputs";
import type { FieldKind } from "./resource";
import {
  descriptionIssues,
  enterpriseProjectOwners,
  familyIssues,
  foreignIssues,
  type Issue,
  nameIssues,
  ramIssues,
  tagIssues,
} from "./rules";

/**
 * What the images have in common that IMS makes by jobs (ims_03_0607, ims_03_0608). The create call of data images has no
 * memory: there it is set afterwards, as on any image (ims_03_0604).
 */
export const jobImageFields = {
  name,
  description: description.optional(),
  tags: tags.optional(),
  minRamMiB: minRamMiB.optional(),
  maxRamMiB: maxRamMiB.optional(),
  enterpriseProjectId: enterpriseProjectId.optional(),
  triggers: triggers.optional(),
  cloud: cloud.optional(),
  timeouts: timeouts.optional(),
};

export const jobImageKinds: Readonly<Record<string, FieldKind>> = {
  name: "update",
  description: "update",
  tags: "update",
  minRamMiB: "update",
  maxRamMiB: "update",
  enterpriseProjectId: "update",
  triggers: "replace",
  cloud: "local",
  timeouts: "local",
};

export const JobImageOutputs = ImageOutputs.extend({
  jobId: z.string().optional().describe("The job that made it; unknown where an earlier run had started it"),
  dataOrigin: z.string().optional().describe("What it was made from, as the cloud writes it"),
});

interface JobImageArgs {
  readonly name: string;
  readonly description?: string | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
  readonly minRamMiB?: number | undefined;
  readonly maxRamMiB?: number | undefined;
  readonly enterpriseProjectId?: string | undefined;
}

export function jobImageIssues(
  what: string,
  args: Partial<JobImageArgs>,
  profile: Profile | undefined,
): Issue[] {
  const foreign = familyIssues(what, profile);
  if (foreign.length > 0) return foreign; // the other rules are those of clouds that have it
  return [
    ...nameIssues(args.name, profile),
    ...descriptionIssues(args.description, profile),
    ...tagIssues(args.tags, profile),
    ...foreignIssues({ ...args }, profile, enterpriseProjectOwners),
    ...ramIssues(args),
  ];
}

/** What both create calls take; the user's tags and our mark together are ten at most. */
export function newImage(
  { name, description, tags, enterpriseProjectId }: JobImageArgs,
  mark: Tag,
): Pick<JobImageArgs, "name" | "description" | "enterpriseProjectId"> & { readonly tags: readonly Tag[] } {
  const own = Object.entries(tags ?? {}).map(([key, value]) => ({ key, value }));
  return { name, description, enterpriseProjectId, tags: [...own, mark] };
}

export function jobsOf({ imageJobs, name: cloudName }: Cloud): ImageJobs {
  if (imageJobs !== undefined) return imageJobs;
  throw new CloudError(`cloud "${cloudName}" makes no images by jobs`, { outcome: "not-sent" });
}
