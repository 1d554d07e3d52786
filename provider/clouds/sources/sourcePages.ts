import type { z } from "zod";
import { textAt } from "../parseImages";
import type { SourcePages } from "./sourceLists";

/** How far a list has been read. */
export interface Position {
  /** From 1 on. */
  readonly page: number;
  /** How many entries came before. */
  readonly before: number;
  /** The id of the last of them. */
  readonly last: string | undefined;
}

export interface AskedPage {
  readonly items: readonly unknown[];
  /** How many there are in all, if the cloud says so. */
  readonly total?: number | undefined;
}

/**
 * Reads a list to its end: until as many have come as the cloud says there are, or a page brings nothing new. A short page is no
 * end, for a cloud may allow fewer entries in one than are asked for; and one that ignores where a page begins shows the same again.
 */
export async function* sourcePages<Wire, Item>(
  how: {
    readonly shape: z.ZodType<Wire>;
    readonly read: (wire: Wire) => Item;
    /** What tells entries apart. Default: the field `id`. */
    readonly idOf?: (item: unknown) => string | undefined;
  },
  ask: (at: Position) => Promise<AskedPage>,
): SourcePages<Item> {
  const { shape, read, idOf = (item: unknown) => textAt(item, "id") } = how;
  const seen = new Set<string>();
  let before = 0;
  let last: string | undefined;
  for (let page = 1; ; page += 1) {
    const { items, total } = await ask({ page, before, last });
    const fresh = items.filter((item) => !seen.has(idOf(item) ?? ""));
    const parsed = fresh.map((item) => shape.safeParse(item));
    const readable = parsed.flatMap(({ data }) => (data === undefined ? [] : [read(data)]));
    if (fresh.length > 0) yield { items: readable, unreadable: fresh.length - readable.length };
    const ids = fresh.flatMap((item) => idOf(item) ?? []);
    for (const id of ids) seen.add(id);
    before += items.length;
    if (ids.length === 0 || (total !== undefined && before >= total)) return;
    last = ids.at(-1);
  }
}
