import * as pulumi from "@pulumi/pulumi";
import { getImages, VolumeImage } from "../../../provider/index";
import { refuseStrayConfig } from "../../../provider/pulumi/program/refuseStrayConfig";
import { mockEngine, registrations } from "../registered";

const volumeId = "16369c5d-384d-4e64-b37a-56d898769362";
beforeEach(() => mockEngine());
afterEach(() => pulumi.runtime.setAllConfig({}));

describe("a key of cloudimages: that nobody reads", () => {
  it.each([
    [
      "cloudimages:preflght",
      "error",
      "there is no cloudimages:preflght: did you mean cloudimages:preflight?",
    ],
    ["cloudimages:config:preflght", "error", "did you mean cloudimages:preflight?"], // as older engines write it
    [
      "cloudimages:auth",
      '{"projct_name":"canary"}',
      "no cloudimages:auth.projct_name: did you mean cloudimages:pr",
    ],
    ["cloudimages:pasword", "canary", "did you mean cloudimages:password?"],
  ])("is refused, named, and its value is not: %s", (key, value, expected) => {
    pulumi.runtime.setAllConfig({ [key]: value });
    expect(refuseStrayConfig).toThrow(expected);
    expect(refuseStrayConfig).not.toThrow("canary");
    expect(refuseStrayConfig).not.toThrow("?.");
    expect(refuseStrayConfig).toThrow(pulumi.RunError); // printed without a stack trace
  });

  it("stops a program before it registers anything, and before it looks anything up", async () => {
    pulumi.runtime.setAllConfig({ "cloudimages:clod": "prod" });
    expect(() => new VolumeImage("base", { volumeId })).toThrow("did you mean cloudimages:cloud?");
    await expect(getImages()).rejects.toThrow("did you mean cloudimages:cloud?");
    expect(registrations()).toEqual([]);
  });
});

it("known keys, other namespaces, and no configuration at all pass", () => {
  pulumi.runtime.setAllConfig({
    "cloudimages:cloud": "prod",
    "cloudimages:preflight": "error",
    "cloudimages:owner": "me",
    "cloudimages:config:region": "eu-de",
    "web:preflght": "x",
    "other:clod": "x",
  });
  expect(refuseStrayConfig).not.toThrow();
  pulumi.runtime.setAllConfig({});
  expect(refuseStrayConfig).not.toThrow();
});

it("a project that is itself called cloudimages has its own settings there", async () => {
  const mocks = { newResource: () => ({ id: "x", state: {} }), call: () => ({}) };
  await pulumi.runtime.setMocks(mocks, "cloudimages", "dev", false, "acme");
  pulumi.runtime.setAllConfig({ "cloudimages:volumeId": volumeId });
  expect(refuseStrayConfig).not.toThrow();
});
