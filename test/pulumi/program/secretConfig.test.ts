import * as pulumi from "@pulumi/pulumi";
import { secretFields } from "../../../provider/clouds/settings";
import { refusePlainCredentials } from "../../../provider/pulumi/program/secretConfig";

afterEach(() => pulumi.runtime.setAllConfig({}));

it("a credential in plain text is refused, by its key and without its value", () => {
  for (const field of secretFields) {
    pulumi.runtime.setAllConfig({ [`cloudimages:${field}`]: "canary" });
    expect(refusePlainCredentials).toThrow(`pulumi config set --secret cloudimages:${field}`);
    expect(refusePlainCredentials).not.toThrow("canary");
  }
  expect(secretFields.length).toBeGreaterThan(1);
});

it.each(["cloudimages:", "cloudimages:config:"])(
  "an encrypted one passes, also as older engines write its key: %s",
  (prefix) => {
    for (const field of secretFields) {
      pulumi.runtime.setAllConfig({ [`${prefix}${field}`]: "canary" }, [`${prefix}${field}`]);
      expect(refusePlainCredentials).not.toThrow();
    }
  },
);

it("what is no credential may stand in plain text, and so may other packages' settings", () => {
  pulumi.runtime.setAllConfig({ "cloudimages:cloud": "prod", "other:password": "x" });
  expect(refusePlainCredentials).not.toThrow();
});
