import { z } from "zod";
import { disksOf, type ServerRecord, serverOf } from "../../ecs/serverRecord";
import type { Answer, TokenCall } from "../../http/answer";
import { refuseIms } from "../../http/envelope";
import { planJob } from "../jobs/jobRecord";
import { createImageOfFile } from "./createImageOfFile";
import { dataImageOfDisk, diskImageFields } from "./dataImageOfDisk";
import { environment } from "./environment";
import {
  checkedFields,
  checkQuota,
  commonParts,
  type JobImageStart,
  memoryAttributes,
  memoryFields,
  requestObject,
  startJob,
  withCommonFields,
} from "./startJob";
import { diskSize, usableDisk } from "./usableDisk";

/**
 * `POST /v2/cloudimages/action`: four shapes, told apart by what the image is made from
 * (docs/vendors/open-telekom-and-huawei.md#other-image-creates).
 */
export function createImage(call: TokenCall): Answer {
  const given = requestObject(call);
  const sources = ["instance_id", "image_url", "volume_id"].filter((name) => name in given);
  if (sources.length > 1)
    refuseIms("IMG.0001", `The request message format is invalid: use one of ${sources.join(", ")}.`);
  switch (sources[0]) {
    case "image_url":
      return createImageOfFile(call, given);
    case "volume_id":
      return fromDataDisk(call, given);
    default:
      return fromServer(call, given);
  }
}

/** One table of the page: the system disk of a server, its data disks beside it, or data disks alone. */
function fromServer(call: TokenCall, given: Record<string, unknown>): Answer {
  const request = checkedFields(
    given,
    withCommonFields(call, {
      ...memoryFields,
      instance_id: z.string().optional(),
      data_images: z.array(diskImageFields).min(1).optional(),
    }),
  );
  const { instance_id, data_images = [] } = request;
  if (instance_id === undefined && data_images.length === 0)
    refuseIms("IMG.0012", "The ECS ID is not specified.");
  const server = instance_id === undefined ? undefined : stoppedOrRunning(call, instance_id);
  const system = server && systemImage(call, request, server);
  const images = [...(system ? [system] : []), ...data_images.map((one) => dataImageOfDisk(call, one))];
  checkOneServer(call, server, data_images);
  checkQuota(call, images.length);
  const type = data_images.length > 0 ? "imsVolumesToSysDataImagesJob" : "imsCreateImageByInstance";
  const own = server?.job ?? usableDisk(call, data_images[0]?.volume_id ?? "").job;
  const [first, ...others] = images;
  return startJob(call, { type, run: planJob(call.world, type, own) }, first as JobImageStart, ...others);
}

/** IMG.0008 wants a stopped one; the page has no such constraint any more. */
function stoppedOrRunning(call: TokenCall, id: string): ServerRecord {
  const server =
    serverOf(call.world, call.project.id, id) ?? refuseIms("IMG.0005", "The ECS does not exist.");
  if (server.taskState !== null) refuseIms("IMG.0010", "The ECS has in-progress tasks.");
  if (!["ACTIVE", "SHUTOFF"].includes(server.status))
    refuseIms("IMG.0008", "The ECS is not in the stopped state.");
  return server;
}

function systemImage(
  call: TokenCall,
  request: Parameters<typeof commonParts>[1] & Parameters<typeof memoryAttributes>[0],
  server: ServerRecord,
): JobImageStart {
  const parts = commonParts(call, request);
  const disk =
    disksOf(call.world, server.id).find(({ bootable }) => bootable) ??
    refuseIms("IMG.0119", "The ECS has no system disk.");
  return {
    ...parts,
    ...diskSize(disk),
    attributes: {
      ...parts.attributes,
      ...memoryAttributes(request),
      min_disk: disk.sizeGiB,
      __os_type: server.osType,
      virtual_env_type: "FusionCompute",
      __data_origin: `instance,${server.id}`,
    },
  };
}

function checkOneServer(
  call: TokenCall,
  server: ServerRecord | undefined,
  dataImages: readonly { volume_id: string }[],
): void {
  const servers = dataImages.flatMap(({ volume_id }) =>
    usableDisk(call, volume_id).attachments.map(({ server_id }) => server_id),
  );
  if (new Set([...servers, ...(server ? [server.id] : [])]).size > 1)
    refuseIms("IMG.0140", "The disks belong to different ECSs.");
}

/** A system image from a data disk, which the cloud cannot look into (constraints of the page). */
function fromDataDisk(call: TokenCall, given: Record<string, unknown>): Answer {
  const request = checkedFields(
    given,
    withCommonFields(call, {
      ...memoryFields,
      volume_id: z.string(),
      os_version: z.string().optional(),
      type: z.string().optional(),
    }),
  );
  const parts = commonParts(call, request);
  const { os_version } = request;
  if (!os_version) return refuseIms("IMG.0056", "The OS version is invalid.");
  const disk = usableDisk(call, request.volume_id);
  const type = "imsVolumeCreateImageJob";
  const image: JobImageStart = {
    ...parts,
    ...diskSize(disk),
    attributes: {
      ...parts.attributes,
      ...memoryAttributes(request),
      ...environment(request.type),
      min_disk: disk.sizeGiB,
      __os_type: /windows/i.test(os_version) ? "Windows" : "Linux",
      __os_version: os_version,
      __data_origin: `volume,${disk.id}`,
    },
  };
  return startJob(call, { type, run: planJob(call.world, type, disk.job) }, image);
}
