import { z } from "zod";
import type { CallOptions } from "../../http/call";
import { inChunks } from "../../polling/pollInParts";
import { textAt } from "../parseImages";
import type { ZstackCalls } from "./zstackCalls";

/**
 * Both a list and a look at one uuid answer in this shape: what does not exist is an empty list
 * (docs/vendors/zstack.md#queries).
 */
const Inventories = z.looseObject({ inventories: z.array(z.unknown()) });

/** How a value is compared: equal, one of several, SQL's `like`. */
export type Operator = "=" | "?=" | "~=";

/** ZStack finds the operator by looking for it in the whole condition, in this order (RestServer.java QUERY_OP_MAPPING). */
const SEARCHED = ["!=", ">=", "<=", "!?=", "!~=", "~=", "?=", "=", ">", "<"];

/** A `q`; undefined where ZStack would read another one: what is listed must then be compared by the caller. */
export function condition(field: string, operator: Operator, value: string): string | undefined {
  const text = `${field}${operator}${value}`;
  const found = SEARCHED.find((one) => text.includes(one));
  const isRead = found === operator && value !== "" && !value.startsWith(operator);
  return isRead ? text : undefined;
}

/** One page; ZStack's own default is 1000. */
const PAGE = 500;
/** Uuids in one condition: 100 make an address of 3300 characters. */
export const UUIDS = 100;

/** Everything that fits the conditions, page by page. */
export async function listed(
  calls: ZstackCalls,
  asked: {
    readonly what: string;
    readonly path: string;
    readonly conditions: readonly (string | undefined)[];
  },
  options?: CallOptions,
): Promise<unknown[]> {
  const { what, path } = asked;
  const q = asked.conditions.filter((one) => one !== undefined);
  const found = new Map<string, unknown>();
  const nameless: unknown[] = [];
  for (let start = 0; ; start += PAGE) {
    // By uuid: what is made meanwhile then shifts the rest behind the page that comes next, and hides none of it.
    const query = { q, limit: String(PAGE), start: String(start), sort: "+uuid" };
    const { inventories } = await calls.read({ what, path, query, answer: Inventories }, options);
    const before = found.size;
    for (const item of inventories) {
      const uuid = textAt(item, "uuid");
      if (uuid === undefined) nameless.push(item);
      else found.set(uuid, item);
    }
    // A cloud that ignores `start` shows the same page again.
    if (inventories.length < PAGE || found.size === before) return [...found.values(), ...nameless];
  }
}

/** Those of the uuids that exist. */
export async function ofUuids(
  calls: ZstackCalls,
  asked: { readonly what: string; readonly path: string; readonly uuids: readonly string[] },
  options?: CallOptions,
): Promise<unknown[]> {
  const { what, path } = asked;
  const uuids = [...new Set(asked.uuids)].filter((uuid) => /^[\w-]+$/.test(uuid)); // others cannot exist
  const items: unknown[] = [];
  for (const some of inChunks(uuids, UUIDS)) {
    const query = { q: [`uuid?=${some.join(",")}`], limit: String(some.length) };
    items.push(...(await calls.read({ what, path, query, answer: Inventories }, options)).inventories);
  }
  return items;
}
