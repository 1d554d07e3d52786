import { readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";

const yaml = (): typeof import("yaml") => require("yaml"); // for an inline program

/** The folder in which the engine starts the provider process. */
export interface ProviderFolder {
  readonly folder: string;
  /** Whether the Automation API runs the program within its own process. */
  readonly inline: boolean;
}

/** Read when this module is loaded: the program may change its folder later. */
const startFolder = process.cwd();

/**
 * The engine starts the provider process in the folder of the project's `main`. It starts programs there too, so theirs is the
 * same. An inline program cannot ask for that folder (seen: @pulumi/pulumi 3.270), so it is read from the `pulumi` command that
 * the Automation API has started: on Linux, /proc shows it.
 */
export function providerFolder(): ProviderFolder {
  const inline = process.env.PULUMI_NODEJS_ENGINE === undefined;
  const project = inline ? projectFolders().find(isCurrentProject) : undefined;
  return { folder: project === undefined ? startFolder : mainFolder(project), inline };
}

interface Project {
  readonly folder: string;
  readonly name?: string;
  readonly main?: string;
}

/** A process may run the programs of several projects. */
function isCurrentProject({ name }: Project): boolean {
  return name === pulumi.getProject();
}

/** The same rule as the engine's (pkg/engine/project.go, getPwdMain). */
function mainFolder({ folder, main }: Project): string {
  if (main === undefined) return folder;
  const path = resolve(folder, main);
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ? path : dirname(path);
}

/** The projects of the `pulumi` commands that this process has started for inline programs. */
function projectFolders(): Project[] {
  return entriesOf("/proc/self/task").flatMap((thread) =>
    (textOf(`/proc/self/task/${thread}/children`) ?? "")
      .split(" ")
      .filter((child) => textOf(`/proc/${child}/cmdline`)?.includes("\0auto.inline\0"))
      .flatMap((child) => projectIn(`/proc/${child}/cwd`)),
  );
}

function projectIn(link: string): Project[] {
  const folder = attempt(() => readlinkSync(link));
  if (folder === undefined) return [];
  const file = ["yaml", "yml", "json"].map((ending) => textOf(join(folder, `Pulumi.${ending}`)));
  const settings: unknown = attempt(() => yaml().parse(file.find((text) => text !== undefined) ?? ""));
  return [{ ...(settings as object), folder }];
}

const entriesOf = (folder: string): string[] => attempt(() => readdirSync(folder)) ?? [];
const textOf = (file: string): string | undefined => attempt(() => readFileSync(file, "utf8"));

/** A process may end meanwhile, and other systems have no /proc: what cannot be read counts as missing. */
function attempt<Result>(step: () => Result): Result | undefined {
  try {
    return step();
  } catch {
    return undefined;
  }
}
