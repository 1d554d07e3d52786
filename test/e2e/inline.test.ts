import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { testInWhole } from "../whole";
import { openStory } from "./story";

/** A program that the Automation API runs in its own process, in a workspace that is an empty folder unless told otherwise. */
const program = (more: string) => `
const { LocalWorkspace } = require("@pulumi/pulumi/automation");
const { VolumeImage } = require("pulumi-cloud-images");
const volumeId = "16369c5d-384d-4e64-b37a-56d898769362";
const args = { stackName: "inline", projectName: "inline", program: async () => void new VolumeImage("golden", { volumeId }) };
LocalWorkspace.createOrSelectStack(args, { ${more} })
  .then((stack) => stack.preview())
  .then(({ changeSummary }) => console.log("previewed", changeSummary), (error) => console.log(error.message));
`;

testInWhole(
  "an inline program whose workspace has not the package is told where it is missing, and which option names the folder",
  async () => {
    const { stack } = await openStory({ config: { "cloudimages:preflight": "off" } });
    const file = path.join(stack.project, "inline.cjs");
    const run = (more: string) => {
      writeFileSync(file, program(more));
      const env = { ...stack.env, PULUMI_AUTOMATION_API_SKIP_VERSION_CHECK: "true" };
      return spawnSync(process.execPath, [file], { cwd: stack.project, env, encoding: "utf8" }).stdout;
    };
    const settings = `projectSettings: { name: "inline", runtime: "nodejs" }`;
    const output = run(settings);
    expect(output).toMatch(
      /pulumi-cloud-images cannot be loaded from .*\/automation-\w+, where Pulumi starts the provider/,
    );
    expect(output).toContain("`workDir`");
    expect(output).not.toContain("Cannot find module");
    expect(run("")).toContain("previewed"); // by default the project's `main` is the folder of the process
  },
);
