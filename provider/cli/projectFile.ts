import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, isAbsolute, join } from "node:path";
import { parse } from "yaml";
import { HANDLERS } from "../pulumi/dynamic/literal";
import { languages } from "../pulumi/languages";

const NAMES = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"];

/** Which form the images of a program have: dynamic resources, or resources of the plugin. */
export type Form = "dynamic" | "native";

/** The folder of the Pulumi project: this one or the nearest above it, as Pulumi searches. Undefined outside of a project. */
export function projectFolder(cwd: string): string | undefined {
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (NAMES.some((name) => existsSync(join(folder, name)))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

/** The project's name in its Pulumi.yaml; empty if it has none. */
export function projectName(folder: string): string {
  return String(projectFile(folder).name ?? "");
}

/**
 * Only programs in TypeScript and JavaScript can have dynamic resources. One of these has resources of the plugin if it has the
 * generated SDK and not this package. Dynamic if it is not a project.
 */
export function programForm(cwd: string): Form {
  const folder = projectFolder(cwd);
  if (folder === undefined) return "dynamic";
  const { runtime } = projectFile(folder);
  const name = typeof runtime === "object" && runtime !== null ? Reflect.get(runtime, "name") : runtime;
  if (name !== undefined && name !== "nodejs" && name !== "bun") return "native";
  const { resolve } = createRequire(join(folder, "program.js"));
  return !resolves(resolve, HANDLERS) && resolves(resolve, languages.nodejs.packageName)
    ? "native"
    : "dynamic";
}

/** The plugin that Pulumi.yaml names by its place, relative to that file: `plugins:` for development, or `packages:`. */
export function pluginInProject(folder: string): string | undefined {
  const { plugins, packages } = projectFile(folder);
  const listed = listIn(plugins, "providers").find((one) => textIn(one, "name") === "cloudimages");
  const named = textIn(packages, "cloudimages") ?? textIn(valueIn(packages, "cloudimages"), "source");
  const isPlace = named !== undefined && (named.startsWith(".") || isAbsolute(named)); // else an address or a name
  return textIn(listed, "path") ?? (isPlace ? named : undefined);
}

/** Empty if the file cannot be read: Pulumi, which is asked too, says what is wrong with it. */
function projectFile(folder: string): Readonly<Record<string, unknown>> {
  const file = NAMES.map((name) => join(folder, name)).find(existsSync);
  try {
    const content: unknown = file === undefined ? undefined : parse(readFileSync(file, "utf8"));
    return typeof content === "object" && content !== null ? (content as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function resolves(resolve: NodeJS.RequireResolve, name: string): boolean {
  try {
    return resolve(name) !== "";
  } catch {
    return false;
  }
}

function valueIn(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}

function textIn(value: unknown, key: string): string | undefined {
  const text = valueIn(value, key);
  return typeof text === "string" ? text : undefined;
}

function listIn(value: unknown, key: string): readonly unknown[] {
  const list = valueIn(value, key);
  return Array.isArray(list) ? list : [];
}
