// A provider process as the engine starts it, spoken to by gRPC as the engine does; the memory is what the kernel says of it.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { root } from "../../folders.mjs";

const require = createRequire(import.meta.url);
const grpc = require("@grpc/grpc-js");
const { EngineService } = require("@pulumi/pulumi/proto/engine_grpc_pb");
const { ResourceProviderClient } = require("@pulumi/pulumi/proto/provider_grpc_pb");
const messages = require("@pulumi/pulumi/proto/provider_pb");
const { Empty } = require("google-protobuf/google/protobuf/empty_pb");
const { Struct } = require("google-protobuf/google/protobuf/struct_pb");

const startFileOf = {
  dynamic: require.resolve("@pulumi/pulumi/cmd/dynamic-provider"),
  plugin: path.join(root, "provider/plugin/start.js"),
};

/** `form`: dynamic or plugin. `clouds`: the entries of clouds.yaml, of which `otc` is used. */
export async function startProvider(form, clouds) {
  const folder = mkdtempSync(path.join(tmpdir(), "pulumi-cloud-images-bench-"));
  mkdirSync(path.join(folder, "home"));
  writeFileSync(path.join(folder, "clouds.yaml"), JSON.stringify({ clouds }), { mode: 0o600 });
  const engine = await startEngine();
  const child = spawn(process.execPath, [startFileOf[form], engine.address], {
    cwd: root, // from where the dynamic form finds the package
    env: {
      PATH: process.env.PATH,
      HOME: path.join(folder, "home"),
      OS_CLIENT_CONFIG_FILE: path.join(folder, "clouds.yaml"),
      OS_CLOUD: "otc",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [port] = await once(child.stdout, "data");
  const client = new ResourceProviderClient(
    `127.0.0.1:${String(port).trim()}`,
    grpc.credentials.createInsecure(),
  );
  const call = (method, request) =>
    new Promise((resolve, reject) =>
      client[method](request, (error, answer) => (error === null ? resolve(answer) : reject(error))),
    );
  const configure = new messages.ConfigureRequest();
  configure.setArgs(Struct.fromJavaScript({ owner: "bench/bench/bench" })); // only the plugin asks for it
  await call("configure", configure);
  return {
    /** Check and create, as an `up` does. */
    async create(urn, inputs) {
      const check = new messages.CheckRequest();
      check.setUrn(urn);
      check.setOlds(Struct.fromJavaScript({}));
      check.setNews(Struct.fromJavaScript(inputs));
      const checked = await call("check", check);
      const failures = checked.getFailuresList().map((failure) => failure.getReason());
      if (failures.length > 0) throw new Error(failures.join("\n"));
      const request = new messages.CreateRequest();
      request.setUrn(urn);
      request.setProperties(checked.getInputs());
      await call("create", request);
    },
    memory: () => memoryOf(child.pid),
    async close() {
      client.close();
      child.kill("SIGKILL");
      await once(child, "exit");
      engine.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What the kernel has counted: the most there ever was and what there is, in MiB, and the CPU's time. */
export function memoryOf(pid) {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const mib = (field) => Number(new RegExp(`^${field}:\\s+(\\d+)`, "m").exec(status)?.[1]) / 1024;
  // After the name, which may have blanks: utime and stime, in hundredths of a second.
  const [user, system] = readFileSync(`/proc/${pid}/stat`, "utf8")
    .split(") ")
    .at(-1)
    .split(" ")
    .slice(11, 13);
  return { peakMiB: mib("VmHWM"), restMiB: mib("VmRSS"), cpuMs: 10 * (Number(user) + Number(system)) };
}

/** An engine that takes messages. */
async function startEngine() {
  const server = new grpc.Server();
  server.addService(EngineService, { log: (_call, answer) => answer(null, new Empty()) });
  const port = await new Promise((resolve, reject) =>
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, found) =>
      error === null ? resolve(found) : reject(error),
    ),
  );
  return { address: `127.0.0.1:${port}`, close: () => server.forceShutdown() };
}
