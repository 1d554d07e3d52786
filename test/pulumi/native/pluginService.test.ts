import { execFileSync } from "node:child_process";
import { status } from "@grpc/grpc-js";
import { PluginAttach } from "@pulumi/pulumi/proto/plugin_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { ownPackage } from "../../../provider/http/packageFile";
import { UNKNOWN } from "../../../provider/lifecycle/state/unknowns";
import { startEngine } from "./harness/engine";
import { call, main, type Plugin, startPlugin } from "./harness/plugin";
import {
  checkRequest,
  configureRequest,
  createRequest,
  invokeRequest,
  struct,
  urn,
} from "./harness/requests";

const { version } = ownPackage();

describe("as a command", () => {
  const output = (...args: string[]) =>
    execFileSync(process.execPath, [main, ...args], { encoding: "utf8" }).trim();

  test("--version says the version alone, --help what it is for", () => {
    expect(output("--version")).toBe(version);
    expect(output("--help")).toMatch(/^pulumi-resource-cloudimages: a plugin of Pulumi/);
  });
});

describe("before it is configured", () => {
  let plugin: Plugin;
  beforeAll(async () => {
    plugin = await startPlugin({ engine: "listens" });
  });
  afterAll(() => plugin.close());

  test("it accepts secrets, and says its version and its schema", async () => {
    const handshake = await call(plugin, "handshake", new messages.ProviderHandshakeRequest());
    expect(handshake.getAcceptSecrets()).toBe(true);
    expect((await call(plugin, "getPluginInfo", new Empty())).getVersion()).toBe(version);
    const schema = JSON.parse((await call(plugin, "getSchema", new messages.GetSchemaRequest())).getSchema());
    expect(schema).toMatchObject({ name: "cloudimages", version });
    expect(Object.keys(schema.resources)).toContain("cloudimages:index:VolumeImage");
  });

  test("it takes no resource yet, and a cancel ends nothing", async () => {
    const early = call(plugin, "check", checkRequest({ urn: urn(), news: {} }));
    await expect(early).rejects.toMatchObject({
      details: expect.stringContaining("the engine has not configured this plugin"),
    });
    await call(plugin, "cancel", new Empty());
    expect(plugin.process.exitCode).toBeNull();
  });

  test("what only components and other kinds of plugins have is not implemented", async () => {
    const construct = call(plugin, "construct", new messages.ConstructRequest());
    await expect(construct).rejects.toMatchObject({ code: status.UNIMPLEMENTED });
    const parameterize = call(plugin, "parameterize", new messages.ParameterizeRequest());
    await expect(parameterize).rejects.toMatchObject({ code: status.UNIMPLEMENTED });
  });
});

test("one that is asked for its schema alone, and never configured, ends when its engine is gone", async () => {
  const engine = await startEngine();
  const plugin = await startPlugin({ engine: engine.address });
  try {
    await call(plugin, "getSchema", new messages.GetSchemaRequest());
    engine.die();
    expect(await plugin.ended).toBe(0);
  } finally {
    await plugin.close();
  }
});

describe("configured", () => {
  let plugin: Plugin;
  beforeAll(async () => {
    plugin = await startPlugin({ engine: "listens", settings: {} });
  });
  afterAll(() => plugin.close());

  test("it accepts secrets, and is asked in previews", async () => {
    const response = await call(plugin, "configure", configureRequest({ cloud: "prod" }));
    expect([response.getAcceptsecrets(), response.getSupportspreview()]).toEqual([true, true]);
  });

  test.each([
    [
      "a resource",
      () => call(plugin, "check", checkRequest({ urn: urn("TapeImage"), news: {} })),
      "cloudimages has no resource cloudimages:index:TapeImage",
    ],
    [
      "a function",
      () => call(plugin, "invoke", invokeRequest("cloudimages:index:getTape", {})),
      "cloudimages has no function cloudimages:index:getTape",
    ],
  ])(
    "%s of a later version is refused with what there is, and without a stack trace",
    async (_, ask, message) => {
      const error = await ask().catch((reason) => reason);
      expect(error.details).toContain(message);
      expect(error.details).toMatch(/What to do: it has .*; a later version of the plugin may have more/);
      expect(error.details).not.toMatch(/\n\s+at /);
      expect(plugin.printed()).toBe("");
    },
  );

  test("a state of a newer version is refused in words for people", async () => {
    const newer = { stateVersion: 99, endpoint: "", region: "", projectId: "", profile: "otc", claim: "" };
    const request = new messages.DiffRequest();
    request.setUrn(urn());
    request.setOlds(struct({ ...newer, __args: {} }));
    request.setNews(struct({ name: "web" }));
    const error = await call(plugin, "diff", request).catch((reason) => reason);
    expect(error.details).toContain("written by a newer version");
    expect(error.details).toContain("What to do: update the ");
    expect(error.details).not.toMatch(/\n\s+at /);
  });
});

describe("attached", () => {
  test("a plugin that a person has started tells the engine that attaches, and outlives it", async () => {
    const engine = await startEngine();
    const plugin = await startPlugin({ clouds: { otc: misspelt } });
    try {
      const attach = new PluginAttach();
      attach.setAddress(engine.address);
      await call(plugin, "attach", attach);
      await call(plugin, "configure", configureRequest({ cloud: "otc" }));
      await call(plugin, "check", checkRequest({ urn: urn(), news: { name: "web", volumeId } }));
      while (engine.told.length === 0) await new Promise((look) => setTimeout(look, 10));
      expect(engine.told[0]).toEqual(["WARNING", "", expect.stringContaining("regoin_name")]);
      // an operation, at whose beginning a plugin looks whether its engine lives
      const inputs = { name: "web", volumeId: UNKNOWN };
      await call(plugin, "create", createRequest({ urn: urn(), inputs, preview: true }));

      await call(plugin, "cancel", new Empty()); // as at the end of every run
      engine.die();
      await new Promise((wait) => setTimeout(wait, OFTEN_ENOUGH_MS));
      expect(plugin.process.exitCode).toBeNull();
      await call(plugin, "configure", configureRequest({ cloud: "otc" }));
      await call(plugin, "check", checkRequest({ urn: urn(), news: { name: "web", volumeId } }));
    } finally {
      await plugin.close();
    }
  });
});

/** A plugin that belongs to its engine looks for it every two seconds. */
const OFTEN_ENOUGH_MS = 2_500;
const volumeId = "16369c5d-384d-4e64-b37a-56d898769362";
const misspelt = {
  profile: "otc",
  region_name: "eu-de",
  regoin_name: "eu-de",
  auth: { username: "u", password: "p", user_domain_name: "D" },
};
