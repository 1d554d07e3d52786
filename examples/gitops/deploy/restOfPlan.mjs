// What is left of an approved plan after a run that has done a part of it.

/**
 * The plan for the next run: the approved one, in which only the steps are those that are left. What each resource is to become
 * stays as approved, and the engine holds the program to it. `refusals` says what would be done beyond the approved plan.
 * `now`: the plan of a preview of this moment. `unfinished`: the resources whose last operation the state knows as failed.
 */
export function restOfPlan(approved, now, unfinished) {
  const plans = {};
  const refusals = [];
  for (const [urn, { steps: left = [] }] of Object.entries(now.resourcePlans)) {
    const plan = approved.resourcePlans[urn];
    const doing = left.filter((step) => step !== "same" && step !== "refresh");
    if (isRest(plan?.steps ?? [], doing, unfinished.has(urn))) {
      if (plan !== undefined) plans[urn] = { ...plan, steps: left };
    } else refusals.push(`${urn}: ${doing.join(", ")}; approved: ${plan?.steps.join(", ") ?? "nothing"}`);
  }
  const hasChanged = Object.entries(plans).some(
    ([urn, { steps }]) => `${steps}` !== `${approved.resourcePlans[urn].steps}`,
  );
  if (refusals.length === 0 && !hasChanged)
    refusals.push("the steps are those of the plan, but not what they lead to");
  return { plan: { ...approved, resourcePlans: plans }, refusals };
}

const making = ["create", "create-replacement", "import", "import-replacement", "update"];

function isRest(approved, doing, isUnfinished) {
  if (`${approved}` === `${doing}`) return true;
  // To go on with what an approved step has begun is an update.
  const goesOn = doing[0] === "update" && isUnfinished && approved.some((step) => making.includes(step));
  const rest = goesOn ? doing.slice(1) : doing;
  const deletes = (steps) => steps.filter((step) => step === "delete-replaced").length;
  return deletes(rest) === rest.length && rest.length <= deletes(approved);
}
