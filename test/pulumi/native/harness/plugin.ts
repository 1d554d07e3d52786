import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { credentials, type ServiceError } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { listeningEngine } from "../../listeningEngine";
import { configureRequest, type Props } from "./requests";

/** The compiled plugin, as the bundle is made from. */
export const main = resolve(__dirname, "../../../../provider/bin/pulumi/native/main.js");

/** A plugin as the engine starts it: a process of its own in the folder of the project, spoken to by gRPC. */
export interface Plugin {
  readonly process: ChildProcess;
  readonly client: ResourceProviderClient;
  /** Its folder: home, project and what it remembers. */
  readonly folder: string;
  /** What it has printed to stderr: the engine would show it to people. */
  printed(): string;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | string | null>;
  close(): Promise<void>;
}

export interface PluginOptions {
  /** Address of the engine, or "listens" for one that only does that; without one the plugin waits to be attached. */
  readonly engine?: string | undefined;
  /** clouds.yaml; JSON is YAML. */
  readonly clouds?: object;
  readonly env?: Readonly<Record<string, string>>;
  /** The stack's file; "" is one without salt and key, as on Pulumi Cloud. */
  readonly stackFile?: string;
  /** Configures it at once. */
  readonly settings?: Props | undefined;
}

export async function startPlugin({
  engine,
  clouds = {},
  env = {},
  stackFile = "encryptionsalt: v1:salt\n",
  settings,
}: PluginOptions = {}): Promise<Plugin> {
  const folder = mkdtempSync(join(tmpdir(), "plugin-"));
  const project = join(folder, "project");
  mkdirSync(project);
  writeFileSync(join(project, "Pulumi.yaml"), "name: images\nruntime: yaml\n");
  if (stackFile !== "") writeFileSync(join(project, "Pulumi.dev.yaml"), stackFile);
  writeFileSync(join(folder, "clouds.yaml"), JSON.stringify({ clouds }));
  const listening = engine === "listens" ? await listeningEngine() : undefined;
  const address = listening?.address ?? engine;
  const child = spawn(process.execPath, [main, ...(address === undefined ? [] : [address])], {
    cwd: project,
    env: {
      PATH: process.env.PATH ?? "",
      HOME: folder,
      OS_CLIENT_CONFIG_FILE: join(folder, "clouds.yaml"),
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  child.stderr?.on("data", (bytes) => {
    printed += bytes;
  });
  const ended = once(child, "exit").then(([code, signal]) => code ?? signal);
  const first = await Promise.race([once(child.stdout ?? child, "data"), ended]);
  if (!Array.isArray(first)) throw new Error(`the plugin ended with ${first}: ${printed}`);
  const client = new ResourceProviderClient(
    `127.0.0.1:${String(first[0]).trim()}`,
    credentials.createInsecure(),
  );
  const plugin: Plugin = {
    process: child,
    client,
    folder,
    printed: () => printed,
    ended,
    async close() {
      client.close();
      child.kill("SIGKILL");
      await ended;
      listening?.close();
      rmSync(folder, { recursive: true });
    },
  };
  if (settings !== undefined) await call(plugin, "configure", configureRequest(settings));
  return plugin;
}

type Methods = { [Name in keyof ResourceProviderClient]: ResourceProviderClient[Name] };
type Request<Name extends keyof Methods> = Methods[Name] extends (
  request: infer Given,
  ...rest: never[]
) => unknown
  ? Given
  : never;
// The generated code has three signatures of each call; the last one, which types infer from, has the callback fourth.
type Reply<Name extends keyof Methods> = Methods[Name] extends (
  request: never,
  metadata: never,
  options: never,
  callback: (error: ServiceError | null, response: infer Answer) => void,
) => unknown
  ? Answer
  : never;

/** One call of the engine's; rejects with what the engine gets: code, details, metadata. */
export function call<Name extends keyof Methods>(
  { client }: Plugin,
  method: Name,
  request: Request<Name>,
): Promise<Reply<Name>> {
  const send = client[method] as unknown as (
    this: ResourceProviderClient,
    request: Request<Name>,
    callback: (error: ServiceError | null, response: Reply<Name>) => void,
  ) => void;
  return new Promise((resolve, reject) =>
    send.call(client, request, (error, response) => (error === null ? resolve(response) : reject(error))),
  );
}
