import { z } from "zod";
import { didYouMean, nearest } from "../../clouds/settings";

/**
 * Types of arguments. Each states its rule in one message, whatever is wrong with a value: its type, its size or its form.
 * For a missing value zod's own message is kept, by which inputs.ts recognizes it.
 */
export function messageOf(rule: string) {
  return {
    error: ({ input }: { readonly input?: unknown }) =>
      input === undefined ? undefined : `must be ${rule}; got ${excerpt(input)}`,
  };
}

/** A long text is not repeated: it would hide the rule. */
const LONGEST_EXCERPT = 80;

function excerpt(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (typeof value === "object" && value !== null) return "a map";
  if (typeof value === "string") {
    return value.length > LONGEST_EXCERPT
      ? `a text of ${[...value].length} characters`
      : JSON.stringify(value);
  }
  return typeof value === "boolean" ? "a boolean" : `the number ${value}`;
}

export const text = z.string(messageOf("a text"));

export const flag = z.boolean(messageOf("`true` or `false`, without quotes"));

export function oneOf<const Values extends readonly [string, ...string[]]>(...values: Values) {
  const rule = messageOf(`one of ${values.map((value) => JSON.stringify(value)).join(", ")}`);
  return z.enum(values, {
    error: (issue: { readonly input?: unknown }) => {
      const text = rule.error(issue);
      return text === undefined ? undefined : text + nearValue(issue.input, values);
    },
  });
}

/** `: did you mean "qcow2"?`, to end the message about a value with. */
export function nearValue(value: unknown, values: readonly string[]): string {
  const near = typeof value === "string" ? nearest(value, values).map((one) => JSON.stringify(one)) : [];
  const question = didYouMean(near);
  return question === undefined ? "" : `: ${question}`;
}

/** A text of the form that the rule states. */
export function formed(rule: string, isValid: (value: string) => boolean) {
  return z.string(messageOf(rule)).refine(isValid, messageOf(rule));
}

/** A whole number, such as `whole("MiB", 0)`; the unit stands for what is counted. */
export function whole(unit: string, least: number, most = Number.MAX_SAFE_INTEGER) {
  const range = most === Number.MAX_SAFE_INTEGER ? `${least} or more` : `from ${least} to ${most}`;
  const rule = messageOf(`a whole number of ${unit}, ${range}`);
  const isValid = (value: number) => Number.isSafeInteger(value) && value >= least && value <= most;
  return z.number(rule).refine(isValid, rule);
}

export function listOf<Item extends z.ZodType>(what: string, item: Item, least = 0) {
  const rule = messageOf(`a list of ${what}${least === 0 ? "" : `, ${least} or more`}`);
  return z.array(item, rule).min(least, rule);
}

/** A map with these fields and no others. */
export function parts<Shape extends z.ZodRawShape>(rule: string, shape: Shape) {
  return z.strictObject(shape, messageOf(rule));
}
