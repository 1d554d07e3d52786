// What a run reports: errors and warnings of the engine, of the program and of the cloud, and what the policies say.
import { adviceFor } from "./advice.mjs";
import { stepsIn } from "./events.mjs";

/** Those that stop a deployment first. `by`: the policy. */
export function findingsIn(events) {
  const created = new Set(
    stepsIn(events, "resourcePreEvent").flatMap(({ op, urn }) => (isCreate(op) ? [urn] : [])),
  );
  const policies = events.flatMap(({ policyEvent: policy }) => (policy ? [violation(policy)] : []));
  const diagnostics = events.flatMap(({ diagnosticEvent: said }) =>
    said && !said.ephemeral && (said.severity === "error" || said.severity === "warning")
      ? [diagnostic(said, created)]
      : [],
  );
  const all = [...diagnostics, ...policies];
  // What follows from what has failed
  const telling = all.filter(
    ({ text }) => !/^(preview|update|refresh) failed$|^expected resource operations/.test(text),
  );
  const isError = ({ isError }) => isError;
  const found = telling.some(isError) || !all.some(isError) ? telling : all;
  return [...found.filter(isError), ...found.filter((one) => !one.isError)];
}

const isCreate = (op) => op === "create" || op === "create-replacement" || op === "replace";

function violation({ resourceUrn, policyName, message, enforcementLevel }) {
  // The rule's own sentence, then what is wrong with this resource.
  const [rule = "", ...wrong] = message.trim().split("\n");
  const text = wrong.length > 0 ? wrong.join("\n") : rule;
  return {
    urn: resourceUrn,
    by: policyName,
    text,
    isError: enforcementLevel === "mandatory",
    level: enforcementLevel,
  };
}

function diagnostic({ urn, message, severity }, created) {
  const { said, advice } = adviceFor(message.trim());
  // The program's preflight does not know what the engine plans for an image whose name is there already.
  const isRefusal = created.has(urn) && said.startsWith("a new image would be refused: ");
  return { urn, text: said, ...(advice && { advice }), isError: severity === "error" || isRefusal };
}

/** By resource: the policies that it violates, those that changed it, and how many it passed. */
export function judgementsIn(events) {
  const judgements = new Map();
  const of = (urn) => {
    const known = judgements.get(urn) ?? { violated: [], remedied: new Set(), passed: 0 };
    judgements.set(urn, known);
    return known;
  };
  for (const { policyEvent, policyRemediationEvent, policyAnalyzeSummaryEvent } of events) {
    if (policyEvent?.resourceUrn) of(policyEvent.resourceUrn).violated.push(violation(policyEvent));
    if (policyRemediationEvent?.resourceUrn)
      of(policyRemediationEvent.resourceUrn).remedied.add(policyRemediationEvent.policyName);
    if (policyAnalyzeSummaryEvent)
      of(policyAnalyzeSummaryEvent.resourceUrn).passed += policyAnalyzeSummaryEvent.passed?.length ?? 0;
  }
  return judgements;
}

/** What to do, for a log that has shown the messages already. */
export const advicesIn = (events) => [
  ...new Set(findingsIn(events).flatMap(({ advice }) => (advice ? [`What to do: ${advice}`] : []))),
];
