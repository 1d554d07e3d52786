import { z } from "zod";
import type { Caller, CallOptions } from "../../../http/call";
import type { DataImageRequest, FullEcsImageRequest } from "../../imageJobs";
import type { Session } from "../../keystone/session";
import { imsUrl } from "./imsUrl";

/** One documented sample has a blank before the id (docs/vendors/open-telekom-and-huawei.md#values-on-the-wire). */
const Accepted = z.looseObject({ job_id: z.string().trim().min(1) });

/**
 * The creates that IMS does by jobs (docs/vendors/open-telekom-and-huawei.md#data-image-from-an-object,
 * docs/vendors/open-telekom-and-huawei.md#full-ecs-image). None may be sent twice.
 */
export function createImages(caller: Caller, session: Session) {
  return {
    /** `POST /v1/cloudimages/wholeimages/action`. */
    createFullEcsImage: (request: FullEcsImageRequest, options?: CallOptions) =>
      post("/v1/cloudimages/wholeimages/action", fullEcsImageBody(request), request.name, options),
    /** `POST /v1/cloudimages/dataimages/action`. */
    createDataImage: (request: DataImageRequest, options?: CallOptions) =>
      post("/v1/cloudimages/dataimages/action", dataImageBody(request), request.name, options),
  };

  async function post(path: string, body: object, name: string, options?: CallOptions) {
    const url = await imsUrl(session, path);
    const call = { what: `create image "${name}"`, method: "POST", url, body, answer: Accepted } as const;
    const { job_id } = await caller.call(call, options);
    return { jobId: job_id };
  }
}

/** Undefined fields are not sent: JSON omits them. */
export function fullEcsImageBody(request: FullEcsImageRequest): object {
  return {
    ...common(request),
    ...sourceOf(request.source),
    min_ram: request.minRamMiB,
    // unset is no limit; no page gives 0 a meaning (docs/vendors/open-telekom-and-huawei.md#attribute-rules)
    max_ram: request.maxRamMiB || undefined,
  };
}

/**
 * The type of a backup is always sent: its default differs between the clouds
 * (docs/vendors/open-telekom-and-huawei.md#differences-between-the-clouds,
 * docs/vendors/open-telekom-and-huawei.md#where-the-pages-disagree).
 */
function sourceOf(source: FullEcsImageRequest["source"]): object {
  if ("instanceId" in source) return { instance_id: source.instanceId, vault_id: source.vaultId };
  if ("cbrBackupId" in source) return { backup_id: source.cbrBackupId, whole_image_type: "CBR" };
  return { backup_id: source.csbsBackupId, whole_image_type: "CSBS" };
}

/**
 * The page of OTC does not name the enterprise project; newer ones do, and the clouds that have such projects take it
 * (docs/vendors/open-telekom-and-huawei.md#data-image-from-an-object).
 */
export function dataImageBody(request: DataImageRequest): object {
  return {
    ...common(request),
    image_url: `${request.bucket}:${request.object}`,
    min_disk: request.minDiskGiB,
    // EVS has them in lower case (docs/vendors/open-telekom-and-huawei.md#where-the-pages-disagree)
    os_type: request.osType && (request.osType === "linux" ? "Linux" : "Windows"),
    cmk_id: request.cmkId,
  };
}

/**
 * `image_tags` is the form that needs no separator (docs/vendors/open-telekom-and-huawei.md#tags); both forms at once
 * are refused.
 */
function common({ name, description, tags, enterpriseProjectId }: FullEcsImageRequest | DataImageRequest) {
  return {
    name,
    description,
    image_tags: tags.map(({ key, value }) => ({ key, value })),
    // both mean the default project (docs/vendors/open-telekom-and-huawei.md#attribute-rules)
    enterprise_project_id: enterpriseProjectId === "" ? "0" : enterpriseProjectId,
  };
}
