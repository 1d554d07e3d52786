import { traits } from "../clouds/profiles/traits";
import type { Profile } from "../clouds/settings";
import type { Issue } from "./issues";

interface GlanceArgs {
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
  readonly minRamMiB?: number | undefined;
  readonly minDiskGiB?: number | undefined;
}

/** What Glance would refuse only after the whole volume was copied, when these arguments are set. */
export function glanceIssues(args: GlanceArgs, profile: Profile | undefined): Issue[] {
  if (profile === undefined || !traits[profile].hasGlance) return [];
  const { name, description, tags = {}, minRamMiB, minDiskGiB } = args;
  return [
    ...textIssues("name", name),
    ...textIssues("description", description),
    ...Object.entries(tags).flatMap(([key, value]) => textIssues(`tags.${key}`, key + value)),
    ...numberIssues("minRamMiB", minRamMiB),
    ...numberIssues("minDiskGiB", minDiskGiB),
  ];
}

/**
 * MySQL's `utf8` has three bytes for a character; Glance refuses longer ones with any database (common/utils.py,
 * no_4byte_params).
 */
function textIssues(property: string, text = ""): Issue[] {
  const [character] = text.match(/[\u{10000}-\u{10FFFF}]/u) ?? [];
  if (character === undefined) return [];
  const code = character.codePointAt(0)?.toString(16).toUpperCase();
  const reason = `Glance takes no character above U+FFFF, as most emoji are; got ${character} (U+${code})`;
  return [{ property, reason }];
}

/** Its database stores integers of four bytes (db/sqlalchemy/api.py, _validate_db_int). */
const MOST = 2 ** 31 - 1;

function numberIssues(property: string, count = 0): Issue[] {
  return count <= MOST ? [] : [{ property, reason: `Glance takes at most ${MOST}; got ${count}` }];
}
