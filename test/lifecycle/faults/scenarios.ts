import type { Settings } from "../../../local-cloud";
import type { Props } from "../../../provider/lifecycle/state/inputs";
import type { Lab } from "../harness/lab";
import type { ProviderProcess } from "../harness/providerProcess";
import { failureOf, type Stack } from "../harness/stack";

export type ScenarioName = keyof typeof scenarios;

export interface Scene {
  readonly lab: Lab;
  readonly stack: Stack;
}

/** An operation during which something fails. */
export interface Scenario {
  /** What has happened before, in another process. */
  readonly before?: (scene: Scene, process: ProviderProcess) => Promise<unknown>;
  readonly run: (scene: Scene, process: ProviderProcess) => Promise<void>;
  readonly settings?: Partial<Settings>;
}

/** A create whose answer is lost is looked for for five minutes. */
const timeouts = { create: "6m", update: "5m", delete: "5m" };

function golden({ lab }: Scene, more?: Props): Props {
  const userTags = lab.subject.madeBy === "template" && { userTags: ["stage:test"] };
  return lab.args({ timeouts, ...userTags, ...more });
}

/** What the next run wants: another name and a tag, and of a template another state. */
export function silver({ lab }: Scene): Props {
  const template = lab.subject.madeBy === "template";
  const labels = template ? { state: "Disabled", userTags: ["team:lab"] } : { tags: { team: "lab" } };
  return lab.args({ timeouts, name: "silver", ...labels });
}

const make = (scene: Scene, process: ProviderProcess, more?: Props): Promise<void> =>
  scene.stack.up(process, golden(scene, more));
const create: Scenario["run"] = (scene, process) => make(scene, process);
const change: Scenario["run"] = (scene, process) => scene.stack.up(process, silver(scene));
const destroy: Scenario["run"] = ({ stack }, process) => stack.destroy(process);
/** Leaves an image in the state that the cloud is still making. */
const timeOut: Scenario["before"] = (scene, process) =>
  failureOf(make(scene, process, { timeouts: { ...timeouts, create: "20s" } }));
const unfinished = { before: timeOut, settings: { exportSeconds: 45 } } as const;

export const scenarios = {
  create: { run: create },
  "failed create": { run: create, settings: { outcome: "killed", jobOutcome: "failed" } },
  resume: { ...unfinished, run: change },
  update: { before: create, run: change },
  refresh: { before: create, run: ({ stack }, process) => stack.refresh(process) },
  delete: { before: create, run: destroy },
  "delete of an unfinished image": { ...unfinished, run: destroy },
  "delete with its backup": {
    before: (scene, process) => make(scene, process, { deleteBackup: true }),
    run: destroy,
  },
  "delete with expunge": {
    before: (scene, process) => make(scene, process, { expunge: true }),
    run: destroy,
  },
} as const satisfies Record<string, Scenario>;

export const scenarioNames = Object.keys(scenarios) as ScenarioName[];
export const isDelete = (scenario: ScenarioName) => scenario.startsWith("delete");
