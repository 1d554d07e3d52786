import type { TokenCall } from "../http/answer";
import { breachOf, type Schema } from "../http/breachOf";
import { refuseGlance } from "../http/envelope";
import { imageSchema } from "./imageSchema";

/** What Glance looks at in new and in changed images alike, in its order and words (test/alike has them from a real one). */

const most = 2 ** 31 - 1;
const mostTags = 128;
const beyondBmp = /[\u{10000}-\u{10ffff}]/u;

export function checkSchema(
  call: TokenCall,
  fields: Record<string, unknown>,
  schema: Schema = imageSchema,
): void {
  const breach = breachOf(schema, fields);
  if (breach) refuseGlance(call, 400, `Provided object does not match schema 'image': ${breach.printed}`);
}

export function checkValues(call: TokenCall, fields: Record<string, unknown>): void {
  for (const name of ["min_ram", "min_disk"]) {
    const value = fields[name];
    if (typeof value !== "number") continue;
    if (value > most) refuseGlance(call, 400, `'${name}' value out of range, must not exceed ${most}.`);
    if (value < 0)
      refuseGlance(call, 400, `Invalid value '${value}' for parameter '${name}': Cannot be a negative value`);
  }
  for (const [name, value] of Object.entries(fields))
    if (typeof value === "string" && beyondBmp.test(value))
      refuseGlance(
        call,
        400,
        `${name.charAt(0).toUpperCase()}${name.slice(1)} can't contain 4 byte unicode characters.`,
      );
  const tags = fields.tags as string[] | undefined;
  const tooMany = tags && tagLimit(new Set(tags).size);
  if (tooMany) refuseGlance(call, 413, tooMany);
  if (fields.visibility === "public" && !call.admin)
    refuseGlance(call, 403, "You are not authorized to complete publicize_image action.");
}

/** Looked at where tags are written, which is last. */
export function checkTags(call: TokenCall, tags: readonly string[]): void {
  if (tags.some((tag) => beyondBmp.test(tag)))
    refuseGlance(call, 400, "Param values can't contain 4 byte unicode.");
}

export const tagLimit = (count: number): string | undefined =>
  count > mostTags
    ? `The limit has been exceeded on the number of allowed image tags. Attempted: ${count}, Maximum: ${mostTags}`
    : undefined;

export const isReserved = (name: string): boolean => name.startsWith("os_glance_");
export const denied = "Access was denied to this resource.";
