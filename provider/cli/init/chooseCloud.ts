import { isMap } from "yaml";
import { type Profile, profileOf, type Sources } from "../../clouds/settings";
import type { fields } from "../../clouds/settings/fields";
import { cloudFilePlaces, readCloudFiles } from "../../clouds/settings/read/cloudFiles";
import { CloudError } from "../../http/errors";
import { UsageError } from "../arguments";
import type { EntryFields } from "./entry/askEntry";
import { optionOf } from "./entry/fieldOptions";
import type { InitRequest } from "./initRequest";
import type { Interview } from "./interview";
import { projectDocument } from "./project/existingProject";

/** The entry of clouds.yaml that the project uses, and whether it is there already. */
export interface ChosenCloud {
  readonly name: string;
  readonly exists: boolean;
}

/** An entry that is there is used as it is; nothing is ever written over it. */
export async function chooseCloud(
  request: Pick<InitRequest, "cloud" | "fields">,
  profile: Profile,
  ofProject: string | undefined,
  sources: Sources,
  interview: Interview,
): Promise<ChosenCloud> {
  const names = entryNames(sources);
  const alike = names.filter((name) => profileOfEntry(name, sources) === profile);
  const selected = [ofProject, profile, sources.env.OS_CLOUD].find((name) => alike.includes(name ?? ""));
  const name =
    request.cloud ??
    ofProject ??
    (alike.length === 0 ? profile : await amongThose(alike, selected, profile, interview));
  if (!names.includes(name)) return { name, exists: false };
  const other = profileOfEntry(name, sources);
  if (other !== profile)
    throw new UsageError(
      `init: the entry "${name}" of clouds.yaml is ${other === undefined ? "not usable" : `one of ${other}`}, not of ${profile}. Nothing is written over it: name another one with --cloud.`,
    );
  refuseOthers(name, request.fields, sources);
  return { name, exists: true };
}

async function amongThose(
  alike: readonly string[],
  selected: string | undefined,
  profile: Profile,
  interview: Interview,
): Promise<string> {
  const fresh = alike.includes(profile) ? undefined : profile;
  const chosen = await interview.choice({
    words: "Which entry of clouds.yaml",
    option: "--cloud",
    among: [
      ...alike.map((name) => ({ name, about: "is there" })),
      ...(fresh === undefined ? [] : [{ name: fresh, about: "a new one" }]),
    ],
    fallback: selected ?? fresh,
  });
  return chosen ?? profile;
}

/** What the options say must not be lost without a word. */
function refuseOthers(name: string, given: EntryFields, sources: Sources): void {
  const entry = readCloudFiles(sources).entry(name);
  const others = Object.entries(given).filter(
    ([field, value]) => entry?.layer[field as keyof EntryFields]?.value !== value,
  );
  if (others.length === 0 || entry === undefined) return;
  const list = others.map(([field]) => optionOf(field as keyof typeof fields)).join(", ");
  throw new UsageError(
    `init: the entry "${name}" of ${entry.files} does not say what ${list} ${others.length === 1 ? "says" : "say"}. Nothing is written over it: change it by hand, name another one with --cloud, or leave the options out.`,
  );
}

function entryNames(sources: Sources): readonly string[] {
  return cloudFilePlaces("clouds", sources).found === undefined &&
    cloudFilePlaces("secure", sources).found === undefined
    ? []
    : readCloudFiles(sources).names;
}

function profileOfEntry(name: string, sources: Sources): Profile | undefined {
  try {
    return profileOf(name, sources);
  } catch (error) {
    if (error instanceof CloudError) return undefined;
    throw error;
  }
}

/** The cloud that an existing Pulumi.yaml names for all its stacks. */
export function cloudOfProject(pulumiYaml: string | undefined): string | undefined {
  const config = pulumiYaml === undefined ? undefined : projectDocument(pulumiYaml).get("config", true);
  if (!isMap(config)) return undefined;
  const set = config.getIn(["cloudimages:cloud", "value"]) ?? config.get("cloudimages:cloud");
  return typeof set === "string" ? set : undefined;
}
