import { PermissionError } from "../../http/errors";
import type { Ask } from "../asking";
import { type Check, failedBy, ok, skipped, untried, warning } from "./check";
import type { Lookout } from "./rightLooks";
import { type Right, rights } from "./rights";

/** Each right that our operations need: allowed, refused, or not tried. Nothing is changed for it. */
export async function rightChecks(
  lookout: Lookout,
  services: Readonly<Partial<Record<Right["service"], Check>>>,
  ask: Ask,
): Promise<Check[]> {
  const checks: Check[] = [];
  for (const right of rights[lookout.cloud.profile]) {
    const silent = services[right.service]?.verdict === "failed";
    const check = await rightCheck(right, lookout, silent, ask);
    checks.push({ ...check, action: right.action });
  }
  return checks;
}

async function rightCheck(
  { name, service, action, look, without }: Right,
  lookout: Lookout,
  silent: boolean,
  ask: Ask,
): Promise<Check> {
  if (look === undefined) {
    const why =
      without === undefined
        ? "that would change something"
        : `nothing here would show it; without it ${without}`;
    return untried(name, `not tried, for ${why}`);
  }
  if (silent) return skipped(name, `the ${service} service does not answer`);
  const give = `give the user the right to ${name} (${action})`;
  const looked = await ask(`tries to ${name}`, () => look(lookout));
  if ("error" in looked) {
    const failure = failedBy(name, looked.error);
    const refused = looked.error instanceof PermissionError ? { ...failure, whatToDo: give } : failure;
    if (without === undefined) return refused;
    return { ...refused, verdict: "warning", found: `${failure.found}; without it ${without}` };
  }
  switch (looked.value.state) {
    case "allowed":
      return ok(name, "allowed");
    case "untried":
      return untried(name, `not tried: ${looked.value.why}`);
    case "unclear":
      return warning(name, looked.value.why, `run this again; if it stays so, ${give}`);
  }
}
