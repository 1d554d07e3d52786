import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { call, type Plugin, startPlugin } from "./harness/plugin";
import { checkRequest, type Props, propsOf, providerUrn, secret, struct } from "./harness/requests";

let plugin: Plugin;
beforeAll(async () => {
  plugin = await startPlugin({ engine: "listens" });
});
afterAll(() => plugin.close());

async function checkConfig(news: Props, urn = providerUrn) {
  const response = await call(plugin, "checkConfig", checkRequest({ urn, news }));
  const failures = response.getFailuresList().map((failure) => [failure.getProperty(), failure.getReason()]);
  return { inputs: propsOf(response.getInputs()), failures };
}

async function diffConfig(before: Props, after: Props) {
  const request = new messages.DiffRequest();
  request.setUrn(providerUrn);
  request.setOldInputs(struct(before));
  request.setNews(struct(after));
  const response = await call(plugin, "diffConfig", request);
  return {
    changes: response.getChanges(),
    differs: response.getDiffsList(),
    replaces: response.getReplacesList(),
  };
}

test("settings of every type pass, with what the engine says of the plugin", async () => {
  const settings = { region: "eu-de", insecure: true, port: 8080, preflight: "error" };
  const ofTheEngine = { version: "1.2.3", pluginDownloadURL: "github://api.github.com/x", __internal: {} };
  const given = { ...settings, ...ofTheEngine };
  expect(await checkConfig(given)).toEqual({ inputs: given, failures: [] });
});

test("a misspelt setting fails with the near miss", async () => {
  const { failures } = await checkConfig({ regoin: "eu-de", preflight: "loud" });
  expect(failures).toEqual([
    ["", "there is no setting regoin: did you mean region?"],
    ["", expect.stringContaining("loud")],
  ]);
});

test("the keys of a project that bears the package's name are no misspelt settings", async () => {
  const urn = providerUrn.replace("::images::", "::cloudimages::");
  expect((await checkConfig({ volumeId: "v" }, urn)).failures).toEqual([]);
});

test("a credential in plain text comes back as a secret, and one that is secret or not known yet stays so", async () => {
  const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
  const given = {
    userName: "u",
    password: "plain",
    token: secret("t"),
    secretKey: unknown,
    region: secret("r"),
  };
  expect(await checkConfig(given)).toEqual({
    inputs: { ...given, password: secret("plain"), secretKey: secret(unknown) },
    failures: [],
  });
});

test("another way to sign in, or another cloud, replaces no image", async () => {
  const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
  const before = { cloud: "prod", password: secret("old") };
  expect(await diffConfig(before, { ...before })).toEqual({ changes: DIFF_NONE, differs: [], replaces: [] });
  expect(await diffConfig(before, { cloud: "other", token: secret("new") })).toEqual({
    changes: DIFF_SOME,
    differs: ["cloud", "password", "token"],
    replaces: [],
  });
});
