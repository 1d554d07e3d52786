import { realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { installWords } from "../../../http/installWords";
import { ownCommand } from "../../../http/ownCommand";
import { ownPackage, readPackage } from "../../../http/packageFile";
import { HANDLERS } from "../../../pulumi/dynamic/literal";
import type { CommandContext } from "../../commandContext";
import { projectFolder } from "../../projectFile";
import { type Check, failed, ok, skipped, warning } from "../check";
import { isAtLeast } from "./isAtLeast";

const PACKAGE = "package";
const SDK = "Pulumi SDK";

/**
 * Checks whether a provider process, started in the current folder, finds this package, and whether program and package
 * share one SDK.
 */
export function packageChecks(context: CommandContext): Check[] {
  return [nodeCheck(context.nodeVersion), ...installationChecks(context.cwd)];
}

/** Pulumi's SDK declares Node 22 and later. Undici 7 needs 20.18.1. */
export function nodeCheck(version: string): Check {
  const name = "Node.js";
  if (!isAtLeast(version, "20.18.1"))
    return failed(name, `version ${version} is too old`, "install Node.js 22 or later");
  if (isAtLeast(version, "22.0.0")) return ok(name, `version ${version}`);
  return warning(
    name,
    `version ${version} works, but Pulumi's SDK asks for 22 or later`,
    "install Node.js 22 or later",
  );
}

function installationChecks(folder: string): Check[] {
  const fromProject = createRequire(join(folder, "program.js"));
  try {
    fromProject.resolve(HANDLERS);
  } catch {
    const inProject = projectFolder(folder) !== undefined;
    const what = `pulumi-cloud-images cannot be loaded from ${folder}`;
    if (!inProject) return [skipped(PACKAGE, `${what}; it is in no Pulumi project`)];
    return [
      failed(
        PACKAGE,
        what,
        `install it there as a direct dependency: ${installWords(folder, "pulumi-cloud-images")}`,
      ),
    ];
  }
  // Node resolves links before it looks for the SDK, so this does too.
  const file = realpathSync(fromProject.resolve("pulumi-cloud-images/package.json"));
  return [packageCheck(fromProject, file), sdkCheck(fromProject, createRequire(file))];
}

/**
 * The text in users' states calls a handler by its name (pulumi/dynamic/literal.ts), so the handlers are loaded here as
 * they would be there.
 */
function packageCheck(fromProject: NodeJS.Require, file: string): Check {
  const { version } = readPackage(file);
  const what = `version ${version} at ${dirname(file)}`;
  const handlers = handlersIn(fromProject);
  if (handlers.length === 0)
    return failed(PACKAGE, `${what} cannot be loaded`, "install it anew: npm install pulumi-cloud-images");
  const found = `${what}; handlers: ${handlers.join(", ")}`;
  const own = ownPackage().version;
  if (own === version) return ok(PACKAGE, found);
  const whatToDo = `call the project's own: ${ownCommand()} doctor`;
  return warning(PACKAGE, `${found}; this command is version ${own}`, whatToDo);
}

function handlersIn(fromProject: NodeJS.Require): string[] {
  try {
    const loaded = fromProject("pulumi-cloud-images/dynamic") as Record<string, { create?: unknown }>;
    return Object.keys(loaded).filter((name) => typeof loaded[name]?.create === "function");
  } catch {
    return [];
  }
}

/** With two copies of the SDK, our classes would use one, and the program's configuration and outputs the other. */
function sdkCheck(fromProject: NodeJS.Require, fromPackage: NodeJS.Require): Check {
  const [theirs, ours] = [fromProject, fromPackage].map(sdkIn);
  const install = "npm install @pulumi/pulumi@latest in the project's folder";
  if (theirs === undefined) return failed(SDK, "@pulumi/pulumi cannot be loaded from this folder", install);
  const { version } = readPackage(theirs);
  if (ours !== theirs) {
    const other = ours === undefined ? "none" : `${readPackage(ours).version} at ${dirname(ours)}`;
    const what = `two copies: the program has ${version} at ${dirname(theirs)}, this package ${other}`;
    return failed(SDK, what, "keep one: npm dedupe, or npm ls @pulumi/pulumi shows who asks for which");
  }
  const least = /\d+\.\d+\.\d+/.exec(ownPackage().peerDependencies?.["@pulumi/pulumi"] ?? "")?.[0] ?? "0.0.0";
  if (!isAtLeast(version, least)) return failed(SDK, `version ${version} is older than ${least}`, install);
  return ok(SDK, `version ${version}, one copy`);
}

function sdkIn(from: NodeJS.Require): string | undefined {
  try {
    return realpathSync(from.resolve("@pulumi/pulumi/package.json"));
  } catch {
    return undefined;
  }
}
