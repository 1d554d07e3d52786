// The engine's event log: a line of JSON for each event. Lines of its own kind "debug" repeat everything that the program
// registers, secrets included, so they are left out here and nothing else reads the file.
import { existsSync, readFileSync } from "node:fs";

/**
 * Undefined if the log does not show the whole run, from its start to its end: then only the text is to be trusted. An engine that
 * does not begin, as with a locked stack, writes none.
 */
export function readEvents(file) {
  const log = existsSync(file) ? readFileSync(file, "utf8") : "";
  const events = [];
  for (const line of log.split("\n").filter((line) => line !== "")) {
    const event = parsed(line);
    if (event === undefined) return undefined;
    if (event.diagnosticEvent?.severity !== "debug") events.push(event);
  }
  const has = (kind) => events.some((event) => event[kind] !== undefined);
  return has("preludeEvent") && has("summaryEvent") ? events : undefined;
}

function parsed(line) {
  try {
    const event = JSON.parse(line);
    return typeof event === "object" && event !== null ? event : undefined;
  } catch {
    return undefined;
  }
}

/** The steps of a run, in their order, as the engine announces them (`resourcePreEvent`) or ends them (`resOutputsEvent`). */
export const stepsIn = (events, kind) => events.flatMap((event) => event[kind]?.metadata ?? []);

export const nameIn = (urn) => urn.split("::").slice(3).join("::");
export const typeIn = (urn) => urn.split("::")[2]?.split("$").at(-1) ?? "";
