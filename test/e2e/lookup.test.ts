import { openStory } from "./story";

test("a program looks up an image in the preview already, and gives it to others; one that is not there stops it in words", async () => {
  const { stack, cloud } = await openStory({
    program: `import * as pulumi from "@pulumi/pulumi";
import { getImageOutput, getImages } from "pulumi-cloud-images";
const line = pulumi.output("base");
export const base = getImageOutput({ tags: { line }, newest: true }).imageId;
export const count = getImages({ namePattern: "base-*" }).then((images) => images.length);
`,
  });
  const missing = await stack.preview({ mayFail: true });
  expect(missing.code).not.toBe(0);
  expect(missing.text).toContain('getImage: cloud "otc" has no usable image with {"tags":{"line":"base"}}');
  expect(missing.text).not.toContain("    at ");
  const { id } = cloud.addImage({ profile: "otc", name: "base-1", tags: ["line=base"] });
  expect((await stack.preview()).text).toContain(id);
  await stack.up();
  expect(await stack.outputs()).toEqual({ base: id, count: 1 });
  expect(cloud.images()).toHaveLength(1);
});
