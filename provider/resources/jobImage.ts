import { z } from "zod";
import type { Cloud, Tag } from "../clouds/cloud";
import type { ImageJobs } from "../clouds/imageJobs";
import type { Profile } from "../clouds/settings";
import { CloudError } from "../http/errors";
import type { Table } from "./arguments/table";
import { ImageOutputs } from "./imageOutputs";
import { descriptionIssues, familyIssues, type Issue, nameIssues, ramIssues, tagIssues } from "./issues";

export const JobImageOutputs = ImageOutputs.extend({
  jobId: z
    .string()
    .optional()
    .describe("The job that made it, by its id; unknown where an earlier run had started it"),
  dataOrigin: z
    .string()
    .optional()
    .describe("What it was made from, as the cloud writes it, such as `instance,<id>`"),
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
  { declaredIssues }: Pick<Table, "declaredIssues">,
): Issue[] {
  const ofProfile = familyIssues(what, profile);
  if (ofProfile.length > 0) return ofProfile; // the other rules are for clouds that have the resource
  return [
    ...nameIssues(args.name, profile),
    ...descriptionIssues(args.description, profile),
    ...tagIssues(args.tags, profile),
    ...declaredIssues({ ...args }, profile),
    ...ramIssues(args),
  ];
}

/** What both create calls take. The user's tags and our mark together are ten at most. */
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
