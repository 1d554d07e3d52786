import type { Sources } from "../../clouds/settings";
import { stackValue } from "../../clouds/settings/read/stackConfiguration";
import { variable } from "../../clouds/settings/sources";

/** The rule of clouds/settings/choice.ts, as text. */
export const choiceRule =
  "the argument `cloud` of the resource, else cloudimages:cloud, else OS_CLOUD, else the environment alone (OS_*, HW_*, ZSTACK_*), else stack configuration alone";

/** Says which step of the rule has decided. */
export function whyChosen(asked: string | undefined, sources: Sources): string {
  if (asked !== undefined)
    return `--cloud ${asked}, as a resource would ask for it with its argument \`cloud\``;
  const configured = stackValue("cloud", sources);
  if (configured !== undefined) return `stack configuration cloudimages:cloud says ${configured}`;
  const selected = variable(sources, "OS_CLOUD");
  if (selected !== undefined) return `the environment variable OS_CLOUD says ${selected}`;
  return "nothing names a cloud: the environment alone, else stack configuration alone, would have to describe it";
}
