import { existsSync } from "node:fs";
import { dirname, join, relative } from "node:path";

const COMMAND = "pulumi-cloud-images";
const FILE = join("node_modules", ".bin", COMMAND);

/**
 * What people type for this package's command in the project: `npx pulumi-cloud-images` where npx finds it. A project in another
 * language than TypeScript has it in a folder of its own (docs/languages.md#policies-orphans-doctor), or where its plugin is.
 * `here`: where this code runs.
 */
export function ownCommand(project = process.cwd(), here = __dirname): string {
  if (foldersFrom(project).some((folder) => existsSync(join(folder, FILE)))) return `npx ${COMMAND}`;
  const ofPlugin = /^(.*?)node_modules[\\/]pulumi-cloud-images[\\/]/.exec(here)?.[1];
  const places = [join(project, "tools"), ...(ofPlugin === undefined ? [] : [ofPlugin])];
  const found = places.map((folder) => join(folder, FILE)).find(existsSync);
  if (found !== undefined) return found.startsWith(project) ? relative(project, found) : found;
  return isOfNode(project) ? `npx ${COMMAND}` : join("tools", FILE);
}

/** How the command gets there, to follow it in a sentence; "" where it is there, or where npm's own words are known. */
export function ifNotInstalled(project = process.cwd(), here = __dirname): string {
  const command = ownCommand(project, here);
  return command.startsWith("npx ") || existsSync(join(project, command)) || existsSync(command)
    ? ""
    : `, which \`npm install --prefix tools ${COMMAND} @pulumi/pulumi\` puts there`;
}

function isOfNode(project: string): boolean {
  return foldersFrom(project).some((folder) => existsSync(join(folder, "package.json")));
}

function foldersFrom(folder: string): string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...foldersFrom(above)];
}
