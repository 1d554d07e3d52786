import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { CloudError } from "../../http/errors";
import { configuredOwner, pluginOwner } from "../program/stackOwner";

/**
 * The owner in the marks of a plugin's images. The engine tells a plugin the project and the stack, in a URN, and never the
 * organization. On a backend that a team runs by itself that makes no difference: there the owner is that of the dynamic form.
 * On Pulumi Cloud the salt of the stack's file tells organizations apart; where it has none, only a setting can.
 *
 * @throws CloudError where nothing does: two organizations would have the same marks, and might adopt each other's images.
 */
export function ownerOf(urn: string, configured: string | undefined, folder: string): string {
  if (configured !== undefined) return configuredOwner(configured);
  const [start = "", project = ""] = urn.split("::");
  const stack = start.slice("urn:pulumi:".length);
  const owner = pluginOwner({ project, stack }, folderOfProject(folder));
  if (owner !== undefined) return owner;
  throw new CloudError("whose images these are cannot be told", {
    outcome: "not-sent",
    hint: `the file of stack ${stack} has no salt and no key for secrets, as with Pulumi Cloud's own encryption or where the file is not in the project's folder, and a plugin does not learn the organization. Name an owner that no other stack has: \`pulumi config set cloudimages:owner <organization>/${project}/${stack}\``,
  });
}

/** Where the engine has started the plugin is the project's folder, or what `main` names below it. */
function folderOfProject(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (["yaml", "yml", "json"].some((kind) => existsSync(join(folder, `Pulumi.${kind}`)))) return folder;
    if (dirname(folder) === folder) return start;
  }
}
