import { z } from "zod";
import type { CloudLocation } from "../../clouds/cloud";
import type { Image } from "../../clouds/image";
import type { Profile } from "../../clouds/settings";
import { CloudError } from "../../http/errors";
import { OUR_TAG } from "../../resources/issues";
import type { ImageResource } from "../../resources/resource";
import { claimInTags } from "../marks/marker";
import { imageOutputs } from "./imageOutputs";
import type { Props } from "./inputs";

/** What we keep of a resource in its outputs, beyond what the image itself shows. */
export interface ResourceRecord {
  readonly args: Props;
  readonly facts: Props;
  readonly location: CloudLocation;
  readonly profile: string;
  /** Drawn when the image was started, written on it by the take-over. */
  readonly claim: string;
  /** Our tag as the image had it when it was imported, "" where it had none. Gone with the first update, which marks it. */
  readonly imported?: string | undefined;
  /** Keys of tags that stay although the program does not say them (leftTags.ts). */
  readonly leftTags?: readonly string[] | undefined;
  /** The job that makes the image, and the marker that its create call carried. */
  readonly job?: { readonly id: string; readonly marker: string } | undefined;
}

/** Raised when the outputs' form changes, so that later versions can read the states of earlier ones. */
const STATE_VERSION = 1;

export type Outputs = Record<string, unknown>;

/** Outputs of a resource: the image as the cloud shows it, and our record. */
export function toOutputs(
  resource: Pick<ImageResource, "outputsOf" | "properties" | "fallbacks">,
  record: ResourceRecord,
  image: Image,
): Outputs {
  return {
    ...record.facts,
    ...imageOutputs(resource, image, record.profile as Profile),
    __tag: image.tags[OUR_TAG] ?? "",
    ...common(record),
  };
}

/** The status in the outputs of a create that ended before the cloud showed its image. */
const UNSEEN = "queued";

/** Outputs while the cloud does not show the image. */
export function toOutputsUnseen(record: ResourceRecord, imageId: string | undefined): Outputs {
  return { ...record.facts, imageId, status: UNSEEN, __tag: "", ...common(record) };
}

/** Whether the cloud had shown the image of these outputs when they were written. */
export function wasSeen(outputs: Props): boolean {
  return outputs.status !== UNSEEN || outputs.createdAt !== undefined;
}

/**
 * Whether the image had been taken over, or imported, when it was last seen: then it was usable, and is really gone if it is not
 * there. Of one that was still being made a list may not know yet, and its job may say what has become of it.
 */
export function wasTakenOver({ __tag, __imported }: Props): boolean {
  const tag = typeof __tag === "string" ? __tag : "";
  return claimInTags({ [OUR_TAG]: tag }) !== undefined || __imported !== undefined;
}

function common(record: ResourceRecord): Outputs {
  return {
    ...record.location,
    profile: record.profile,
    claim: record.claim,
    ...(record.imported === undefined ? {} : { __imported: record.imported }),
    ...(record.leftTags?.length ? { __leftTags: record.leftTags } : {}),
    ...(record.job === undefined ? {} : { jobId: record.job.id, __marker: record.job.marker }),
    stateVersion: STATE_VERSION,
    __facts: record.facts,
    __args: record.args,
  };
}

const RecordedOutputs = z.looseObject({
  stateVersion: z.number(),
  endpoint: z.string(),
  region: z.string(),
  projectId: z.string(),
  profile: z.string(),
  claim: z.string(),
  jobId: z.string().optional(),
  __marker: z.string().optional(),
  __imported: z.string().optional(),
  __leftTags: z.array(z.string()).optional(),
  __args: z.record(z.string(), z.unknown()),
  __facts: z.record(z.string(), z.unknown()).default({}),
});

/** The record in the outputs of a state; undefined where there is none (`VolumeImage.get`). */
export function fromOutputs(outputs: Props): ResourceRecord | undefined {
  if (outputs.stateVersion === undefined) return undefined;
  const recorded = RecordedOutputs.parse(outputs);
  if (recorded.stateVersion > STATE_VERSION) {
    throw new CloudError(
      `this state was written by a newer version of pulumi-cloud-images (form ${recorded.stateVersion})`,
      {
        outcome: "not-sent",
        hint: "update the package: npm install pulumi-cloud-images@latest; of a program in another language, the plugin",
      },
    );
  }
  const { endpoint, region, projectId, jobId, __marker: marker } = recorded;
  return {
    args: recorded.__args,
    facts: recorded.__facts,
    location: { endpoint, region, projectId },
    profile: recorded.profile,
    claim: recorded.claim,
    imported: recorded.__imported,
    leftTags: recorded.__leftTags,
    job: jobId === undefined || marker === undefined ? undefined : { id: jobId, marker },
  };
}
