import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { rowsOf } from "../gitops/fakeEngine";
import { repository } from "../gitops/files";
import { testInWhole } from "../whole";
import type { Stack } from "./engine";
import { step } from "./pipelineStep";
import { reportsIn } from "./policyReports";
import { addresses, reader, stateInStore } from "./stateStore";
import { openStory } from "./story";

/** What the pipelines of examples/gitops do, step by step: only what calls the scripts is missing. */
const pipeline = (env: Record<string, string> = {}, lean = true) =>
  openStory({ program: repository, lean, config: { description: "From the pipeline" }, env });

/** An export that is still under way at the end of a time-out of a second, on a busy machine too. */
const exportSeconds = 10;

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
    expect(summaryOf(stack)).toMatch(/^### ✅ Images of `test`: a deployment creates 1 image\n/);
    expect(rowsOf(summaryOf(stack))).toEqual([
      [
        "➕ create",
        "`golden`<br>`VolumeImage`",
        expect.stringMatching(
          /`description`: `From the pipeline`<br>`name`: `golden`<br>`tags.team`: `platform`/,
        ),
        "`otc`<br>`eu-de`<br>`project eu-de_lab`",
        expect.stringMatching(/^✅ \d+ passed$/),
        "a new image",
      ],
    ]);
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
    expect(summaryOf(stack)).toMatch(/^### ❌ Images of `test`: others have changed 1 image in the cloud\n/);
    expect(rowsOf(summaryOf(stack))[0]?.[2]).toBe("`name`: `golden` → `renamed by hand`");
    expect((await stack.resource("golden")).outputs.name).toBe("golden"); // it has only looked

    expect(await step(stack, "preview")).toMatchObject(passes);
    expect(rowsOf(summaryOf(stack))[0]?.slice(0, 3)).toEqual([
      "✏️ update",
      "`golden`<br>`VolumeImage`<br>✋ others have changed it in the cloud",
      "`name`: `renamed by hand` → `golden`",
    ]);
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

  expect(summaryOf(stack)).toMatch(/^### ❌ Images of `test`: this cannot be deployed \(1 error\)\n/);
  expect(reportsIn(summaryOf(stack))).toEqual(["mandatory require-tags golden: tags.team is missing"]);
  expect(hasPlan(stack)).toBe(false);
  expect((await step(stack, "deploy")).code).not.toBe(0);
  expect(cloud.images()).toEqual([]);
});

testInWhole(
  "the state may be in a store of S3's protocol, at each address of the README; reviewers see nothing of it, and only a deployment writes there",
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

    expect(addresses).toHaveLength(3);
    for (const address of addresses.slice(1)) {
      const env = { PULUMI_BACKEND_URL: address };
      await stack.run(["stack", "init", "other"], { env });
      const { stdout } = await stack.run(["stack", "ls", "--json"], { env });
      expect(JSON.parse(stdout)).toContainEqual(expect.objectContaining({ name: "other" }));
      await stack.run(["stack", "rm", "--yes", "other"], { env });
    }
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
    const { urn } = await stack.resource("golden");
    expect(summaryOf(stack)).toContain(`**What to do:** \`\` Leave \`protect\` in the program.`);
    expect(summaryOf(stack)).toContain(`pulumi state unprotect '${urn}'`);
    expect(hasPlan(stack)).toBe(false);

    await stack.run(["state", "unprotect", "--yes", urn]); // as the rule's fix, the summary and the README say
    expect(await step(stack, "preview")).toMatchObject(passes);
    const rows = rowsOf(summaryOf(stack));
    expect(rows).toHaveLength(1);
    expect(rows[0]?.[0]).toBe("♻️ **replace**");
    expect(rows[0]?.[2]).toMatch(new RegExp(`\`volumeId\`: \`.+\` → \`${volume.id}\` ♻️$`));
    expect(await step(stack, "deploy")).toMatchObject(passes);
    expect(cloud.images()).toMatchObject([{ name: "golden", volumeId: volume.id }]);
    expect((await stack.resource("golden")).protect).toBe(true);
  },
);

testInWhole(
  "a volume that does not exist fails the preview, for a new image and for one that replaces another",
  async () => {
    const { stack, cloud, volumeId } = await pipeline();
    const missing = "36369c5d-384d-4e64-b37a-56d898769362";
    const expectRefused = async () => {
      expect((await step(stack, "preview")).code).not.toBe(0);
      expect(summaryOf(stack)).toMatch(/^### ❌ Images of `test`: this cannot be deployed \(1 error\)\n/);
      expect(summaryOf(stack).split("<details>")[0]).toContain(`cloud "otc" has no volume ${missing}`);
      expect(hasPlan(stack)).toBe(false);
    };
    await stack.config.set("volumeId", missing);
    await expectRefused();
    await stack.config.set("volumeId", volumeId);
    expect(await step(stack, "preview")).toMatchObject(passes);
    expect(await step(stack, "deploy")).toMatchObject(passes);
    await stack.config.set("volumeId", missing);
    await expectRefused();
    expect(cloud.images()).toMatchObject([{ name: "golden", volumeId }]);
  },
);

testInWhole(
  "a deployment that timed out is gone on with by the same plan, and by nothing that nobody has approved",
  async () => {
    const { stack, cloud, creates, volumeId } = await pipeline();
    cloud.configure({ exportSeconds });
    const program = readFileSync(fileOf(stack, "index.ts"), "utf8");
    const options = `{ customTimeouts: { create: "1s", update: "60s" } }`;
    stack.setProgram(program.replace(/\{ protect: .+ \}/, options));
    const expectTimeOut = async () => {
      expect(await step(stack, "preview")).toMatchObject(passes);
      const deploy = await step(stack, "deploy");
      expect(deploy.code).not.toBe(0);
      expect(deploy.output).toMatch(
        /not finished after[\s\S]+What to do: The image is not lost\. Run this job again/,
      );
    };

    await expectTimeOut();
    await stack.config.set("description", "Nobody has seen this");
    const refused = await step(stack, "deploy");
    expect(refused.code).not.toBe(0);
    expect(refused.output).toMatch(
      /What to do: The cloud, the state or the program has changed since this plan was made/,
    );
    await stack.config.set("description", "From the pipeline");
    const deploy = await step(stack, "deploy");
    expect(deploy).toMatchObject(passes);
    expect(deploy.output).toMatch(
      /constrained to create[\s\S]+Nothing is to be done but the rest of the approved plan/,
    );
    expect(cloud.images()).toMatchObject([{ name: "golden", volumeId, __description: "From the pipeline" }]);
    expect(creates()).toBe(1);

    const volume = cloud.addVolume({ profile: "otc", name: "another", sizeGiB: 20 });
    await stack.config.set("volumeId", volume.id);
    await expectTimeOut();
    expect(await step(stack, "deploy")).toMatchObject(passes);
    expect(cloud.images()).toMatchObject([{ name: "golden", volumeId: volume.id }]);
    expect(creates()).toBe(2);
    expect(await step(stack, "drift")).toMatchObject(passes);
    expect(existsSync(fileOf(stack, "rest.json"))).toBe(false);
  },
);
