import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { literalOf } from "../../provider/pulumi/dynamic/literal";
import { listeningEngine } from "./listeningEngine";

/**
 * The provider process that every Pulumi installation starts for dynamic resources, and the calls of the engine that send nothing
 * to a cloud. The calls that do are tested with the real engine (test/e2e/).
 */

const fromPulumi = createRequire(require.resolve("@pulumi/pulumi/package.json"));
const grpc = fromPulumi("@grpc/grpc-js");
const { ResourceProviderClient } = fromPulumi("@pulumi/pulumi/proto/provider_grpc_pb");
const messages = fromPulumi("@pulumi/pulumi/proto/provider_pb");
const { Struct } = fromPulumi("google-protobuf/google/protobuf/struct_pb");

type Props = Record<string, unknown>;
// biome-ignore lint/suspicious/noExplicitAny: the generated messages have no types here
type Message = any;

let home: string;
let child: ChildProcess;
let engine: Awaited<ReturnType<typeof listeningEngine>>;
let client: {
  close(): void;
  [method: string]: (request: Message, answer: (error: Error | null, reply: Message) => void) => void;
};
let printed = "";

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "home-"));
  mkdirSync(join(home, ".config/openstack"), { recursive: true });
  const entry = "{profile: otc, region_name: eu-de, auth: {username: u, password: p, user_domain_name: D}}";
  writeFileSync(join(home, ".config/openstack/clouds.yaml"), `clouds:\n  prod: ${entry}\n`);
  const main = fromPulumi.resolve("@pulumi/pulumi/cmd/dynamic-provider");
  engine = await listeningEngine();
  child = spawn(process.execPath, [main, engine.address], {
    cwd: resolve(__dirname, "../.."),
    env: { PATH: process.env.PATH, HOME: home },
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stderr?.on("data", (bytes) => {
    printed += bytes;
  });
  const port = await new Promise<string>((found) =>
    child.stdout?.once("data", (bytes) => found(String(bytes).trim())),
  );
  client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  const request = new messages.ConfigureRequest();
  request.setArgs(Struct.fromJavaScript({ "cloudimages:cloud": "prod" }));
  await call("configure", request);
}, 30_000);

afterAll(async () => {
  client.close();
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await ended;
  engine.close();
  rmSync(home, { recursive: true });
});

function call(method: string, request: Message): Promise<Message> {
  return new Promise((resolve, reject) =>
    client[method]?.(request, (error, reply) => (error === null ? resolve(reply) : reject(error))),
  );
}

const volumeId = "16369c5d-384d-4e64-b37a-56d898769362";
const provider = { __provider: literalOf("volumeImage") };

async function check(
  inputs: Props,
): Promise<{ inputs: Props; failures: { property: string; reason: string }[] }> {
  const request = new messages.CheckRequest();
  request.setOlds(Struct.fromJavaScript({}));
  request.setNews(Struct.fromJavaScript({ ...provider, ...inputs }));
  const reply = await call("check", request);
  const failures = reply
    .getFailuresList()
    .map((failure: Message) => ({ property: failure.getProperty(), reason: failure.getReason() }));
  return { inputs: reply.getInputs().toJavaScript(), failures };
}

async function diff(olds: Props, news: Props, hidden: Props = provider): Promise<Message> {
  const request = new messages.DiffRequest();
  request.setId("id");
  request.setOlds(Struct.fromJavaScript({ ...hidden, ...olds }));
  request.setNews(Struct.fromJavaScript({ ...provider, ...news }));
  return call("diff", request);
}

it("checks good arguments, and adds nothing to them", async () => {
  const good = { name: "web", volumeId, tags: { team: "blue" } };
  expect(await check(good)).toEqual({ inputs: { ...provider, ...good }, failures: [] });
});

it("reports each wrong argument by its path, with the rules of the cloud that the configuration names", async () => {
  const { failures } = await check({ name: "a/b", volumeId: "x", visibility: "public", nmae: "x" });
  const told = failures.map(({ property, reason }) => `${property}${reason.split(":")[0]}`);
  expect(told.sort()).toEqual(["name", "nmae", "visibility", "volumeId"]);
});

