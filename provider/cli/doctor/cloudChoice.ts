import type { Sources } from "../../clouds/settings";
import { fromStack, stackValue } from "../../clouds/settings/read/stackConfiguration";
import { variable } from "../../clouds/settings/sources";

/** The rule of clouds/settings/choice.ts, as text. */
export const choiceRule =
  "the argument `cloud` of the resource, else cloudimages:cloud, else OS_CLOUD, else the environment alone (OS_*, HW_*, ZSTACK_*), else stack configuration alone";

/** Says which step of the rule has decided. */
export function whyChosen(asked: string | undefined, sources: Sources): string {
  const ofProvider = sources.provider !== undefined;
  if (asked !== undefined)
    return ofProvider
      ? `images of this provider ask for ${asked} with their argument \`cloud\``
      : `--cloud ${asked}, as a resource would ask for it with its argument \`cloud\``;
  const configured = stackValue("cloud", sources);
  if (configured !== undefined) return `${fromStack("cloud", sources)} says ${configured}`;
  const selected = variable(sources, "OS_CLOUD");
  if (selected !== undefined) return `the environment variable OS_CLOUD says ${selected}`;
  const settings = ofProvider ? "the settings of the provider" : "stack configuration";
  return `nothing names a cloud: the environment alone, else ${settings} alone, would have to describe it`;
}
