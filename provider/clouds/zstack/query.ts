import { z } from "zod";
import type { CallOptions } from "../../http/call";
import { inChunks } from "../../polling/pollInParts";
import { textAt } from "../parseImages";
import type { ZstackCalls } from "./zstackCalls";

/** The answer to a list, and to a read of one uuid: what does not exist is an empty list (docs/vendors/zstack.md#queries). */
const Inventories = z.looseObject({ inventories: z.array(z.unknown()) });

/** How a value is compared: equal, one of several, SQL's `like`. */
export type Operator = "=" | "?=" | "~=";

/** ZStack finds the operator by looking for it in the whole condition, in this order (RestServer.java QUERY_OP_MAPPING). */
const SEARCHED = ["!=", ">=", "<=", "!?=", "!~=", "~=", "?=", "=", ">", "<"];

/** A condition for `q`; undefined if ZStack would read it differently: the caller then has to compare what is listed. */
export function condition(field: string, operator: Operator, value: string): string | undefined {
  const text = `${field}${operator}${value}`;
  const operatorRead = SEARCHED.find((operator) => text.includes(operator));
  const isRead = operatorRead === operator && value !== "" && !value.startsWith(operator);
  return isRead ? text : undefined;
}

/** One page; ZStack's own default is 1000. */
const PAGE = 500;
/** Uuids in one condition: 100 make an address of 3300 characters. */
export const UUIDS_PER_CALL = 100;

interface ListCall {
  readonly what: string;
  readonly path: string;
  readonly conditions: readonly (string | undefined)[];
}

/** Everything that fits the conditions. */
export async function listed(calls: ZstackCalls, list: ListCall, options?: CallOptions): Promise<unknown[]> {
  const items: unknown[] = [];
  for await (const page of pagesListed(calls, list, options)) items.push(...page);
  return items;
}

/** The same, page by page. */
export async function* pagesListed(
  calls: ZstackCalls,
  { what, path, conditions }: ListCall,
  options?: CallOptions,
): AsyncGenerator<readonly unknown[]> {
  const q = conditions.filter((text) => text !== undefined);
  const seen = new Set<string>();
  for (let start = 0; ; start += PAGE) {
    // Sorted by uuid: objects created in the meantime move others to a later page, and hide none.
    const query = { q, limit: String(PAGE), start: String(start), sort: "+uuid" };
    const { inventories } = await calls.read({ what, path, query, answer: Inventories }, options);
    const before = seen.size;
    yield inventories.filter((item) => {
      const uuid = textAt(item, "uuid");
      return uuid === undefined || (!seen.has(uuid) && seen.add(uuid));
    });
    // A cloud that ignores `start` shows the same page again.
    if (inventories.length < PAGE || seen.size === before) return;
  }
}

/** Those of the uuids that exist. */
export async function ofUuids(
  calls: ZstackCalls,
  list: { readonly what: string; readonly path: string; readonly uuids: readonly string[] },
  options?: CallOptions,
): Promise<unknown[]> {
  const { what, path } = list;
  const uuids = [...new Set(list.uuids)].filter((uuid) => /^[\w-]+$/.test(uuid)); // others cannot exist
  const items: unknown[] = [];
  for (const chunk of inChunks(uuids, UUIDS_PER_CALL)) {
    const query = { q: [`uuid?=${chunk.join(",")}`], limit: String(chunk.length) };
    items.push(...(await calls.read({ what, path, query, answer: Inventories }, options)).inventories);
  }
  return items;
}
