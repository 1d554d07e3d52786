import { z } from "zod";
import type { Caller, CallOptions } from "../../http/call";
import type { DataImageRequest, FullEcsImageRequest } from "../imageJobs";
import type { Session } from "../keystone/session";

/** One documented sample has a blank before the id (api-huawei-otc §0.3). */
const Accepted = z.looseObject({ job_id: z.string().trim().min(1) });

/** The creates that IMS does by jobs (api-huawei-otc §4.2, §4.3). None may be sent twice. */
export function createImages(caller: Caller, session: Session) {
  return {
    /** C2. */
    createFullEcsImage: (request: FullEcsImageRequest, options?: CallOptions) =>
      post("/v1/cloudimages/wholeimages/action", fullEcsImageBody(request), request.name, options),
    /** C3. */
    createDataImage: (request: DataImageRequest, options?: CallOptions) =>
      post("/v1/cloudimages/dataimages/action", dataImageBody(request), request.name, options),
  };

  async function post(path: string, body: object, name: string, options?: CallOptions) {
    const url = new URL((await session.endpoint("image")) + path);
    const call = { what: `create image "${name}"`, method: "POST", url, body, answer: Accepted } as const;
    const { job_id } = await caller.call(call, options);
    return { jobId: job_id };
  }
}

/** What is undefined is not sent: JSON leaves it out. */
export function fullEcsImageBody(request: FullEcsImageRequest): object {
  return {
    ...common(request),
    ...sourceOf(request.source),
    min_ram: request.minRamMiB,
    max_ram: request.maxRamMiB || undefined, // unset is no limit; no page gives 0 a meaning (§4.1)
  };
}

/** The type of a backup is always sent: its default differs between the clouds (§4.7, §11 no. 25). */
function sourceOf(source: FullEcsImageRequest["source"]): object {
  if ("instanceId" in source) return { instance_id: source.instanceId, vault_id: source.vaultId };
  if ("cbrBackupId" in source) return { backup_id: source.cbrBackupId, whole_image_type: "CBR" };
  return { backup_id: source.csbsBackupId, whole_image_type: "CSBS" };
}

/** The page of OTC does not name the enterprise project; newer ones do, and the clouds that have such projects take it (§4.2). */
export function dataImageBody(request: DataImageRequest): object {
  return {
    ...common(request),
    image_url: `${request.bucket}:${request.object}`,
    min_disk: request.minDiskGiB,
    os_type: request.osType && (request.osType === "linux" ? "Linux" : "Windows"), // EVS has them in lower case (§11 no. 7)
    cmk_id: request.cmkId,
  };
}

/** `image_tags` is the form that needs no separator (§3.3); both forms at once are refused. */
function common({ name, description, tags, enterpriseProjectId }: FullEcsImageRequest | DataImageRequest) {
  return {
    name,
    description,
    image_tags: tags.map(({ key, value }) => ({ key, value })),
    enterprise_project_id: enterpriseProjectId === "" ? "0" : enterpriseProjectId, // either is the default one (§4.1)
  };
}
