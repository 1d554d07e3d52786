import { homedir } from "node:os";
import { configurationKeys } from "../../clouds/settings/configurationKeys";
import type { Sources } from "../../clouds/settings/sources";
import { textFile } from "./textFile";

/** Reads one key of the stack's configuration, secrets decrypted. */
export type ReadConfig = (key: string) => string | undefined;

/**
 * The sources of settings of this process: its environment, its folders, and the stack's configuration, or what stands in its place:
 * the settings of an explicit `provider`.
 */
export function configuredSources(read: ReadConfig, provider?: string): Sources {
  const stackConfig = Object.fromEntries(
    configurationKeys.flatMap((key) => {
      const value = read(`cloudimages:${key}`);
      return value === undefined ? [] : [[key, value]];
    }),
  );
  return { ...realSources({ env: process.env, cwd: process.cwd(), home: homedir() }, stackConfig), provider };
}

/** Sources of settings that read real files. `stackConfig` has the keys of the namespace `cloudimages`, without it. */
export function realSources(
  place: Pick<Sources, "env" | "cwd" | "home">,
  stackConfig: Sources["stackConfig"],
): Sources {
  const { env, cwd, home } = place;
  return { env, cwd, home, stackConfig, readFile: textFile };
}
