import { setFlagsFromString } from "node:v8";

/** The last Node.js with which ours were tried: V8 complains on stderr of a flag that it does not know. */
const LAST_TRIED = 26;

/**
 * Sets flags of V8 for the whole process. What they are for can do without them: a Node.js of the future goes without, and so does
 * Bun, which calls itself a Node.js but has no V8.
 */
export function setV8Flags(flags: string): void {
  if (Number.parseInt(process.versions.node, 10) > LAST_TRIED || process.versions.bun !== undefined) return;
  setFlagsFromString(flags);
}
