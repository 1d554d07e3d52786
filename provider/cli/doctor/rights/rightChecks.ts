import { PermissionError } from "../../../http/errors";
import type { CallCloud } from "../../attempt";
import { type Check, failedBy, ok, skipped, untried, warning } from "../check";
import type { ProbeContext } from "./rightProbes";
import { type Right, rights } from "./rights";

/** Checks each right that our operations need. Rights that cannot be checked without a change are reported as untried. */
export async function rightChecks(
  probeContext: ProbeContext,
  services: Readonly<Partial<Record<Right["service"], Check>>>,
  callCloud: CallCloud,
): Promise<Check[]> {
  const checks: Check[] = [];
  for (const right of rights[probeContext.cloud.profile]) {
    const silent = services[right.service]?.verdict === "failed";
    const check = await rightCheck(right, probeContext, silent, callCloud);
    checks.push({ ...check, action: right.action });
  }
  return checks;
}

async function rightCheck(
  { name, service, action, probe, without }: Right,
  probeContext: ProbeContext,
  silent: boolean,
  callCloud: CallCloud,
): Promise<Check> {
  if (probe === undefined) {
    const why =
      without === undefined
        ? "that would change something"
        : `nothing here would show it; without it ${without}`;
    return untried(name, `not tried, for ${why}`);
  }
  if (silent) return skipped(name, `the ${service} service does not answer`);
  const give = `give the user the right to ${name} (${action})`;
  const tried = await callCloud(`tries to ${name}`, () => probe(probeContext));
  if ("error" in tried) {
    const failure = failedBy(name, tried.error);
    const refused = tried.error instanceof PermissionError ? { ...failure, whatToDo: give } : failure;
    if (without === undefined) return refused;
    return { ...refused, verdict: "warning", found: `${failure.found}; without it ${without}` };
  }
  switch (tried.value.state) {
    case "allowed":
      return ok(name, "allowed");
    case "untried":
      return untried(name, `not tried: ${tried.value.why}`);
    case "unclear":
      return warning(name, tried.value.why, `run this again; if it stays so, ${give}`);
  }
}
