import { z } from "zod";
import { addBackup, type BackupRecord } from "../../cbr/backupRecord";
import { putInto } from "../../cbr/vaultRecord";
import { diskGiB, disksOf } from "../../ecs/serverRecord";
import type { Answer, TokenCall } from "../../http/answer";
import { refuseIms } from "../../http/envelope";
import { planJob } from "../jobs/jobRecord";
import {
  type CommonParts,
  checkedFields,
  commonParts,
  memoryAttributes,
  memoryFields,
  requestObject,
  startJob,
  withCommonFields,
} from "./startJob";
import { usableBackup } from "./usableBackup";
import { usableServer, usableVault } from "./usableServer";

/**
 * `POST /v1/cloudimages/wholeimages/action`: a full-ECS image, of a server or of a backup
 * (docs/vendors/open-telekom-and-huawei.md#full-ecs-image).
 */
export function createFullEcsImage(call: TokenCall): Answer {
  const given = requestObject(call);
  if ("instance_id" in given && "backup_id" in given)
    refuseIms("IMG.0001", "The request message format is invalid: use either instance_id or backup_id.");
  if ("backup_id" in given) return fromBackup(call, given);
  if ("instance_id" in given) return fromServer(call, given);
  return "whole_image_type" in given
    ? refuseIms("IMG.0019", "The backup ID is not specified.")
    : refuseIms("IMG.0012", "The ECS ID is not specified.");
}

/**
 * A backup is made on the way: into the vault by CBR, or by CSBS without one
 * (docs/vendors/open-telekom-and-huawei.md#full-ecs-image).
 */
function fromServer(call: TokenCall, given: Record<string, unknown>): Answer {
  const request = checkedFields(
    given,
    withCommonFields(call, { ...memoryFields, instance_id: z.string(), vault_id: z.string().optional() }),
  );
  const parts = commonParts(call, request);
  const memory = memoryAttributes(request);
  const server = usableServer(call, request.instance_id);
  const vault = usableVault(call, server, request.vault_id);
  const run = planJob(call.world, "imsCreateWholeImageByInstanceJob", server.job);
  const backup = addBackup(call.world, {
    profile: server.profile,
    project: server.projectId,
    kind: vault ? "CBR" : "CSBS",
    name: `${parts.attributes.name}-backup`,
    resourceId: server.id,
    resourceName: server.name,
    resourceSizeGiB: diskGiB(call.world, server.id),
    volumeIds: disksOf(call.world, server.id).map(({ id }) => id),
    vaultId: vault?.id ?? null,
    madeBy: run,
  });
  if (vault) putInto(call.world, vault, server);
  const prepared = whole(call, parts, backup);
  return startJob(
    call,
    { type: "imsCreateWholeImageByInstanceJob", run },
    {
      ...prepared,
      attributes: {
        ...prepared.attributes,
        ...memory,
        __data_origin: `instance,${server.id}`,
        __os_type: server.osType,
      },
    },
  );
}

function fromBackup(call: TokenCall, given: Record<string, unknown>): Answer {
  const request = checkedFields(
    given,
    withCommonFields(call, {
      ...memoryFields,
      backup_id: z.string(),
      whole_image_type: z.string().optional(),
    }),
  );
  const parts = commonParts(call, request);
  const memory = memoryAttributes(request);
  const backup = usableBackup(call, request.backup_id, request.whole_image_type);
  const prepared = whole(call, parts, backup);
  const type = "imsCreateWholeImageByBackupJob";
  return startJob(
    call,
    { type, run: planJob(call.world, type, backup.job) },
    {
      ...prepared,
      attributes: {
        ...prepared.attributes,
        ...memory,
        __data_origin: `server_backup,${backup.id}`,
        __os_type: call.world.servers.get(backup.resourceId)?.osType ?? "Linux",
      },
    },
  );
}

const whole = (call: TokenCall, { attributes, tags }: CommonParts, backup: BackupRecord) => ({
  tags,
  sizeBytes: Math.round(backup.resourceSizeGiB * 2 ** 30 * 0.4),
  attributes: {
    ...attributes,
    min_disk: call.world.volumes.get(backup.volumeIds[0] ?? "")?.sizeGiB ?? 40,
    virtual_env_type: "FusionCompute",
    __whole_image: "true",
    __backup_id: backup.id,
  },
});
