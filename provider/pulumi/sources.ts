import { existsSync, readFileSync } from "node:fs";
import type { Sources } from "../clouds/settings";

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
