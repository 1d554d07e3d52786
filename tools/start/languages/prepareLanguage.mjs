// What an example in another language than TypeScript needs: its host, the plugin, and a copy of the example to change.
import { appendFileSync, cpSync } from "node:fs";
import path from "node:path";
import { ensure } from "../../engine/hosts.mjs";
import { root } from "../../folders.mjs";
import { Problem } from "../../say.mjs";

/** What createStack takes (stack.mjs), besides what it takes for every language. */
export async function prepareLanguage(language, { folder, engine }) {
  const at = {};
  for (const name of language.hosts) {
    const { path: found, reason } = await ensure(name, engine);
    if (reason)
      throw new Problem(
        `Programs in ${language.title} need more than is here: ${reason}.\nInstall Pulumi with all its language hosts (https://www.pulumi.com/docs/install/), or Go, with which they are built here${language.hosts.includes("pythonSdk") ? "; and Python 3.10 or newer with pip" : ""}.`,
      );
    at[name] = found;
  }
  const project = path.join(folder, "project");
  cpSync(path.join(root, language.example), project, { recursive: true });
  const plugin = path.join(root, "provider/plugin"); // as it is delivered (tools/setup.mjs)
  appendFileSync(path.join(project, "Pulumi.yaml"), `packages:\n  cloudimages: ${JSON.stringify(plugin)}\n`);
  const { generators, ...onPath } = at;
  return {
    project,
    path: Object.values(onPath),
    // The generators have the names of the hosts, so they come first only while code is generated.
    generators: generators ? [generators] : [],
    variables: await language.settings({ folder, at }),
  };
}
