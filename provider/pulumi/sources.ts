import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import type { Sources } from "../clouds/settings";
import { fieldNames } from "../clouds/settings/fields";

/** Reads one key of the stack's configuration, secrets decrypted. */
export type ReadConfig = (key: string) => string | undefined;

/** The sources of this process, and what the stack's configuration says. */
export function configuredSources(read: ReadConfig): Sources {
  const keys = ["cloud", "owner", ...fieldNames];
  const stackConfig = Object.fromEntries(
    keys.flatMap((key) => {
      const value = read(`cloudimages:${key}`);
      return value === undefined ? [] : [[key, value]];
    }),
  );
  return realSources({ env: process.env, cwd: process.cwd(), home: homedir() }, stackConfig);
}

/** Where settings come from, with real files; `stackConfig` has the keys of the namespace `cloudimages`. */
export function realSources(
  place: Pick<Sources, "env" | "cwd" | "home">,
  stackConfig: Sources["stackConfig"],
): Sources {
  const { env, cwd, home } = place;
  return { env, cwd, home, stackConfig, readFile: readText };
}

/** A file that may not be read counts as absent, as in openstacksdk. */
function readText(path: string): string | undefined {
  try {
    return existsSync(path) ? readFileSync(path, "utf8") : undefined;
  } catch {
    return undefined;
  }
}
