import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { repository } from "../gitops/files";
import { testInWhole } from "../whole";
import type { Stack } from "./engine";
import { step } from "./pipelineStep";
import { reportsIn } from "./policyReports";
import { reader, stateInStore } from "./stateStore";
import { openStory } from "./story";

/** What the pipelines of examples/gitops do, step by step: only what calls the scripts is missing. */
const pipeline = (env: Record<string, string> = {}, lean = true) =>
  openStory({ program: repository, lean, config: { description: "From the pipeline" }, env });

const passes = { code: 0 };
const fileOf = (stack: Stack, name: string) => path.join(stack.project, name);
/** Without the indentation that makes it code. */
const summaryOf = (stack: Stack) => readFileSync(fileOf(stack, "summary.md"), "utf8").replace(/^ {4}/gm, "");
const hasPlan = (stack: Stack) => existsSync(fileOf(stack, "plan.json"));

testInWhole(
  "a change is previewed, deployed by its plan, watched for drift, and mended by the next deployment",
  async () => {
    const { stack, cloud, creates } = await pipeline({}, false); // as its users start it

    expect(await step(stack, "preview")).toMatchObject(passes);
    expect(summaryOf(stack)).toMatch(/^### Images: A deployment does this\n/);
    expect(summaryOf(stack)).toMatch(/VolumeImage golden create/);
    expect(summaryOf(stack)).toContain("pulumi-cloud-images"); // the policies that were asked
    expect(summaryOf(stack)).not.toMatch(/Loading|plan\.json/); // nothing that is for somebody at a desk
    expect(hasPlan(stack)).toBe(true);
    expect(creates()).toBe(0);

    expect(await step(stack, "deploy")).toMatchObject(passes);
    const [image] = cloud.images();
    expect(cloud.images()).toMatchObject([{ name: "golden", __description: "From the pipeline" }]);
    expect(await step(stack, "drift")).toMatchObject(passes);

    cloud.patchImage(image?.id ?? "", { name: "renamed by hand" });
    const drift = await step(stack, "drift");
    expect(drift.code).not.toBe(0);
    expect(drift.output).toContain("renamed by hand");
    expect((await stack.resource("golden")).outputs.name).toBe("golden"); // it has only looked

    expect(await step(stack, "preview")).toMatchObject(passes);
    expect(await step(stack, "deploy")).toMatchObject(passes);
    expect(cloud.images()).toMatchObject([{ id: image?.id, name: "golden" }]);
    expect(await step(stack, "drift")).toMatchObject(passes);
    expect(creates()).toBe(1);
  },
);

testInWhole("a plan that something has overtaken is refused before anything is done", async () => {
  const { stack, cloud } = await pipeline();
  expect(await step(stack, "preview")).toMatchObject(passes);
  await stack.config.set("description", "Nobody has seen this");

  const deploy = await step(stack, "deploy");

  expect(deploy.code).not.toBe(0);
  expect(deploy.output).toContain("violates plan");
  expect(cloud.images()).toEqual([]);
});

testInWhole("a broken policy fails the preview, stands in its summary, and leaves no plan", async () => {
  const { stack, cloud } = await pipeline();
  expect(await step(stack, "preview")).toMatchObject(passes);
  const program = readFileSync(fileOf(stack, "index.ts"), "utf8");
  stack.setProgram(program.replace(/ +tags: .+\n/, ""));

  expect((await step(stack, "preview")).code).not.toBe(0);

  expect(summaryOf(stack)).toMatch(/^### Images: This cannot be deployed\n/);
  expect(reportsIn(summaryOf(stack))).toEqual(["mandatory require-tags golden: tags.team is missing"]);
  expect(hasPlan(stack)).toBe(false);
  expect((await step(stack, "deploy")).code).not.toBe(0);
  expect(cloud.images()).toEqual([]);
});

testInWhole(
  "the state may be in a store of S3's protocol, of which the reviewers see nothing; only a deployment writes there",
  async () => {
    const { stack, cloud } = await pipeline(await stateInStore());
    const preview = await step(stack, "preview", reader);
    expect(preview).toMatchObject(passes);
    expect(preview.output).not.toMatch(/SDK|checksum/); // what the engine's S3 client says of stores that are not Amazon's
    const refused = await step(stack, "deploy", reader);
    expect(refused.code).not.toBe(0);
    expect(refused.output).toContain("AccessDenied");
    expect(cloud.images()).toEqual([]);
    expect(await step(stack, "deploy")).toMatchObject(passes);
    expect(cloud.images()).toMatchObject([{ name: "golden" }]);
    expect(await step(stack, "preview", reader)).toMatchObject(passes);
    expect(await step(stack, "drift", reader)).toMatchObject(passes);
  },
);

testInWhole(
  "a protected image of production is replaced after it was freed in the state, and the new one is protected",
  async () => {
    const { stack, cloud } = await pipeline();
    writeFileSync(
      fileOf(stack, "policies.json"),
      JSON.stringify({ "protect-production": { stacks: "^test$" } }), // the name of every stack here
    );
    const program = readFileSync(fileOf(stack, "index.ts"), "utf8");
    stack.setProgram(program.replace(`=== "production"`, `=== "test"`));
    expect(await step(stack, "preview")).toMatchObject(passes);
    expect(await step(stack, "deploy")).toMatchObject(passes);
    const volume = cloud.addVolume({ profile: "otc", name: "another", sizeGiB: 20 });
    await stack.config.set("volumeId", volume.id);

    expect((await step(stack, "preview")).code).not.toBe(0);
    expect(summaryOf(stack)).toContain("marked for protection");
    expect(hasPlan(stack)).toBe(false);

    const { urn } = await stack.resource("golden");
    await stack.run(["state", "unprotect", "--yes", urn]); // as the rule's fix and the README say
    expect(await step(stack, "preview")).toMatchObject(passes);
    const rows = summaryOf(stack).match(/.*VolumeImage golden .*/g);
    expect(rows).toEqual([expect.stringMatching(/^ \+- .* golden replace /)]); // one line, without progress
    expect(await step(stack, "deploy")).toMatchObject(passes);
    expect(cloud.images()).toMatchObject([{ name: "golden", volumeId: volume.id }]);
    expect((await stack.resource("golden")).protect).toBe(true);
  },
);
