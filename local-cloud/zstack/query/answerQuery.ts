import type { Answer, Call } from "../../http/answer";
import type { World } from "../../world/world";
import { failWith } from "../api/errorCode";
import { gson, refuseText } from "../api/zstackEnvelope";
import type { Caller } from "../identity/caller";
import { type Condition, condition, fits, type Scalar } from "./condition";

/** Something that can be queried (docs/vendors/zstack.md#queries). */
export interface Queryable<Row> {
  /** For the `schema` that every query answers. */
  readonly className: string;
  /** Java classes of what stands in lists inside of an inventory. */
  readonly inner?: Readonly<Record<string, string>>;
  /** What the caller may see. */
  rows(world: World, caller: Caller): Row[];
  inventory(world: World, row: Row): object;
  /** What can be asked for; several values where a list or another table is meant: one of them must fit. */
  readonly columns: Readonly<Record<string, (row: Row, world: World) => Scalar | readonly Scalar[]>>;
}

interface Query {
  readonly conditions: readonly Condition[];
  readonly limit: number;
  readonly start: number;
  readonly count: boolean;
  readonly replyWithCount: boolean;
  readonly sort: { readonly column: string; readonly descending: boolean } | undefined;
  readonly fields: readonly string[] | undefined;
}

/** The parameters are read before the session is looked at, and again only one value of each but `q` counts. */
export function parseQuery({ query, params }: Call): Query {
  // By uuid, everything else is ignored.
  const byUuid =
    params.uuid === undefined ? undefined : { name: "uuid", operator: "=" as const, value: params.uuid };
  const one = (name: string): string | undefined => (byUuid ? undefined : query.get(name)?.trim());
  const sort = one("sort");
  return {
    conditions: byUuid ? [byUuid] : query.getAll("q").map(condition),
    limit: integer("limit", one("limit") ?? "1000"),
    start: integer("start", one("start") ?? "0"),
    count: one("count") === "true",
    replyWithCount: one("replyWithCount") === "true",
    sort:
      sort === undefined
        ? undefined
        : { column: sort.replace(/^[+-]+/, ""), descending: sort.startsWith("-") },
    fields: one("fields")
      ?.split(",")
      .map((name) => name.trim()),
  };
}

const integer = (name: string, text: string): number =>
  /^[+-]?\d+$/.test(text)
    ? Number(text)
    : refuseText(400, `Invalid query parameter. '${name}' must be an integer`);

export function answerQuery<Row>(world: World, caller: Caller, query: Query, kind: Queryable<Row>): Answer {
  const found = kind
    .rows(world, caller)
    .filter((row) => query.conditions.every((one) => rowFits(world, row, one, kind)));
  if (query.count) return gson(200, { total: found.length, schema: {} });
  const { sort } = query;
  if (sort)
    found.sort(
      (a, b) =>
        order(value(world, a, sort.column, kind), value(world, b, sort.column, kind)) *
        (sort.descending ? -1 : 1),
    );
  for (const name of query.fields ?? []) column(name, kind);
  const inventories = found
    .slice(query.start, query.start + query.limit)
    .map((row) => chosen(kind.inventory(world, row), query.fields));
  return gson(200, {
    inventories,
    ...(query.replyWithCount ? { total: found.length } : {}),
    schema: schema(inventories, kind),
  });
}

/** The error of an unknown field is SYS.1000 or SYS.1007 (docs/vendors/zstack.md#queries). */
function column<Row>(name: string, kind: Queryable<Row>): Queryable<Row>["columns"][string] {
  const found = Object.hasOwn(kind.columns, name) ? kind.columns[name] : undefined;
  return (
    found ??
    failWith(
      "SYS.1007",
      `condition name[${name}] is invalid, no such field on inventory class[${kind.className}]`,
    )
  );
}

function value<Row>(world: World, row: Row, name: string, kind: Queryable<Row>): Scalar {
  const found = column(name, kind)(row, world);
  return (Array.isArray(found) ? (found[0] ?? null) : found) as Scalar;
}

function rowFits<Row>(world: World, row: Row, wanted: Condition, kind: Queryable<Row>): boolean {
  const found = column(wanted.name, kind)(row, world);
  if (!Array.isArray(found)) return fits(wanted, found as Scalar);
  return found.length === 0 ? fits(wanted, null) : found.some((one: Scalar) => fits(wanted, one));
}

function order(a: Scalar, b: Scalar): number {
  if (a === null || b === null) return Number(b === null) - Number(a === null);
  return a < b ? -1 : Number(a > b);
}

const chosen = (inventory: object, fields: readonly string[] | undefined): object =>
  fields
    ? Object.fromEntries(Object.entries(inventory).filter(([name]) => fields.includes(name)))
    : inventory;

/** Where which Java class stands. */
function schema<Row>(inventories: readonly object[], { className, inner }: Queryable<Row>): object {
  const paths: Record<string, string> = {};
  for (const [place, inventory] of inventories.entries()) {
    paths[`inventories[${place}]`] = className;
    for (const [name, innerClass] of Object.entries(inner ?? {}))
      for (const at of (((inventory as Record<string, unknown>)[name] as unknown[] | undefined) ?? []).keys())
        paths[`inventories[${place}].${name}[${at}]`] = innerClass;
  }
  return paths;
}
