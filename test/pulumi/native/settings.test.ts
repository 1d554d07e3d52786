import { UNKNOWN } from "../../../provider/lifecycle/state/unknowns";
import { readingFrom, secretSettings, settingIssues } from "../../../provider/pulumi/native/settings";
import { received } from "../../../provider/pulumi/native/wire/received";
import { providerUrn, secret, struct } from "./harness/requests";

test("a setting that nobody reads is an issue, with the near miss, and without its value, which may be a secret", () => {
  expect(settingIssues(providerUrn, { regoin: "eu-de", xyzzy: "red", region: "eu-de" })).toEqual([
    { property: "", reason: "there is no setting regoin: did you mean region?" },
    { property: "", reason: "there is no setting xyzzy" },
  ]);
});

test("an id token is refused among the settings, which the state would keep, and stays secret", () => {
  expect(settingIssues(providerUrn, { accessToken: "eyJcanary" })).toEqual([
    {
      property: "",
      reason: expect.stringMatching(/^the setting accessToken is not read: the token would be kept/),
    },
  ]);
  expect(secretSettings(received(struct({ accessToken: "eyJcanary" })))).toEqual([["accessToken"]]);
});

test("what the engine says of the plugin itself is no setting of ours", () => {
  const ofTheEngine = { version: "1.2.3", pluginDownloadURL: "https://example.org", __internal: {} };
  expect(settingIssues(providerUrn, ofTheEngine)).toEqual([]);
});

test("in a project that bears the package's name, its own keys stand among the settings", () => {
  const urn = "urn:pulumi:dev::cloudimages::pulumi:providers:cloudimages::default";
  expect(settingIssues(urn, { volumeId: "v" })).toEqual([]);
  expect(settingIssues(urn, { preflight: "loud" })).toMatchObject([
    { reason: expect.stringContaining("preflight") },
  ]);
});

test("preflight has three values, and an unknown one may be any of them", () => {
  for (const value of ["off", "warn", "error", "", UNKNOWN])
    expect(settingIssues(providerUrn, { preflight: value })).toEqual([]);
  expect(settingIssues(providerUrn, { preflight: "eror" })[0]?.reason).toMatch(/did you mean error\?$/);
  for (const value of ["loud", true])
    expect(settingIssues(providerUrn, { preflight: value })).toEqual([
      { property: "", reason: expect.stringContaining("error") },
    ]);
});

test("credentials are secret even in plain text, and what came secret stays so", () => {
  const given = received(struct({ password: "p", token: secret("t"), region: secret("eu-de"), host: "h" }));
  expect(
    secretSettings(given)
      .map(([key]) => key)
      .sort(),
  ).toEqual(["password", "region", "token", "token"]);
});

test("values of any type are read as the stack's configuration has them", () => {
  const read = readingFrom({ insecure: true, port: 8080, region: "eu-de", host: null, authMethods: ["a"] });
  expect(
    ["insecure", "port", "region", "host", "user", "authMethods"].map((key) => read(`cloudimages:${key}`)),
  ).toEqual(["true", "8080", "eu-de", undefined, undefined, '["a"]']);
});
