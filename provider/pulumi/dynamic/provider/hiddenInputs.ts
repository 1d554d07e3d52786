import type { Call } from "../../../lifecycle/operation/call";
import type { Props } from "../../../lifecycle/state/inputs";
import type { Timeouts } from "../../../resources/resource";

/** What the resource class adds to the user's arguments; the engine hides such keys from diffs. */
export interface HiddenInputs {
  /** None of it reaches a dynamic provider by itself. */
  readonly call: Call;
  /** Names of the arguments that come from a secret. Absent where none does, and in states of before there was such a list. */
  readonly secret: readonly string[] | undefined;
  /** The cloud that the program means; absent in states of before. */
  readonly cloud: unknown;
}

/** The hidden inputs among what the engine passes: inputs, or outputs that have kept them. */
export function hiddenIn({ __urn, __owner, __timeouts, __secret, __cloud }: Props): HiddenInputs {
  const call = {
    urn: typeof __urn === "string" ? __urn : "",
    owner: typeof __owner === "string" ? __owner : "",
    timeouts: (__timeouts ?? {}) as Timeouts,
  };
  return { call, secret: namesIn(__secret), cloud: __cloud };
}

/** The same as outputs, where they are kept because delete and read are given the outputs alone. */
export function hiddenOutputs({ call: { urn, owner, timeouts }, secret, cloud }: HiddenInputs): Props {
  return { __urn: urn, __owner: owner, __timeouts: timeouts, __secret: secret, __cloud: cloud };
}

/** Undefined too for a list that a preview does not know yet. */
function namesIn(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? value.filter((name) => typeof name === "string") : undefined;
}
