// @ts-check
const { PolicyPack } = require("@pulumi/policy");
const { noCredentials, noForce, policyConfiguration, requireTags } = require("pulumi-cloud-images/policies");

/**
 * A rule of our own: the tag `expires` says until when an image is needed, so that whoever cleans up need not ask.
 *
 * @type {import("@pulumi/policy").ResourceValidationPolicy}
 */
const expires = {
  name: "expires",
  description: "An image without an end is kept for ever, and paid for",
  enforcementLevel: "mandatory",
  configSchema: {
    properties: { atMostDays: { type: "integer", minimum: 1, default: 365 } },
  },
  validateResource(image, report) {
    // Types end alike in programs of every language: pulumi-nodejs:dynamic/cloudimages:VolumeImage, cloudimages:index:VolumeImage.
    if (!/\bcloudimages:.*(VolumeImage|FullEcsImage|DataImage)$/.test(image.type)) return;
    const { atMostDays } = /** @type {{ atMostDays: number }} */ (image.getConfig());
    const day = image.props.tags?.expires;
    const days = (Date.parse(day) - Date.now()) / 86_400_000;
    if (!(days > 0 && days <= atMostDays)) {
      report(`tags.expires is no day within the next ${atMostDays} days, written as 2030-12-31`);
    }
  },
};

new PolicyPack(
  "platform-team",
  {
    policies: [
      expires,
      requireTags,
      { ...noForce, enforcementLevel: "advisory" }, // a rule of the package, but less strict
      noCredentials,
      policyConfiguration, // notices a misspelt name in the configuration, here and in a file
    ],
  },
  {
    "require-tags": {
      keys: ["team"],
      values: { team: ["platform", "lab"] },
      enforcementLevel: "mandatory", // without it, what is configured here becomes advisory
    },
  },
);
