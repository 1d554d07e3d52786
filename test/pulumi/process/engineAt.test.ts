import { createRequire } from "node:module";
import { engineAt } from "../../../provider/pulumi/process/engineAt";
import { closedPort, rawServer } from "../../http/wire";

const fromPulumi = createRequire(require.resolve("@pulumi/pulumi/package.json"));
const grpc = fromPulumi("@grpc/grpc-js");
const { EngineService } = fromPulumi("@pulumi/pulumi/proto/engine_grpc_pb");
const { LogSeverity } = fromPulumi("@pulumi/pulumi/proto/engine_pb");
const { Empty } = fromPulumi("google-protobuf/google/protobuf/empty_pb");

const line = {
  urn: "urn:pulumi:dev::web::t::n",
  text: "12 % saving",
  severity: "info",
  ephemeral: true,
} as const;

it("a message goes to the engine, to its resource, and says whether it stays", async () => {
  const server = new grpc.Server();
  const got = new Promise((resolve) => {
    // biome-ignore lint/suspicious/noExplicitAny: the generated messages have no types here
    const log = ({ request }: any, answer: (error: null, reply: unknown) => void) => {
      answer(null, new Empty());
      resolve({ ...request.toObject() });
    };
    server.addService(EngineService, { log });
  });
  const port = await new Promise<number>((bound) =>
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (_: unknown, at: number) =>
      bound(at),
    ),
  );
  const engine = engineAt(`127.0.0.1:${port}`);
  engine.log(line);
  expect(await got).toMatchObject({
    urn: line.urn,
    message: line.text,
    severity: LogSeverity.INFO,
    ephemeral: true,
  });
  expect(await engine.isAlive()).toBe(true);
  server.forceShutdown();
});

it("an engine lives while it answers on its address, and is dead when that is refused", async () => {
  const wire = await rawServer(() => {});
  expect(await engineAt(wire.url.host).isAlive()).toBe(true);
  await wire.close();
  expect(await engineAt(wire.url.host).isAlive()).toBe(false);
});

it("without an address nothing is told, and nothing is known of the engine", async () => {
  for (const address of [undefined, "", "--flag", "no-port"]) {
    const engine = engineAt(address);
    engine.log(line);
    expect(await engine.isAlive()).toBeUndefined();
  }
});

it("a message to an engine that is gone is lost without a sound", async () => {
  const engine = engineAt((await closedPort()).host);
  expect(() => engine.log(line)).not.toThrow();
});
