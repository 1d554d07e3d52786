import * as pulumi from "@pulumi/pulumi";
import { isSharedWith, strayConfiguration } from "../../clouds/settings/configurationKeys";
import { userError } from "./userError";

const PREFIX = "cloudimages:";

/**
 * Refuses configuration keys that nobody reads, before anything is registered: with `cloudimages:preflght error` the
 * preflight would silently stay off. Only the program can do this, because the provider gets single values and not the list
 * of keys. So refresh and destroy, which run no program, never refuse.
 */
export function refuseStrayConfig(): void {
  if (isSharedWith(pulumi.getProject())) return;
  const stray = strayConfiguration(ownConfig());
  if (stray.length === 0) return;
  throw userError(
    `the stack's configuration: ${stray.join("; ")} (to correct it: pulumi config set, pulumi config rm)`,
  );
}

function ownConfig(): Record<string, string> {
  const all = Object.entries(pulumi.runtime.allConfig());
  return Object.fromEntries(
    all.flatMap(([key, value]) => (key.startsWith(PREFIX) ? [[key.slice(PREFIX.length), value]] : [])),
  );
}
