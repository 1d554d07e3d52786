import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stringify } from "yaml";
import { configuredOwner } from "../../../provider/pulumi/program/stackOwner";
import { rowsOf } from "../../gitops/fakeEngine";
import { documentsOf, repository, textOf } from "../../gitops/files";
import { testInWhole } from "../../whole";
import { pluginFolder } from "../native/pluginFolder";
import { step } from "../pipelineStep";
import { reportsIn } from "../policyReports";
import { openStory } from "../story";
import { withYaml } from "./hosts";

const passes = { code: 0 };

withYaml("examples/gitops in YAML", (at) => {
  testInWhole(
    "is previewed, judged, deployed and watched by the same scripts, with the plugin of the npm package",
    async () => {
      const { stack, cloud, creates } = await openStory({ program: repository, path: [at.yaml] });
      const program = textOf("yaml/Pulumi.yaml");
      const summary = () => readFileSync(path.join(stack.project, "summary.md"), "utf8");

      stack.setProgram(program.replace("team: platform", "line: base"));
      expect((await step(stack, "preview")).code).not.toBe(0);
      expect(reportsIn(summary().replace(/^ {4}/gm, ""))).toEqual([
        "mandatory require-tags golden: tags.team is missing",
      ]);

      stack.setProgram(program);
      expect(await step(stack, "preview")).toMatchObject(passes);
      expect(rowsOf(summary())[0]?.slice(0, 3)).toEqual([
        "➕ create",
        "`golden`<br>`VolumeImage`<br>🔒 protected",
        expect.stringContaining("`tags.team`: `platform`"),
      ]);
      expect(creates()).toBe(0);
      expect(await step(stack, "deploy")).toMatchObject(passes);
      const [image] = cloud.images();
      expect(cloud.images()).toMatchObject([
        { name: "golden", __description: "The base of the team's servers" },
      ]);
      expect(await step(stack, "drift")).toMatchObject(passes);

      cloud.patchImage(image?.id ?? "", { name: "renamed by hand" });
      const drift = await step(stack, "drift");
      expect(drift.code).not.toBe(0);
      expect(drift.output).toContain("renamed by hand");
      expect(rowsOf(summary())[0]?.[2]).toBe("`name`: `golden` → `renamed by hand`");
      expect(await step(stack, "preview")).toMatchObject(passes);
      expect(await step(stack, "deploy")).toMatchObject(passes);
      expect(cloud.images()).toMatchObject([{ id: image?.id, name: "golden" }]);
      expect(creates()).toBe(1);
    },
  );
});

withYaml("the operator's Program", (at) => {
  test("makes its image as the project that the operator writes of it, with the configuration of its Stack", async () => {
    const documents = documentsOf("operator/program.yaml");
    const ofKind = (kind: string) => documents.find((document) => document.kind === kind) ?? {};
    const { metadata, program } = ofKind("Program");
    const { volumeId: _, ...config } = ofKind("Stack").spec.config;
    // As programToProject does in the operator's program_controller.go.
    const project = stringify({ name: metadata.name, runtime: "yaml", ...program });
    const { stack, cloud, volumeId } = await openStory({
      program: project,
      config,
      path: [pluginFolder, at.yaml],
    });

    await stack.up();
    const [image] = cloud.images();
    expect(cloud.images()).toMatchObject([{ name: "golden", status: "active" }]);
    expect(await stack.outputs()).toEqual({ imageId: image?.id });
    await stack.preview({ expectNoChanges: true });

    // A new pod has a new stack file, with another salt: the owner is the same.
    expect((await stack.resource("golden")).outputs.__owner).toBe(configuredOwner("images-production"));
    const changed = { config: { ...config, volumeId, description: "From the next pod" } };
    writeFileSync(path.join(stack.project, "Pulumi.test.yaml"), stringify(changed));
    expect((await stack.up()).steps).toMatchObject([{ op: "update" }]);
    expect(cloud.images()).toMatchObject([{ id: image?.id, __description: "From the next pod" }]);

    await stack.run(["state", "unprotect", "--all", "--yes"]);
    await stack.destroy();
    expect(cloud.images()).toEqual([]);
  });
});
