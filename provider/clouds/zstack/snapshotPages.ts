import type { CallOptions } from "../../http/call";
import type { SourcePages } from "../sources/sourceLists";
import type { Snapshot } from "../templates";
import { pagesListed } from "./query";
import { snapshotOf, WireSnapshot } from "./sources";
import type { ZstackCalls } from "./zstackCalls";

/** `GET /v1/volume-snapshots`: those of the account (docs/vendors/zstack.md#snapshots-and-backup-storage). */
export async function* snapshotPages(calls: ZstackCalls, options?: CallOptions): SourcePages<Snapshot> {
  const list = { what: "list volume snapshots", path: "/volume-snapshots", conditions: [] };
  for await (const page of pagesListed(calls, list, options)) {
    const parsed = page.map((item) => WireSnapshot.safeParse(item));
    const items = parsed.flatMap(({ data }) => (data === undefined ? [] : [snapshotOf(data)]));
    yield { items, unreadable: page.length - items.length };
  }
}
