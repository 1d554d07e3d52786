import { refuseText } from "../api/zstackEnvelope";

/** One `q` (docs/vendors/zstack.md#queries; RestServer `handleQueryApi`). */
export interface Condition {
  readonly name: string;
  readonly operator: Operator;
  readonly value: string;
}

/** In the order in which they are looked for: the first that occurs anywhere in the text is taken. */
const operators = ["!=", ">=", "<=", "!?=", "!~=", "~=", "?=", "=", ">", "<", "is null", "not null"] as const;
export type Operator = (typeof operators)[number];

export function condition(text: string): Condition {
  const operator = operators.find((one) => text.includes(one));
  if (operator === undefined)
    return refuseText(
      400,
      `Invalid query parameter. The '${text}' in the parameter[q] doesn't contain any query operator. Valid query operators are [${operators.join(", ")}]`,
    );
  const at = text.indexOf(operator);
  const name = text.slice(0, at).trim();
  if (operator === "is null" || operator === "not null") return { name, operator, value: "" };
  // splitByWholeSeparator: a separator in front is no separator, one that follows at once is skipped.
  let value = text.slice(at + operator.length);
  while (value.startsWith(operator)) value = value.slice(operator.length);
  if (name === "")
    refuseText(
      400,
      `Invalid query parameter. The '${text}' in parameter[q] is not a key-value pair split by ${operator}`,
    );
  return { name, operator, value };
}

export type Scalar = string | number | boolean | null;

/** As in SQL, what is null fits no comparison, not even an unequal one. */
export function fits({ operator, value }: Condition, actual: Scalar): boolean {
  if (operator === "is null") return actual === null;
  if (actual === null) return false;
  switch (operator) {
    case "not null":
      return true;
    case "=":
      return compare(actual, value) === 0;
    case "!=":
      return compare(actual, value) !== 0;
    case ">":
      return compare(actual, value) > 0;
    case ">=":
      return compare(actual, value) >= 0;
    case "<":
      return compare(actual, value) < 0;
    case "<=":
      return compare(actual, value) <= 0;
    case "?=":
      return value.split(",").some((one) => compare(actual, one) === 0);
    case "!?=":
      return value.split(",").every((one) => compare(actual, one) !== 0);
    case "~=":
      return like(value).test(String(actual));
    case "!~=":
      return !like(value).test(String(actual));
  }
}

function compare(actual: string | number | boolean, value: string): number {
  if (typeof actual === "number") return actual - Number(value);
  const text = String(actual);
  return text < value ? -1 : Number(text > value);
}

const like = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
      .replaceAll("%", ".*")
      .replaceAll("_", ".")}$`,
    "s",
  );
