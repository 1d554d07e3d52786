import { withYaml } from "../languages/hosts";
import { noiseIn } from "../noise/noiseIn";
import { previewOf } from "../noise/previewOf";
import type { UserError } from "../noise/userErrors";
import { openNativeStory } from "./nativeStory";
import { ref, yamlProgram } from "./yamlProgram";

const missing = "00000000-0000-4000-8000-000000000000";

/** Of a program in YAML, which the plugin serves. */
const yamlErrors: Readonly<
  Record<string, { readonly resource?: object; readonly lookup?: object } & Omit<UserError, "program">>
> = {
  "a credential in plain text": {
    resource: {},
    config: { "cloudimages:password": "hunter2" },
    says: ["cloudimages:password is a credential, but stands in plain text"],
  },
  "a misspelt setting and a word that is no mode": {
    resource: {},
    config: { "cloudimages:regoin": "eu-de", "cloudimages:preflight": "loud" },
    says: ["there is no setting regoin: did you mean region?", 'cloudimages:preflight is "loud"'],
  },
  "a volume that is not there": {
    resource: { volumeId: missing },
    config: { "cloudimages:preflight": "error" },
    says: ["the preflight found what the cloud would refuse"],
  },
  "an image that a look-up does not find": {
    lookup: { name: "nobody" },
    says: ['getImage returned an error: cloud "otc" has no usable image with {"name":"nobody"}'],
  },
  "a cloud that is not there": {
    resource: { cloud: "prod" },
    says: ['There is no cloud "prod"'],
  },
};

withYaml("the plugin", (at) => {
  test("says the mistakes of a program in YAML as quietly", async () => {
    const { stack, volumeId } = await openNativeStory(at.yaml);
    const found: Record<string, string[]> = {};
    for (const [what, row] of Object.entries(yamlErrors)) {
      const { resource, lookup } = row;
      stack.setProgram(
        yamlProgram({
          resources:
            resource === undefined
              ? {}
              : { a: { type: "VolumeImage", properties: { volumeId: ref("volumeId"), ...resource } } },
          variables:
            lookup === undefined
              ? {}
              : { found: { "fn::invoke": { function: "cloudimages:index:getImage", arguments: lookup } } },
        }),
      );
      const noise = noiseIn(await previewOf(stack, volumeId, row), row.says);
      if (noise.length > 0) found[what] = noise;
    }
    expect(found).toEqual({});
  });
});
