import { createRequire } from "node:module";
import { overhearCancel } from "../../../provider/pulumi/dynamic/provider/overhearCancel";

/** A server like that of Pulumi's provider process, and the engine's calls to it. */
const fromPulumi = createRequire(require.resolve("@pulumi/pulumi/package.json"));
const grpc = fromPulumi("@grpc/grpc-js");
const { ResourceProviderClient, ResourceProviderService } = fromPulumi(
  "@pulumi/pulumi/proto/provider_grpc_pb",
);
const { PluginInfo } = fromPulumi("@pulumi/pulumi/proto/plugin_pb");
const { Empty } = fromPulumi("google-protobuf/google/protobuf/empty_pb");

type Answer = (error: unknown, reply: unknown) => void;

it("the engine's Cancel is noticed beside the process's own answer, and no other call is mistaken for it", async () => {
  const server = new grpc.Server();
  server.addService(ResourceProviderService, {
    cancel: (_call: unknown, answer: Answer) => answer(null, new Empty()),
    getPluginInfo: (_call: unknown, answer: Answer) => answer(null, new PluginInfo()),
  });
  const port = await new Promise((bound) =>
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (_: unknown, at: number) =>
      bound(at),
    ),
  );
  const client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  const call = (method: string) =>
    new Promise((resolve, reject) =>
      client[method](new Empty(), (error: unknown, reply: unknown) =>
        error ? reject(error) : resolve(reply),
      ),
    );
  try {
    await call("getPluginInfo"); // by the time this package is loaded, the engine has connected
    let cancels = 0;
    overhearCancel(() => {
      cancels += 1;
    });
    await call("getPluginInfo");
    expect(cancels).toBe(0);
    expect(await call("cancel")).toBeInstanceOf(Empty);
    expect(cancels).toBe(1);
    await call("cancel");
    expect(cancels).toBe(2);
  } finally {
    client.close();
    server.forceShutdown();
  }
});

it("if no such server is found, or Node does not list its handles, no cancel is noticed and nothing fails", () => {
  overhearCancel(() => {});
  const descriptor = Object.getOwnPropertyDescriptor(process, "_getActiveHandles");
  Object.defineProperty(process, "_getActiveHandles", {
    value: undefined,
    configurable: true,
    writable: true,
  });
  try {
    overhearCancel(() => {});
  } finally {
    if (descriptor) Object.defineProperty(process, "_getActiveHandles", descriptor);
    else Reflect.deleteProperty(process, "_getActiveHandles");
  }
});
