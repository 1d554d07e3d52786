import { testInWhole } from "../../whole";
import { command } from "../command";
import { withYaml } from "../languages/hosts";
import { expectNothingToDo } from "../nothingToDo";
import { golden } from "../program";
import { openNativeStory } from "./nativeStory";
import { goldenYaml } from "./yamlProgram";

const wasDynamic = {
  aliases: ["urn:pulumi:test::e2e::pulumi-nodejs:dynamic/cloudimages:VolumeImage::golden"],
};

const inYaml = (description: string) => goldenYaml({ description }, wasDynamic);
const inTypeScript = (description: string) =>
  golden(`description: "${description}"`).replace(
    "});",
    `}, { aliases: [{ type: "cloudimages:index:VolumeImage" }] });`,
  );

withYaml("a stack", (at) => {
  testInWhole(
    "moves to the plugin, with an export on the way, and back: one create, one mark, no orphan",
    async () => {
      const { stack, cloud, creates, expectOneImage } = await openNativeStory(at.yaml, {
        program: golden(`description: "nightly", timeouts: { create: "4s" }`),
        settings: { exportSeconds: 10 },
      });
      expect((await stack.up({ mayFail: true })).text).toContain("not finished after 4 s");
      const { outputs: first } = await stack.resource("golden");
      const recorded = async () => {
        const { type, outputs } = await stack.resource("golden");
        const { __owner, __urn, claim } = outputs;
        expect({ __owner, __urn, claim }).toEqual({
          __owner: first.__owner,
          __urn: first.__urn,
          claim: first.claim,
        });
        return type;
      };

      stack.setProgram(inYaml("nightly"));
      expect((await stack.up()).steps).toMatchObject([
        { op: "update", type: "cloudimages:index:VolumeImage" },
      ]);
      expect(await recorded()).toBe("cloudimages:index:VolumeImage");
      await expectOneImage();
      const [image] = cloud.images();
      expect(image?.tags).toEqual([expect.stringMatching(`^pulumi-cloud-images=.*-${first.claim}$`)]);
      await stack.preview({ expectNoChanges: true });
      expect(await command(stack, "orphans")).toMatchObject({ code: 0 });

      stack.setProgram(inTypeScript("nightly"));
      cloud.clearRequests();
      expect((await stack.up()).steps).toMatchObject([{ op: "update" }]); // writes what this form hides in its state
      const changes = cloud
        .requests()
        .filter(({ method, route }) => method !== "GET" && route !== "iam.createToken");
      expect(changes).toEqual([]);
      await stack.refresh();
      await stack.preview({ expectNoChanges: true });
      expect(await recorded()).toBe("pulumi-nodejs:dynamic/cloudimages:VolumeImage");
      stack.setProgram(inTypeScript("weekly"));
      expect((await stack.up()).steps).toMatchObject([{ op: "update" }]);
      expect(cloud.images()).toMatchObject([{ id: image?.id, __description: "weekly", tags: image?.tags }]);

      stack.setProgram(inYaml("monthly")); // moved and changed at once
      expect((await stack.up()).steps).toMatchObject([{ op: "update" }]);
      await recorded();
      expect(cloud.images()).toMatchObject([{ id: image?.id, __description: "monthly", tags: image?.tags }]);
      expect(creates()).toBe(0); // since the stack came back
      expectNothingToDo((await stack.export("--show-secrets")).deployment);
      await stack.destroy();
      expect(cloud.images()).toEqual([]);
    },
  );
});
