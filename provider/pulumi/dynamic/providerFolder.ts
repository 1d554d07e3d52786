import { readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";

export interface ProviderFolder {
  readonly folder: string;
  /** Whether the Automation API runs the program within its own process. */
  readonly inline: boolean;
}

/** A program may go elsewhere later. */
const startedIn = process.cwd();

/**
 * Where the engine starts the provider process: in the folder of the project's `main`. A program that the engine has
 * started is there too. Of one that runs inline nothing tells it (seen: @pulumi/pulumi 3.270): there the command that the
 * Automation API has started is asked for its folder, which Linux shows.
 */
export function providerFolder(): ProviderFolder {
  const inline = process.env.PULUMI_NODEJS_ENGINE === undefined;
  const project = inline ? projectFolders().find(isOurs) : undefined;
  return { folder: project === undefined ? startedIn : mainFolder(project), inline };
}

interface Project {
  readonly folder: string;
  readonly name?: string;
  readonly main?: string;
}

/** A process may run the programs of several projects. */
function isOurs({ name }: Project): boolean {
  return name === pulumi.getProject();
}

/** As the engine has it (pkg/engine/project.go, getPwdMain). */
function mainFolder({ folder, main }: Project): string {
  if (main === undefined) return folder;
  const path = resolve(folder, main);
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ? path : dirname(path);
}

/** The projects of the commands that this process has started for inline programs. */
function projectFolders(): Project[] {
  return within("/proc/self/task").flatMap((thread) =>
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
  const written: unknown = attempt(() => parse(file.find((text) => text !== undefined) ?? ""));
  return [{ ...(written as object), folder }];
}

const within = (folder: string): string[] => attempt(() => readdirSync(folder)) ?? [];
const textOf = (file: string): string | undefined => attempt(() => readFileSync(file, "utf8"));

/** Processes come and go, and other systems have no such files: what cannot be read is not there. */
function attempt<Result>(step: () => Result): Result | undefined {
  try {
    return step();
  } catch {
    return undefined;
  }
}
