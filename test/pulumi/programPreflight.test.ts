import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startCloud } from "../../local-cloud";
import { openProgramPreflight } from "../../provider/pulumi/preflight/programPreflight";
import { connections } from "../../provider/pulumi/program/connections";
import { realSources } from "../../provider/pulumi/program/sources";
import { volumeImage } from "../../provider/resources/volumeImage";
import { owner, urnOf } from "../lifecycle/harness/stack";

const missing = "36369c5d-384d-4e64-b37a-56d898769362";
const sentence = `cloud "otc" has no volume ${missing}`;
const advice = "What to do: correct the argument, or what it names";

/** A cloud with an image of ours that has this name already, as before a replacement. */
async function look(mode: "warn" | "error", isToBeCreated?: boolean) {
  const cloud = await startCloud({ settings: { strictSignatures: true } });
  const home = mkdtempSync(join(tmpdir(), "preflight-"));
  const file = join(home, "clouds.yaml");
  writeFileSync(file, JSON.stringify({ clouds: cloud.credentials }));
  cloud.addImage({
    profile: "otc",
    name: "golden",
    tags: ["pulumi-cloud-images=f989b085-8e858d186d4c5437968a-02fefa95e3df"],
  });
  const opened = connections(
    realSources({ env: { OS_CLIENT_CONFIG_FILE: file, OS_CLOUD: "otc" }, cwd: home, home }, {}),
    () => {},
  );
  const steps: string[] = [];
  const log = {
    during<Result>(step: string, work: Promise<Result>) {
      steps.push(step);
      return work;
    },
  };
  const about = { urn: urnOf("golden"), owner, given: { name: "golden", volumeId: missing }, log };
  try {
    const asked = { ...about, ...(isToBeCreated && { isToBeCreated }) };
    const result = await openProgramPreflight(opened).probe(volumeImage, asked, mode);
    expect(steps).toEqual(["checking"]); // said if it takes long
    return result;
  } finally {
    await opened.close();
    rmSync(home, { recursive: true });
    await cloud.close();
  }
}

test("a program that cannot know whether an image will be created warns, in words that a pipeline can act on", async () => {
  expect(await look("error")).toEqual({
    warnings: [`a new image would be refused: ${sentence}\n${advice}`],
  });
  expect(await look("warn")).toEqual({ warnings: [`${sentence}\n${advice}`] });
});

test("where the engine says that an image will be created, it is refused", async () => {
  const { refusal, warnings } = await look("error", true);
  expect(refusal).toContain(sentence);
  expect(warnings).toEqual([]);
  expect(await look("warn", true)).toEqual({ warnings: [`${sentence}\n${advice}`] });
});
