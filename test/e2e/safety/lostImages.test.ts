import { command } from "../command";
import { golden } from "../program";
import { openStory } from "../story";

const veryMark = "bears this resource's very mark, and no state that this machine has seen holds it";

test("an image that the state has lost is told by `up`, refused under error, and brought back by the command that is named", async () => {
  const { stack, cloud, creates } = await openStory({ config: { "cloudimages:preflight": "error" } });
  await stack.up();
  const [image] = cloud.images();
  const { urn } = await stack.resource("golden");
  await stack.run(["state", "delete", urn, "--yes"]);

  const preview = await stack.preview();
  expect(preview.text).not.toContain(veryMark);
  const refused = await stack.up({ mayFail: true });
  expect(refused.code).not.toBe(0);
  expect(refused.text).toContain(veryMark);
  expect(refused.text).toContain("change `triggers`");
  expect(cloud.images()).toMatchObject([{ id: image?.id }]);
  expect(creates()).toBe(1);

  await stack.config.set("cloudimages:preflight", "warn");
  const warned = await stack.up();
  expect(warned.text).toContain(veryMark);
  expect(cloud.images()).toHaveLength(2);
  expect(creates()).toBe(2);
  const [, line = ""] = /`npx pulumi-cloud-images (import [^`]+)`/.exec(warned.text) ?? [];
  expect(line).toContain(`import VolumeImage golden ${image?.id}`);

  await stack.destroy();
  expect(cloud.images()).toMatchObject([{ id: image?.id }]); // the lost one is still nobody's
  const { code, err } = await command(stack, line);
  expect(`${code} ${code === 0 ? "" : err}`).toBe("0 ");
  const importing = err.split("\n").find((one) => one.startsWith("    pulumi import")) ?? "";
  await stack.run([...importing.trim().split(" ").slice(1), "--yes"]);
  await stack.preview({ expectNoChanges: true });

  stack.setProgram(golden(`description: "seen in the state"`));
  await stack.up(); // shows the provider a state that holds the claim
  await stack.config.set("cloudimages:preflight", "error");
  const replaced = await stack.up({ args: ["--replace", urn] });
  expect(replaced.text).not.toContain(veryMark);
  expect(cloud.images()).toHaveLength(1);
  expect(cloud.images()).not.toMatchObject([{ id: image?.id }]);
});