it("refuses an image that the program means for another cloud", async () => {
  const told = { entry: "other", profile: "otc", region: "eu-de", host: "iam.eu-de.otc.t-systems.com" };
  expect(await check({ name: "web", volumeId, __cloud: { ...told, entry: "prod" } })).toMatchObject({
    failures: [],
    inputs: { __cloud: { entry: "prod" } },
  });
  expect(await check({ name: "web", volumeId, __cloud: told })).toMatchObject({
    failures: [{ property: "", reason: expect.stringMatching(/^cloud: .*means cloud "other"/) }],
  });
});

it("reports a cloud that does not exist as an argument's failure", async () => {
  const { failures } = await check({ name: "web", volumeId, cloud: "nowhere" });
  expect(failures).toEqual([{ property: "", reason: expect.stringMatching(/^cloud: .*nowhere/) }]);
});

const record = {
  stateVersion: 1,
  endpoint: "e",
  region: "r",
  projectId: "p",
  profile: "otc",
  claim: "c",
  status: "active",
  name: "web",
  __args: { name: "web", volumeId },
};

it("replaces for another volume, and sees a state without a record as changed", async () => {
  const other = await diff(record, { name: "web", volumeId: volumeId.replace("1", "2") });
  expect(other.getReplacesList()).toEqual(["volumeId"]);
  expect((await diff({}, { name: "web", volumeId })).getChanges()).toBe(
    messages.DiffResponse.DiffChanges.DIFF_SOME,
  );
});

it("has the plugin's state written anew: nothing in it says how to refresh or delete", async () => {
  const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
  const args = { name: "web", volumeId };
  const imported = { ...record, __tag: "", __imported: "" };
  expect((await diff(imported, args)).getChanges()).toBe(DIFF_NONE);
  expect((await diff(imported, args, {})).getChanges()).toBe(DIFF_SOME);
});

it("refuses the state of a newer version in words for people, without a stack", async () => {
  const newer = {
    stateVersion: 99,
    endpoint: "",
    region: "",
    projectId: "",
    profile: "otc",
    claim: "",
    __args: {},
  };
  await expect(diff(newer, { name: "web", volumeId })).rejects.toThrow("written by a newer version");
  // Pulumi's process writes what fails on its console too, a bug with its stack; but nothing that is meant for people.
  await expect(diff({}, { __provider: "no literal" })).rejects.toThrow();
  // Answer and output take different ways, so the output may arrive later.
  while (!/SyntaxError.*\n +at /s.test(printed)) await new Promise((look) => setTimeout(look, 10));
  expect(printed).not.toContain("newer version");
});

it("notes on this machine which claims a state holds, and none that a create brings", async () => {
  // Version 99 is refused after the note is written, so that nothing is sent.
  const ask = (method: string, request: Message, claim: string) => {
    const props = Struct.fromJavaScript({ ...provider, stateVersion: 99, claim });
    for (const set of ["setProperties", "setOlds"]) request[set]?.(props);
    request.setNews?.(Struct.fromJavaScript({ ...provider, name: "web", volumeId }));
    request.setId?.("id");
    return call(method, request).catch(() => {});
  };
  await ask("diff", new messages.DiffRequest(), "d1ffd1ffd1ff");
  await ask("read", new messages.ReadRequest(), "4ead4ead4ead");
  await ask("update", new messages.UpdateRequest(), "dadadadadada");
  await ask("delete", new messages.DeleteRequest(), "de1ede1ede1e");
  await ask("create", new messages.CreateRequest(), "c4eac4eac4ea");
  const held = readdirSync(join(home, ".pulumi/cloud-images/held")).sort();
  expect(held).toEqual(["4ead4ead4ead", "d1ffd1ffd1ff", "dadadadadada", "de1ede1ede1e"]);
});
