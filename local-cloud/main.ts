#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { clearCloudsYaml, removeCloudsYaml, writeCloudsYaml } from "./command/cloudsYaml";
import { type Options, optionsFrom } from "./command/options";
import { usage } from "./command/usage";
import { type LocalCloud, startCloud } from "./index";

async function main(): Promise<void> {
  const asked = optionsFrom(process.argv.slice(2));
  if (asked === "help") process.stdout.write(usage);
  else if (asked === "version") process.stdout.write(`${version()}\n`);
  else if ("wrong" in asked) fail(2, `${asked.wrong}\n\n${usage}`);
  else await run(asked);
}

async function run(options: Options): Promise<void> {
  try {
    if (options.cloudsYaml !== undefined) clearCloudsYaml(options.cloudsYaml);
    const cloud = await startCloud({ ...options, warn: sayOnce() });
    endOnRequest(cloud, options);
    const { endpoints, origins, credentials, admin } = cloud;
    if (options.cloudsYaml !== undefined) writeCloudsYaml(options.cloudsYaml, credentials);
    const ready = { endpoints, ...(options.portEach ? { origins } : {}), credentials, admin };
    process.stdout.write(`${JSON.stringify(ready)}\n`);
  } catch (error) {
    const { code, message, port } = error as NodeJS.ErrnoException & { port?: number };
    fail(1, code === "EADDRINUSE" ? `port ${port} is in use\n` : `cannot start: ${message}\n`);
  }
}

function fail(exitCode: number, text: string): void {
  process.stderr.write(text, () => process.exit(exitCode));
}

/** By the package's own name: compiled or not, wherever it is installed. */
function version(): string {
  const manifest = require.resolve("pulumi-cloud-images-local-cloud/package.json");
  return JSON.parse(readFileSync(manifest, "utf8")).version;
}

/** Each thing once: a client does it with every request. */
function sayOnce(): (text: string) => void {
  const said = new Set<string>();
  return (text) => {
    if (!said.has(text)) process.stderr.write(`local cloud: ${text}\n`);
    said.add(text);
  };
}

function endOnRequest(cloud: LocalCloud, { untilStdinCloses, cloudsYaml }: Options): void {
  const end = (): void => {
    try {
      if (cloudsYaml !== undefined) removeCloudsYaml(cloudsYaml, cloud.credentials);
    } catch (error) {
      process.stderr.write(`local cloud: ${cloudsYaml} is left: ${(error as Error).message}\n`);
    }
    void cloud.close().then(() => process.exit(0));
  };
  process.once("SIGTERM", end);
  process.once("SIGINT", end);
  if (untilStdinCloses) process.stdin.once("close", end).once("end", end).resume();
}

void main();
