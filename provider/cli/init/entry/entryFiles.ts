import { accessSync, constants } from "node:fs";
import { dirname, join } from "node:path";
import type { Sources } from "../../../clouds/settings";
import { cloudFilePlaces } from "../../../clouds/settings/read/cloudFiles";
import { displayPath } from "../../../clouds/settings/sources";
import { UsageError } from "../../arguments";
import type { PlannedFile } from "../files/plannedFile";
import type { Interview } from "../interview";
import type { EntryFields } from "./askEntry";
import { entryOf, withEntry } from "./entryText";
import { isSecret } from "./fieldOptions";

/** Whose clouds.yaml: that of the project's folder, or of the user. */
export type Scope = "project" | "user";
const scopes = ["project", "user"] as const;

/** The file that a new entry goes into: the one that is read today, or a new one that will be. */
export async function entryFile(
  scope: string | undefined,
  sources: Sources,
  interview: Interview,
): Promise<string> {
  const { found, places } = cloudFilePlaces("clouds", sources);
  const [own = "", of = ""] = [placeOf("project", places, sources), placeOf("user", places, sources)];
  if (places.length === 1 && places[0] !== undefined) return places[0]; // OS_CLIENT_CONFIG_FILE
  if (found !== undefined && scope === undefined) return isWritable(found) ? found : own;
  const chosen = await interview.choice({
    words: "Where to keep the cloud's entry",
    option: "--clouds-yaml",
    given: scope,
    among: scopes.map((name) => ({
      name,
      about:
        name === "project"
          ? `${show(own, sources)}, for this project`
          : `${show(of, sources)}, for all of yours`,
    })),
    fallback: "project",
  });
  if (chosen === "project") return found !== undefined && dirname(found) === sources.cwd ? found : own;
  if (found === undefined || places.indexOf(found) > places.indexOf(of)) return of;
  if (dirname(found) === dirname(of)) return found;
  throw new UsageError(
    `init: --clouds-yaml user: ${show(of, sources)} would not be read, because ${show(found, sources)} is found first.`,
  );
}

/** The entry, and its secret where secrets are kept: in secure.yaml if there is one. */
export function entryFiles(
  name: string,
  answers: EntryFields,
  path: string,
  sources: Sources,
): readonly PlannedFile[] {
  const secure = cloudFilePlaces("secure", sources).found;
  const apart = secure !== undefined && isWritable(secure);
  const [secrets, others] = [true, false].map((wanted) =>
    Object.fromEntries(Object.entries(answers).filter(([field]) => isSecret(field as never) === wanted)),
  );
  const file = (at: string, fields: EntryFields, what: string): PlannedFile => {
    const before = sources.readFile(at);
    return {
      path: at,
      shown: show(at, sources),
      before,
      after: withEntry(before, name, entryOf(fields), at),
      what,
      secret: true,
    };
  };
  if (!apart)
    return [file(path, answers, `the entry "${name}", readable by you alone${hides(path, sources)}`)];
  return [
    file(path, others ?? {}, `the entry "${name}"${hides(path, sources)}`),
    file(secure, secrets ?? {}, `the secret of the entry "${name}", readable by you alone`),
  ];
}

/** The file of an entry that is used as it is. */
export function keptEntry(name: string, sources: Sources): PlannedFile {
  const path = cloudFilePlaces("clouds", sources).found ?? cloudFilePlaces("secure", sources).found ?? "";
  return {
    path,
    shown: show(path, sources),
    before: sources.readFile(path),
    after: undefined,
    what: `the entry "${name}"`,
  };
}

/** The first file that is found ends the search, so a new one before it hides its entries. */
function hides(path: string, sources: Sources): string {
  const { found } = cloudFilePlaces("clouds", sources);
  return found === undefined || found === path
    ? ""
    : `; in this folder it hides the entries of ${show(found, sources)}`;
}

export function show(path: string, sources: Sources): string {
  return dirname(path) === sources.cwd ? path.slice(sources.cwd.length + 1) : displayPath(path, sources);
}

function placeOf(scope: Scope, places: readonly string[], sources: Sources): string | undefined {
  const yaml = places.filter((path) => path.endsWith(".yaml"));
  const own = join(sources.cwd, "clouds.yaml");
  return scope === "project" ? own : yaml.find((path) => path !== own);
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    accessSync(dirname(path), constants.W_OK); // a draft is put in place there
    return true;
  } catch {
    return false;
  }
}

/** Refuses what no entry can be named. */
export function refuseName(name: string): void {
  if (/^[\w][\w. -]*$/u.test(name) && name !== "envvars") return;
  throw new UsageError(
    `init: --cloud ${name}: an entry is named with letters, digits, and any of . _ - between them; envvars is the environment's.`,
  );
}
