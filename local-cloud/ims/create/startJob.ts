import { z } from "zod";
import { type Answer, json, mediaType, type TokenCall } from "../../http/answer";
import { refuseIms } from "../../http/envelope";
import { type Attributes, addImage, type ImageRecord, imageStatus } from "../../images/imageRecord";
import type { HuaweiName } from "../../world/profile";
import { effectiveSettings } from "../../world/world";
import { addJob, imageRun, type JobRun, type JobType } from "../jobs/jobRecord";
import { description, name } from "../normalised";
import { newTags } from "./newTags";

/**
 * What all images that IMS makes by jobs have in common (docs/vendors/open-telekom-and-huawei.md#attribute-rules,
 * docs/vendors/open-telekom-and-huawei.md#data-image-from-an-object,
 * docs/vendors/open-telekom-and-huawei.md#full-ecs-image).
 */

const anything = z.unknown();

/** Names and types only: what a value must be like is said by a code of its own, below. */
const commonFields = {
  name: anything.optional(),
  description: anything.optional(),
  tags: anything.optional(),
  image_tags: anything.optional(),
};

/** No enterprise projects in eu-ch2 (docs/vendors/open-telekom-and-huawei.md#differences-between-the-clouds). */
export const withCommonFields = <Shape extends z.ZodRawShape>(call: TokenCall, shape: Shape) =>
  z.strictObject({
    ...commonFields,
    ...(call.profile.name === "otc-swiss" ? {} : { enterprise_project_id: anything.optional() }),
    ...shape,
  });

/** The body as JSON, an object with something in it. */
export function requestObject(call: TokenCall): Record<string, unknown> {
  if (mediaType(call) !== "application/json") refuseIms("IMG.0001", "Unsupported Content-Type", 415);
  if (call.rawBody.trim() === "") refuseIms("IMG.0007", "The request body cannot be empty.");
  let given: unknown;
  try {
    given = JSON.parse(call.rawBody);
  } catch {
    return refuseIms("IMG.0001", "The request message format is invalid.");
  }
  if (typeof given !== "object" || given === null || Array.isArray(given))
    return refuseIms("IMG.0001", "The request message format is invalid.");
  if (Object.keys(given).length === 0) refuseIms("IMG.0007", "The request body cannot be empty.");
  return given as Record<string, unknown>;
}

/** Refuses fields that the page of this call does not have, and values of another type. */
export function checkedFields<Schema extends z.ZodType>(
  given: Record<string, unknown>,
  schema: Schema,
): z.infer<Schema> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0] as z.core.$ZodIssue;
  return refuseIms(
    "IMG.0001",
    `The request message format is invalid: ${issue.path.join(".")}: ${issue.message}`,
  );
}

export interface CommonRequest {
  name?: unknown;
  description?: unknown;
  tags?: unknown;
  image_tags?: unknown;
  enterprise_project_id?: unknown;
}

export interface CommonParts {
  readonly attributes: Attributes;
  readonly tags: string[];
}

/** Name, description, tags, enterprise project; then whether there is room for one more image. */
export function commonParts(call: TokenCall, request: CommonRequest): CommonParts {
  if (request.name === undefined) refuseIms("IMG.0013", "The image name is not specified.");
  const attributes = {
    name: name(request.name, call.profile.name),
    disk_format: "zvhd2",
    container_format: "bare",
    visibility: "private",
    protected: false,
    ...(request.description === undefined ? {} : { __description: description(request.description) }),
    enterprise_project_id: enterpriseProject(request.enterprise_project_id),
  };
  const tags = newTags(call, request);
  checkQuota(call);
  return { attributes, tags };
}

function enterpriseProject(id: unknown): string {
  if (id === undefined || id === "" || id === "0") return "0";
  const parsed = z.guid().safeParse(id);
  return parsed.success ? parsed.data : refuseIms("IMG.0155", "The enterprise project cannot be checked.");
}

/** All that exist count, also those that no list shows yet. */
export const ownImages = (call: TokenCall): ImageRecord[] =>
  [...call.world.images.values()].filter(
    (image) => image.projectId === call.project.id && imageStatus(image, call.now) !== undefined,
  );

/** Whether there is room for so many more. */
export function checkQuota(call: TokenCall, wanted = 1): void {
  if (ownImages(call).length + wanted > effectiveSettings(call.world).imageQuota)
    refuseIms("IMG.0015", "The number of private images has reached the maximum.");
}

/** Numbers in, text out for the upper one (docs/vendors/open-telekom-and-huawei.md#where-the-pages-disagree). */
export function memoryAttributes({
  min_ram = 0,
  max_ram,
}: MemoryRequest): Pick<Attributes, "min_ram" | "max_ram"> {
  if (min_ram < 0 || (max_ram !== undefined && (max_ram < 0 || (max_ram > 0 && max_ram < min_ram))))
    refuseIms("IMG.0055", "The memory or disk size is invalid.");
  return { min_ram, max_ram: max_ram === undefined ? "" : String(max_ram) };
}

export const memoryFields = { min_ram: z.int().optional(), max_ram: z.int().optional() };
interface MemoryRequest {
  readonly min_ram?: number | undefined;
  readonly max_ram?: number | undefined;
}

export interface JobStart {
  readonly type: JobType;
  readonly run: JobRun;
}
export interface JobImageStart extends CommonParts {
  readonly sizeBytes: number;
  readonly volumeId?: string;
}

/**
 * The images begin their life together with the job, and 200 is the answer
 * (docs/vendors/open-telekom-and-huawei.md#calls).
 */
export function startJob(
  call: TokenCall,
  { type, run }: JobStart,
  image: JobImageStart,
  ...others: JobImageStart[]
): Answer {
  const profile = call.profile.name as HuaweiName;
  const owner = { profile, projectId: call.project.id };
  const images = [image, ...others].map((one) => {
    const { id, attributes } = addImage(call.world, { ...owner, ...one, run: imageRun(run) });
    return { id, name: attributes.name ?? "" };
  });
  const job = addJob(call.world, { ...owner, type, images, run });
  return json(200, { job_id: job.id });
}
