import { writeFileSync } from "node:fs";
import path from "node:path";
import { testInWhole } from "../../whole";
import { command } from "../command";
import { withYaml } from "../languages/hosts";
import { expectNothingToDo } from "../nothingToDo";
import { reportsIn } from "../policyReports";
import { openNativeStory } from "./nativeStory";
import { ref, yamlProgram } from "./yamlProgram";

/** A project in YAML has no node_modules: the pack brings its own. */
const pack = path.resolve(__dirname, "../../../node_modules/pulumi-cloud-images/policy-pack");

const configured = {
  "require-tags": { keys: ["team"], defaults: { team: "web" }, enforcementLevel: "remediate" },
  "require-description": { text: "{name} of {project}", enforcementLevel: "remediate" },
  "protect-production": { stacks: "^test$" }, // the name of every stack here
  "allowed-clouds": { clouds: ["otc"] },
  "allowed-formats": { disk: ["zvhd2"] },
};

const image = (args: object, options: object = {}) => ({
  type: "VolumeImage",
  properties: { volumeId: ref("volumeId"), ...args },
  options,
});

withYaml("policies", (at) => {
  testInWhole(
    "judge and mend the plugin's images; doctor and orphans know them, and an orphan is brought back",
    async () => {
      const { stack, cloud, creates, volumeId } = await openNativeStory(at.yaml, {
        config: { "cloudimages:preflight": "off" },
        secretConfig: { note: "hidden" },
        program: yamlProgram({
          resources: {
            golden: image({ force: true, diskFormat: "raw" }),
            open: image({ visibility: "public", cloud: "openstack", description: "password=hunter2" }),
          },
        }),
      });
      const file = path.join(stack.project, "policies.json");
      writeFileSync(file, JSON.stringify(configured));
      const args = ["--policy-pack", pack, "--policy-pack-config", file];

      const refused = await stack.run(["preview"], { args, mayFail: true });
      expect(refused.code).not.toBe(0);
      const notProtected = 'the stack "test" is production, and the image is not protected';
      expect(reportsIn(refused.text).sort()).toEqual([
        'advisory distinct-sources open: "open" and "golden" are made from the same volume',
        'mandatory allowed-clouds open: the cloud is "openstack", not "otc"',
        'mandatory allowed-formats golden: diskFormat is not "zvhd2"',
        'mandatory allowed-formats open: diskFormat is not set, and the default of the cloud "openstack" is "raw", not "zvhd2"',
        "mandatory no-credentials open: description looks like a credential by its label",
        "mandatory no-force golden: force is true",
        'mandatory private-visibility open: visibility is not "private"',
        `mandatory protect-production golden: ${notProtected}`,
        `mandatory protect-production open: ${notProtected}`,
        "remediate require-description 1 resource",
        "remediate require-tags 2 resources",
      ]);
      expect(cloud.requests()).toEqual([]);

      // A pack in JavaScript judges a program in YAML; it stands beside the package that it takes rules from.
      const own = path.resolve(__dirname, "../../../examples/policy-pack");
      const byOwn = await stack.run(["preview"], { args: ["--policy-pack", own], mayFail: true });
      expect(byOwn.code).not.toBe(0);
      expect(byOwn.text).toContain("[mandatory]  expires  (cloudimages:index:VolumeImage: golden)");
      expect(byOwn.text).toContain("tags.expires is no day within the next 365 days");
      expect(byOwn.text).toContain("no-force  (cloudimages:index:VolumeImage: golden)");

      const golden = image({ tags: { note: ref("note") } }, { protect: true });
      stack.setProgram(yamlProgram({ secrets: ["note"], resources: { golden } }));
      expect(reportsIn((await stack.up({ args })).text)).toEqual([
        "remediate require-description 1 resource",
        "remediate require-tags 1 resource",
      ]);
      const [made] = cloud.images();
      expect(made).toMatchObject({ name: "golden", status: "active", __description: "golden of e2e" });
      expect(made?.tags).toEqual(expect.arrayContaining(["note=hidden", "team=web"]));
      expect(JSON.stringify(await stack.resource("golden"))).not.toContain("hidden"); // also with a tag that a rule has added
      await stack.preview({ args, expectNoChanges: true });

      expect(await command(stack, "orphans")).toMatchObject({ code: 0 });
      const doctor = await command(stack, "doctor");
      expect(doctor.out).toMatch(/^ok {7}plugin: .*pulumi-resource-cloudimages, on the PATH/m);
      expect(doctor.out).not.toMatch(/^failed/m);

      const { urn, outputs } = await stack.resource("golden");
      await stack.run(["state", "delete", "--yes", "--force", urn]);
      const lost = await command(stack, "orphans");
      expect(lost).toMatchObject({
        code: 1,
        out: expect.stringMatching(new RegExp(`^orphan +${made?.id} +golden$`, "m")),
      });
      const id = `${made?.id}?source=${volumeId}`;
      await stack.run(["import", "cloudimages:index:VolumeImage", "golden", id, "--yes", "--protect=false"]);
      expect((await stack.resource("golden")).outputs.claim).toBe(outputs.claim);
      expect(cloud.images()).toMatchObject([{ id: made?.id, tags: made?.tags }]);
      expect(await command(stack, "orphans")).toMatchObject({ code: 0 });
      expectNothingToDo((await stack.export("--show-secrets")).deployment);
      expect(creates()).toBe(1);
      await stack.destroy();
      expect(cloud.images()).toEqual([]);
    },
  );
});
