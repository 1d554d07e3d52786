import type { z } from "zod";
import type { Caller, CallOptions } from "../../../http/call";
import type { ExportRequest, Volume } from "../../cloud";
import {
  ExportAnswer,
  fromVolume,
  VolumeAnswer,
  VolumePage,
  VolumesAnswer,
  WireVolume,
} from "../../glance/volumeAnswers";
import type { Session } from "../../keystone/session";
import type { SourcePages } from "../../sources/sourceLists";
import { sourcePages } from "../../sources/sourcePages";
import { unlessNotFound } from "../../unlessNotFound";

/** The largest page is 1000. */
const PAGE = 500;

/** EVS, the service of volumes, which also exports one to an image. */
export function volumes(caller: Caller, session: Session) {
  return { showVolume, listVolumes, volumePages, exportVolume };

  async function showVolume(id: string, options?: CallOptions): Promise<Volume | undefined> {
    const url = await evs(`/volumes/${encodeURIComponent(id)}`);
    const call = { what: `show volume ${id}`, method: "GET", url, answer: VolumeAnswer } as const;
    const answer = await unlessNotFound(caller.call(call, options));
    return answer === undefined ? undefined : fromVolume(answer);
  }

  async function listVolumes(limit: number, options?: CallOptions): Promise<Volume[]> {
    const url = await evs("/volumes/detail");
    url.searchParams.set("limit", String(limit));
    const call = { what: "list volumes", method: "GET", url, answer: VolumesAnswer } as const;
    return (await caller.call(call, options)).volumes.map((volume) => fromVolume({ volume }));
  }

  /** `GET /v2/{project}/cloudvolumes/detail` (docs/vendors/open-telekom-and-huawei.md#lists-of-sources). */
  function volumePages(options?: CallOptions): SourcePages<Volume> {
    const how = { shape: WireVolume, read: (volume: z.output<typeof WireVolume>) => fromVolume({ volume }) };
    return sourcePages(how, async ({ before }) => {
      const url = await evs("/cloudvolumes/detail");
      url.searchParams.set("limit", String(PAGE));
      url.searchParams.set("offset", String(before));
      const call = { what: "list volumes", method: "GET", url, answer: VolumePage } as const;
      const { volumes, count } = await caller.call(call, options);
      return { items: volumes, total: count };
    });
  }

  /**
   * `os-volume_upload_image`. The formats are always sent: the pages disagree on the default
   * (docs/vendors/open-telekom-and-huawei.md#where-the-pages-disagree).
   */
  async function exportVolume(request: ExportRequest, options?: CallOptions): Promise<{ imageId: string }> {
    const url = await evs(`/volumes/${encodeURIComponent(request.volumeId)}/action`);
    const body = {
      "os-volume_upload_image": {
        image_name: request.imageName,
        force: request.force,
        container_format: request.containerFormat ?? "bare",
        disk_format: request.diskFormat ?? "zvhd2",
        ...(request.osType === undefined ? {} : { __os_type: request.osType }),
      },
    };
    const what = `export volume ${request.volumeId}`;
    const answer = await caller.call({ what, method: "POST", url, body, answer: ExportAnswer }, options);
    return { imageId: answer["os-volume_upload_image"].image_id };
  }

  async function evs(path: string): Promise<URL> {
    return new URL(`${await session.endpoint("volume")}/v2/${await session.projectId()}${path}`);
  }
}
