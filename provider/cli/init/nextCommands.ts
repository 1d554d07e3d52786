import { createRequire } from "node:module";
import { join } from "node:path";
import { installWords } from "../../http/installWords";
import { ownCommand } from "../../http/ownCommand";
import { ownPackage } from "../../http/packageFile";
import { HANDLERS } from "../../pulumi/dynamic/literal";
import { textFile } from "../../pulumi/program/textFile";
import type { Kind } from "../sources/groups";
import { manifestIn } from "./project/manifestFile";
import type { ProjectWish } from "./project/pulumiFile";
import { type Starter, starters } from "./project/starters";
import type { StackFound } from "./stack";

export interface NextCommand {
  readonly command: string;
  readonly what: string;
}

/** What `sources` lists, for each resource. */
const SOURCES: Readonly<Record<keyof typeof starters, Kind>> = {
  VolumeImage: "volumes",
  FullEcsImage: "servers",
  DataImage: "objects",
  DataVolumeTemplate: "snapshots",
};

/** What leads from here to an image. */
export function nextCommands(
  { folder, resource, isOurs, language }: ProjectWish,
  stack: StackFound,
): readonly NextCommand[] {
  const { config }: Starter = starters[resource];
  const install = installCommand(folder, language);
  const configured = textFile(join(folder, `Pulumi.${stack.name}.yaml`)) ?? "";
  const settings = Object.entries(config)
    .filter(([key]) => !configured.includes(`:${key}:`))
    .map(([key, { description }]) => ({
      command: `pulumi config set ${key} …`,
      what: firstSmall(description),
    }));
  return [
    ...(install === undefined ? [] : [{ command: install, what: "what the program needs" }]),
    ...("commands" in stack ? stack.commands.map((command) => ({ command, what: "the stack" })) : []),
    {
      command: `${ownCommand(folder)} sources ${SOURCES[resource]}`,
      what: "what an image can be made from",
    },
    ...(isOurs ? settings : []),
    { command: "pulumi up", what: "makes the image" },
  ];
}

const firstSmall = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

/** Undefined if all is installed. */
export function installCommand(folder: string, language: ProjectWish["language"]): string | undefined {
  const { resolve } = createRequire(join(folder, "program.js"));
  const needed = language === "yaml" ? [HANDLERS] : [HANDLERS, "@pulumi/pulumi/package.json", "typescript"];
  const lacks = (name: string) => {
    try {
      return resolve(name) === "";
    } catch {
      return true;
    }
  };
  const { dependencies } = manifestIn(textFile(join(folder, "package.json")));
  // A provider process loads the package from here, so the one of a folder above may be gone one day.
  if (lacks(HANDLERS) || dependencies?.[ownPackage().name] === undefined)
    return installWords(folder, `./pulumi-cloud-images-${ownPackage().version}.tgz`);
  return needed.some(lacks) ? installWords(folder, ownPackage().name) : undefined;
}
