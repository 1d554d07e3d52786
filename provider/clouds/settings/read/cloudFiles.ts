import { basename, join } from "node:path";
import { remembered } from "../../../http/remembered";
import { InvalidSettingsError } from "../invalidSettingsError";
import { absolute, displayPath, type Sources, variable, visibleVariable } from "../sources";
import { type CloudEntry, mergeEntries, parseEntry } from "./cloudEntry";
import { mappingIn } from "./mappingIn";
import { parseYaml } from "./parseYaml";

/** clouds.yaml and secure.yaml, found and read. */
export interface CloudFiles {
  /** The names of all entries. */
  readonly names: readonly string[];
  /** The files in which entries were looked for, as people write them. */
  readonly searched: readonly string[];
  /** Undefined when no file has the entry. */
  entry(name: string): (CloudEntry & { readonly files: string }) | undefined;
}

interface CloudFile {
  /** Such as `clouds.yaml (~/.config/openstack/clouds.yaml)`. */
  readonly label: string;
  readonly clouds: Readonly<Record<string, unknown>>;
}

/**
 * The first clouds.* that exists, and the first secure.* that exists merged over it, each searched on its own
 * (openstacksdk 4.22.0, openstack/config/loader.py). An existing file ends the search even when it lacks the entry.
 *
 * Two things differ on purpose. openstacksdk skips a file that it cannot parse and a missing OS_CLIENT_CONFIG_FILE, and
 * goes on with the next file, which may give the same name to another cloud: here both are errors.
 */
export function readCloudFiles(sources: Sources): CloudFiles {
  const config = readFirst("clouds", sources);
  const secure = readFirst("secure", sources);
  const files = [config, secure].filter((file) => file !== undefined);
  return {
    names: [...new Set(files.flatMap(({ clouds }) => Object.keys(clouds)))],
    searched:
      config === undefined
        ? candidates("clouds", sources).map((path) => displayPath(path, sources))
        : files.map(({ label }) => label),
    entry: (name) => {
      const containing = files.filter(({ clouds }) => Object.hasOwn(clouds, name));
      if (containing.length === 0) return undefined;
      const entry = containing
        .map(({ clouds, label }) => parseEntry(clouds[name], `The entry "${name}" of ${label}`, label))
        .reduce(mergeEntries);
      return { ...entry, files: containing.map(({ label }) => label).join(" and ") };
    },
  };
}

type Stem = "clouds" | "secure";
const OVERRIDES = { clouds: "OS_CLIENT_CONFIG_FILE", secure: "OS_CLIENT_SECURE_FILE" } as const;

/** Where a file is read from: the path of the one that is there, and the places where it may be, in their order. */
export function cloudFilePlaces(
  stem: Stem,
  sources: Sources,
): { readonly found: string | undefined; readonly places: readonly string[] } {
  const explicit = visibleVariable(sources, OVERRIDES[stem]);
  const places = explicit === undefined ? candidates(stem, sources) : [absolute(explicit, sources)];
  return { found: places.find((path) => sources.readFile(path) !== undefined), places };
}

function readFirst(stem: Stem, sources: Sources): CloudFile | undefined {
  const override = OVERRIDES[stem];
  const explicit = visibleVariable(sources, override);
  if (explicit !== undefined) {
    const path = absolute(explicit, sources);
    const text = sources.readFile(path);
    if (text !== undefined) return parseFile(text, path, sources);
    throw new InvalidSettingsError(
      `${override} names ${displayPath(path, sources)}, which cannot be read. Correct or unset it.`,
    );
  }
  for (const path of candidates(stem, sources)) {
    const text = sources.readFile(path);
    if (text !== undefined) return parseFile(text, path, sources);
  }
  return undefined;
}

/** loader.py CONFIG_SEARCH_PATH: current folder, user's, ~/.config, site's, /etc; in each .yaml, .yml, .json. */
function candidates(stem: Stem, sources: Sources): string[] {
  const mac = sources.platform === "darwin";
  const support = "Library/Application Support";
  // platformdirs `user_config_dir` and `site_config_dir`. openstacksdk joins several XDG_CONFIG_DIRS to one path that
  // cannot exist ("/a/openstack:/b/openstack/clouds.yaml"); here each of them is looked into.
  const user = variable(sources, "XDG_CONFIG_HOME") ?? join(sources.home, mac ? support : ".config");
  const site = variable(sources, "XDG_CONFIG_DIRS")?.split(":") ?? [mac ? `/${support}` : "/etc/xdg"];
  // A snap has a home of its own; the user's is in this variable.
  const home = variable(sources, "SNAP_REAL_HOME") ?? sources.home;
  const folders = [
    sources.cwd,
    ...[user, join(home, ".config"), ...site, "/etc"].map((folder) => join(folder, "openstack")),
  ];
  const paths = folders.flatMap((folder) =>
    [".yaml", ".yml", ".json"].map((suffix) => join(folder, stem + suffix)),
  );
  return [...new Set(paths)];
}

function parseFile(text: string, path: string, sources: Sources): CloudFile {
  const label = `${basename(path)} (${displayPath(path, sources)})`;
  return { label, clouds: cloudsIn(text, label) };
}

const cloudsIn = remembered((text: string, label: string): CloudFile["clouds"] => {
  const content = mappingIn(parseYaml(text, label) ?? {});
  const clouds = content && mappingIn(content.clouds ?? {});
  if (clouds !== undefined) return clouds;
  throw new InvalidSettingsError(
    `${label} must be a mapping with the key "clouds", which maps names to entries.`,
  );
});
