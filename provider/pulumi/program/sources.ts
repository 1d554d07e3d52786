import { homedir } from "node:os";
import { configurationKeys, type Sources } from "../../clouds/settings";
import { textFile } from "./textFile";

/** Reads one key of the stack's configuration, secrets decrypted. */
export type ReadConfig = (key: string) => string | undefined;

/** The sources of this process, and what the stack's configuration says. */
export function configuredSources(read: ReadConfig): Sources {
  const stackConfig = Object.fromEntries(
    configurationKeys.flatMap((key) => {
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
  return { env, cwd, home, stackConfig, readFile: textFile };
}
