// What starts the plugin. The engine looks for it by its name, on Windows with the ending .exe or .cmd
// (getCandidateExtensions in sdk/go/common/workspace/plugins.go).
import { oldestNode } from "./manifest.mjs";

export const pluginName = "pulumi-resource-cloudimages";

const whatToDo = "What to do: install Node.js 22 or later, and have it on the PATH where Pulumi runs.";
const noNode = `${pluginName} needs Node.js, and there is no node on the PATH.`;

/** Follows links to itself, because people link commands into a folder of their PATH. */
export const shLauncher = `#!/bin/sh
if ! command -v node > /dev/null 2>&1; then
  echo "${noNode}" >&2
  echo "${whatToDo}" >&2
  exit 1
fi
file=$0
while [ -L "$file" ]; do
  target=$(readlink "$file")
  case $target in
    /*) file=$target ;;
    *) file=$(dirname "$file")/$target ;;
  esac
done
exec node "$(dirname "$file")/start.js" "$@"
`;

export const cmdLauncher = `@echo off
where node >nul 2>nul
if errorlevel 1 (
  echo ${noNode} 1>&2
  echo ${whatToDo} 1>&2
  exit /b 1
)
node "%~dp0start.js" %*
`.replaceAll("\n", "\r\n");

/**
 * In words that every version can read: an old one cannot read plugin.js, and would say something about its syntax.
 *
 * V8 is told to weigh memory above speed, because the plugin mostly waits: else the heap's part for new objects grows to 16 MiB and
 * more, and garbage stands for long. 100 images took 116 to 125 MiB before the first of these flags, and 100 to 129 with it
 * (docs/footprint.md). A Node.js with which the flags were not tried goes without, as in provider/http/setV8Flags.ts.
 */
export const startFile = `#!/usr/bin/env node
var needed = "${oldestNode}".split(".").map(Number);
var running = process.versions.node.split(".").map(Number);
var at = 0;
while (at < 2 && running[at] === needed[at]) at++;
if (running[at] < needed[at]) {
  console.error("${pluginName} needs Node.js ${oldestNode} or later; the one on the PATH is " + process.versions.node + ".");
  console.error("${whatToDo}");
  process.exit(1);
}
if (running[0] <= 26) require("v8").setFlagsFromString("--optimize-for-size --semi-space-growth-factor=1");
require("./plugin.js");
`;
