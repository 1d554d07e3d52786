const operators: Record<string, (left: number, right: number) => boolean> = {
  gt: (left, right) => left > right,
  gte: (left, right) => left >= right,
  lt: (left, right) => left < right,
  lte: (left, right) => left <= right,
  eq: (left, right) => left === right,
  neq: (left, right) => left !== right,
};

/** `gt:2026-11-01T00:00:00Z`, of IMS and Glance alike; without an operator it means equal. `undefined`: not such a text. */
export function timeMatches(text: string): ((time: string) => boolean) | undefined {
  const [, operator = "eq", time = ""] = /^(?:([a-z]+):)?(\d{4}-\d\d-\d\d.*)$/.exec(text) ?? [];
  const compare = operators[operator];
  const limit = Date.parse(/Z|[+-]\d\d:?\d\d$/.test(time) ? time : `${time.replace(" ", "T")}Z`);
  if (!compare || Number.isNaN(limit)) return undefined;
  return (value) => compare(Date.parse(value), limit);
}
