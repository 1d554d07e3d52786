import { existsSync, statSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { z } from "zod";
import { ownPackage } from "../../../http/packageFile";
import { snippet } from "../../../http/redact";
import type { CommandContext } from "../../commandContext";
import { pluginInProject, projectFolder } from "../../projectFile";
import { type Check, failed, ok, warning } from "../check";
import { isAtLeast } from "./isAtLeast";

const PLUGIN = "plugin";
const FILE = "pulumi-resource-cloudimages";
/** The endings of programs: on Windows a script has one. */
const ENDINGS = process.platform === "win32" ? [".exe", ".cmd", ".bat"] : [""];

/** What a program in another language than TypeScript and JavaScript needs on this machine: the plugin, and Node.js to run it. */
export async function pluginChecks(context: CommandContext): Promise<Check[]> {
  return [await nodeOnPath(context), await pluginCheck(context)];
}

/** The engine starts the plugin with the `node` of its PATH, which need not be the one that runs this command. */
async function nodeOnPath(context: CommandContext): Promise<Check> {
  const name = "Node.js";
  const result = await context.node(["--version"]);
  const install = "install Node.js 22 or later, and have it on the PATH where Pulumi runs";
  if (result === undefined)
    return failed(name, "there is no `node` on the PATH, which runs the plugin", install);
  const version = result.stdout.trim().replace(/^v/, "");
  if (!result.ok || !/^\d+\.\d+/.test(version))
    return failed(name, "the `node` on the PATH does not tell its version", install);
  return isAtLeast(version, "20.18.1")
    ? ok(name, `version ${version} on the PATH, which runs the plugin`)
    : failed(name, `version ${version} on the PATH, which runs the plugin, is too old`, install);
}

/** Looks for the plugin in the engine's order: what Pulumi.yaml names, the PATH, the newest that is installed. */
async function pluginCheck(context: CommandContext): Promise<Check> {
  return checkInProject(context) ?? checkOnPath(context) ?? (await checkInstalled(context));
}

function checkInProject({ cwd }: CommandContext): Check | undefined {
  const folder = projectFolder(cwd);
  const named = folder === undefined ? undefined : pluginInProject(folder);
  if (folder === undefined || named === undefined) return undefined;
  const place = resolve(folder, named);
  const isThere =
    isFile(place) || ["PulumiPlugin.yaml", ...programs()].some((file) => existsSync(join(place, file)));
  return isThere
    ? ok(PLUGIN, `${place}, as Pulumi.yaml says`)
    : failed(
        PLUGIN,
        `Pulumi.yaml names ${place}, where there is no plugin`,
        "correct its place in Pulumi.yaml",
      );
}

function checkOnPath({ env }: CommandContext): Check | undefined {
  if (env.PULUMI_IGNORE_AMBIENT_PLUGINS !== undefined) return undefined;
  const folders = (env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const file = folders.flatMap((folder) => programs().map((name) => join(folder, name))).find(isFile);
  return file === undefined
    ? undefined
    : ok(PLUGIN, `${file}, on the PATH: it is used whatever is installed`);
}

const Installed = z.array(
  z.looseObject({ name: z.string(), kind: z.string(), version: z.string().nullish() }),
);

async function checkInstalled(context: CommandContext): Promise<Check> {
  const result = await context.pulumi(["plugin", "ls", "--json"]);
  if (result === undefined)
    return failed(PLUGIN, "there is no `pulumi` on the PATH", "install the Pulumi CLI");
  if (!result.ok)
    return failed(PLUGIN, `pulumi plugin ls: ${snippet(result.stderr) || "it failed without a word"}`);
  const versions = versionsIn(result.stdout);
  const { version: own } = ownPackage();
  if (versions === undefined)
    return failed(PLUGIN, "the answer of `pulumi plugin ls` is not the JSON that was expected");
  if (versions.includes(own)) return ok(PLUGIN, `version ${versions.join(", ")} is installed`);
  if (versions.length > 0) {
    const found = `version ${versions.join(", ")} is installed; this command is version ${own}`;
    return warning(PLUGIN, found, install(own));
  }
  return failed(PLUGIN, `it is not installed, and there is no ${FILE} on the PATH`, install(own));
}

function versionsIn(json: string): string[] | undefined {
  try {
    const plugins = Installed.parse(JSON.parse(json));
    return plugins
      .filter(({ name, kind }) => name === "cloudimages" && kind === "resource")
      .map(({ version }) => (version ?? "").replace(/^v/, ""));
  } catch {
    return undefined;
  }
}

function install(version: string): string {
  return `pulumi plugin install resource cloudimages v${version} --file ${FILE}-v${version}-<os>-<arch>.tar.gz, or put ${FILE} on the PATH`;
}

function programs(): string[] {
  return ENDINGS.map((ending) => FILE + ending);
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
