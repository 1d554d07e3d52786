import type { Ask } from "../ask";

/** What the requests to Glance share. */
export const long = "a".repeat(256);
export const tags = (count: number) => Array.from({ length: count }, (_, at) => `t${at}`);
export const unknown = "00000000-0000-4000-8000-00000000dead";

export const ask = (what: string, line: string, more: Partial<Ask> = {}): Ask => ({
  what: `Glance: ${what}`,
  line: `glance ${line}`,
  ...more,
});
