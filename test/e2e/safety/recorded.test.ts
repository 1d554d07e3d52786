import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { testInWhole } from "../../whole";
import { type JobStory, type SourceName, tellJobs } from "../jobStory";
import { noProvider, until } from "./processes";

// An engine that is killed within three seconds after it has recorded an image: the provider cannot tell that from
// one which had no time to, and takes the image back.

const ourTag = /^pulumi-cloud-images=([0-9a-f]{8}-[0-9a-f]{20})-[0-9a-f]{12}$/;

test("of an image that was recorded and taken back, up sees nothing, and up --refresh gives it its name again", async () => {
  const sources: readonly SourceName[] = ["volume", "data"];
  const story = await tellJobs({ sources });
  const { stack, cloud } = story;
  await stack.up();
  const marks = () => Object.fromEntries(cloud.images().map(({ id, name, tags }) => [id, { name, tags }]));
  const taken = marks();
  for (const image of cloud.images()) takeBack(story, image);
  const back = marks();
  expect(back).not.toEqual(taken);

  await stack.preview({ expectNoChanges: true });
  await stack.up();
  expect(marks()).toEqual(back);

  const up = await stack.up({ args: ["--refresh"] });
  expect(up.steps.filter(({ op }) => op === "update")).toHaveLength(sources.length);
  expect(marks()).toEqual(taken);
  await story.expectOneImageEach();
});

/** As the provider does it (provider/lifecycle/claim/release.ts): a volume's image loses its name, one of a job the claim. */
function takeBack(
  { cloud }: JobStory,
  { id, name, tags }: { id: string; name: string; tags: string[] },
): void {
  const [, marker] = tags.map((tag) => ourTag.exec(tag)).find(Boolean) ?? [];
  if (name === "volume") cloud.patchImage(id, { name: `creating-${marker}` });
  else cloud.patchImage(id, { tags: tags.map((tag) => tag.replace(ourTag, "pulumi-cloud-images=$1")) });
}

testInWhole(
  "SIGKILL of the engine at once after it has recorded an image, while another is being made",
  async () => {
    const story = await tellJobs({
      sources: ["volume", "data"],
      settings: { exportSeconds: 1, jobSeconds: 20 },
    });
    const { stack, cloud } = story;
    const up = stack.start(["up", "--yes", "--skip-preview"]);
    const state = path.join(path.dirname(stack.project), "backend/.pulumi/stacks/e2e/test.json");
    // The file itself: a `stack export` takes most of the three seconds.
    const recorded = () =>
      existsSync(state) && /"imageId": ?"[0-9a-f-]{36}"/.test(readFileSync(state, "utf8"));
    await until(recorded, up);
    up.kill("SIGKILL");
    await up.done;
    await noProvider(stack);
    await stack.cancel({ mayFail: true });
    const names = () =>
      cloud
        .images()
        .map(({ name }) => name)
        .sort();
    const back = [expect.stringMatching(/^creating-/), "data"];
    expect(names()).toEqual(back);

    await stack.up();
    expect(names()).toEqual(back);
    await stack.up({ args: ["--refresh"] });
    await story.expectOneImageEach();
  },
);
