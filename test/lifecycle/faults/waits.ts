import type { Subject } from "../harness/subjects";
import type { Fault } from "./everyFault";
import type { ScenarioName } from "./scenarios";

/**
 * Whether a call is part of a wait that has begun: such a wait outlasts failing polls, to its end. After a short one the
 * operation goes on.
 */
export type Patience = "none" | "for what passes" | "endless" | "short";

interface Wait {
  readonly during: readonly ScenarioName[];
  readonly at: RegExp;
  /** From which call of the route on; from the first by default. */
  readonly from?: number;
  readonly madeBy?: Subject["madeBy"];
  readonly patience: Patience;
}

const creates = ["create", "failed create"] as const;
const removals = ["delete", "delete of an unfinished image"] as const;

/** The first that holds decides. */
const waits: readonly Wait[] = [
  // ZStack's changes are jobs, too. A missing permission is reported at once.
  { during: ["create", "resume", "update", "delete"], at: /zstack.showJob/, patience: "for what passes" },
  { during: [...creates, "resume"], at: /ims.showJob/, patience: "endless" },
  { during: creates, at: /glance.showImage/, patience: "endless" },
  { during: creates, at: /ims.listImages|showVolume/, from: 2, madeBy: "export", patience: "endless" },
  { during: ["resume"], at: /showVolume/, patience: "short" }, // whether it is free again
  {
    during: ["delete of an unfinished image"],
    at: /ims.(listTags|deleteImage)/,
    patience: "for what passes",
  },
  {
    during: ["resume", ...removals],
    at: /ims.listImages|glance.showImage|zstack.queryImages|showVolume|ims.showJob/,
    from: 2,
    patience: "endless",
  },
];

export function patienceOf({ madeBy }: Subject, scenario: ScenarioName, fault: Fault): Patience {
  const { route, nth = 1 } = fault;
  const wait = waits.find(
    (one) =>
      one.during.includes(scenario) &&
      one.at.test(route) &&
      nth >= (one.from ?? 1) &&
      madeBy === (one.madeBy ?? madeBy),
  );
  return wait?.patience ?? "none";
}
