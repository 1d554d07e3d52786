// node deploy/rest.mjs wanted EVENTS: whether the engine has refused because the approved plan does not fit what it finds (exit code 0).
// node deploy/rest.mjs PLAN NOW EVENTS REST: writes REST, what is left of PLAN; NOW and EVENTS are of a preview of this moment.
import { readFileSync, writeFileSync } from "node:fs";
import { readEvents, stepsIn } from "../summary/events.mjs";
import { restOfPlan } from "./restOfPlan.mjs";

const [plan, now, log, rest] = process.argv.slice(2);
const json = (file) => JSON.parse(readFileSync(file, "utf8"));

if (plan === "wanted") {
  const events = readEvents(now) ?? [];
  const violation = /is not allowed by the plan|violates plan|expected resource operations for/;
  const isRefused = events.some(({ diagnosticEvent }) => violation.test(diagnosticEvent?.message ?? ""));
  // An operation that has failed or timed out in this very run ends the job: it was tried as the plan says.
  process.exit(isRefused && !events.some((event) => event.resOpFailedEvent) ? 0 : 1);
}

const steps = stepsIn(readEvents(log) ?? [], "resourcePreEvent");
const unfinished = new Set(steps.filter(({ old }) => old?.initErrors?.length > 0).map(({ urn }) => urn));
const left = restOfPlan(json(plan), json(now), unfinished);
if (left.refusals.length > 0) {
  console.log(`More is to be done than what is left of the approved plan:\n${left.refusals.join("\n")}`);
  process.exit(1);
}
console.log(
  "Nothing is to be done but the rest of the approved plan, which an earlier run has begun: going on with it.",
);
for (const urn of unfinished) console.log(`- unfinished: ${urn}`);
writeFileSync(rest, JSON.stringify(left.plan), { mode: 0o600 });
