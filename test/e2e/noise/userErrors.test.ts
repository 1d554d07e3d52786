import { openStory } from "../story";
import { noiseIn } from "./noiseIn";
import { previewOf } from "./previewOf";
import { userErrors } from "./userErrors";

const header = `import * as pulumi from "@pulumi/pulumi";
import { getImage, getImageOutput, getImages, VolumeImage } from "pulumi-cloud-images";
const volumeId = new pulumi.Config().require("volumeId");
`;

test("no mistake of a user gives a stack trace, a colour in a log or a warning of Node, and none is said twice", async () => {
  const { stack, cloud, volumeId } = await openStory();
  const found: Record<string, string[]> = {};
  for (const [what, row] of Object.entries(userErrors(cloud))) {
    stack.setProgram(header + row.program);
    const preview = await previewOf(stack, volumeId, row);
    const noise = noiseIn(preview, row.says);
    if (preview.code === 0) noise.push("the preview passed");
    if (noise.length > 0) found[what] = [...noise, preview.text];
  }
  expect(found).toEqual({});
});

test("a bug of the program keeps its stack trace, and Node warns of its promises as ever", async () => {
  const { stack, volumeId } = await openStory();
  stack.setProgram(`${header}
getImage({ nmae: "x" } as object);
const broken = Promise.reject(new TypeError("a bug"));
export = async () => {
  await new Promise((resolve) => setTimeout(resolve, 100));
  return { broken };
};`);
  const preview = await previewOf(stack, volumeId, {});
  expect(preview.text).toMatch(/TypeError: a bug\n +at .*index\.js/);
  expect(noiseIn(preview, ["getImage: nmae"])).toEqual([
    "a stack trace",
    "a colour in a log",
    "a warning of Node",
  ]);
});
