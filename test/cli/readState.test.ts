import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readState } from "../../provider/cli/state/readState";

/**
 * Recorded from `pulumi stack export` of Pulumi 3.259.0, with the plugin: one image of the stack's cloud, one of an explicit
 * provider. Texts that are encrypted, places in the program and ports of the local cloud are replaced.
 */
const recorded = readFileSync(join(__dirname, "nativeState.json"), "utf8");

test("a state of the plugin tells its images, and the settings of the explicit provider", () => {
  const { stack, project, resources, providers } = readState(recorded, "the test");
  expect([stack, project]).toEqual(["dev", "shop"]);
  const lab = {
    urn: "urn:pulumi:dev::shop::pulumi:providers:cloudimages::lab",
    name: "lab",
    settings: {
      authUrl: "http://127.0.0.1:5000/keystone/v3",
      profile: "openstack",
      projectDomainName: "Default",
      projectName: "lab",
      region: "RegionOne",
      userDomainName: "Default",
      userName: "demo",
      verify: "true",
    },
    encrypted: ["password"],
  };
  expect(providers).toEqual([lab]);
  const common = { owner: "69525fc7", cloud: undefined, failed: false, external: false, marker: undefined };
  expect(resources).toMatchObject([
    {
      ...common,
      provider: undefined,
      imageId: "333ff985-a0c0-4433-9c5f-0faf0a3f0611",
      claim: "fc34b2eff78b",
      location: { region: "eu-de", projectId: "10000000000000000000000000000001" },
    },
    {
      ...common,
      provider: lab,
      imageId: "d88397e6-8995-4050-9576-ca5573cb2d87",
      claim: "260a427d23a7",
      location: { region: "RegionOne", projectId: "40000000000000000000000000000001" },
    },
  ]);
});
