import * as pulumi from "@pulumi/pulumi";
import { isSharedWith, strayConfiguration } from "../../clouds/settings";

const PREFIX = "cloudimages:";

/**
 * `cloudimages:preflght error` would leave the gate off: a key that nobody reads is refused, as a misspelt argument is, and
 * before anything is registered. Only a program can tell: the provider is given values, not the list of keys. So refresh
 * and destroy, which run no program, never refuse for it.
 */
export function refuseStrayConfig(): void {
  if (isSharedWith(pulumi.getProject())) return;
  const stray = strayConfiguration(ownConfig());
  if (stray.length === 0) return;
  throw new pulumi.RunError(
    `the stack's configuration: ${stray.join("; ")} (to correct it: pulumi config set, pulumi config rm)`,
  );
}

function ownConfig(): Record<string, string> {
  const all = Object.entries(pulumi.runtime.allConfig());
  return Object.fromEntries(
    all.flatMap(([key, value]) => (key.startsWith(PREFIX) ? [[key.slice(PREFIX.length), value]] : [])),
  );
}
