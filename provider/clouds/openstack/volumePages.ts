import type { z } from "zod";
import type { Caller, CallOptions } from "../../http/call";
import type { Volume } from "../cloud";
import { fromVolume, VolumePage, WireVolume } from "../glance/volumeAnswers";
import type { Session } from "../keystone/session";
import type { SourcePages } from "../sources/sourceLists";
import { sourcePages } from "../sources/sourcePages";

/**
 * The project's volumes (Block Storage API v3, `GET /volumes/detail`). Without a limit a page is as large as the operator allows,
 * and a full one has a link to the next (cinder/api/common.py, `_get_collection_links`); the link itself may name an address that
 * this machine does not reach.
 */
export function volumePages(caller: Caller, session: Session, options?: CallOptions): SourcePages<Volume> {
  const how = { shape: WireVolume, read: (volume: z.output<typeof WireVolume>) => fromVolume({ volume }) };
  return sourcePages(how, async ({ before, last }) => {
    const url = new URL(`${await session.endpoint("volume")}/v3/${await session.projectId()}/volumes/detail`);
    if (last !== undefined) url.searchParams.set("marker", last);
    const call = { what: "list volumes", method: "GET", url, answer: VolumePage } as const;
    const { volumes, volumes_links: links = [] } = await caller.call(call, options);
    return { items: volumes, total: links.length === 0 ? before + volumes.length : undefined };
  });
}
