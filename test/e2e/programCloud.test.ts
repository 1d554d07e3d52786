import { writeFileSync } from "node:fs";
import path from "node:path";
import { named } from "./nothingToDo";
import { openStory } from "./story";

/** The first image by the engine's own provider, the second by one of the program's, with these inputs. */
const images = (inputs?: string) => `import * as pulumi from "@pulumi/pulumi";
import { VolumeImage } from "pulumi-cloud-images";
class Provider extends pulumi.ProviderResource {
  constructor(inputs: Record<string, string>) {
    super("pulumi-nodejs", "own", inputs);
  }
}
const volumeId = new pulumi.Config().require("volumeId");
${inputs === undefined ? 'new VolumeImage("golden", { volumeId });' : `new VolumeImage("golden", { volumeId }, { provider: new Provider(${inputs}) });`}
`;

const CLOUD = "cloudimages:cloud";

test("an explicit provider without the stack's settings is refused, and makes the image when it has them", async () => {
  // The environment names another cloud: there the image would have been made.
  const { stack, cloud, creates } = await openStory({
    program: images("{}"),
    config: { [CLOUD]: "otc", "pulumi:disable-default-providers": '["*"]' },
    env: { OS_CLOUD: "openstack" },
  });
  const refused = await stack.up({ mayFail: true });
  expect(refused.code).not.toBe(0);
  expect(refused.text).toMatch(
    /the program means cloud "otc" \(otc, eu-de, [^)]+\), but the provider, which would make the image, finds cloud "openstack" \(openstack, /,
  );
  expect(refused.text).toContain(`{ "${CLOUD}": … }`);
  expect(creates()).toBe(0);

  stack.setProgram(images(`{ "${CLOUD}": "otc" }`));
  await stack.up();
  expect(cloud.images()).toMatchObject([{ name: "golden" }]);
  expect(creates()).toBe(1);
  const { inputs } = await stack.resource("golden");
  expect(inputs.__cloud).toEqual({
    entry: "otc",
    profile: "otc",
    region: "eu-de",
    host: new URL(cloud.credentials.otc.auth.auth_url).host,
    project: cloud.credentials.otc.auth.project_name,
  });
  await stack.preview({ expectNoChanges: true });
});

test("a state of before, without the program's cloud, shows no change, whatever is run", async () => {
  const { stack, creates } = await openStory({ program: images(), config: { [CLOUD]: "otc" } });
  await stack.up();
  const nothing = { args: ["--expect-no-changes"] };
  await stack.refresh(nothing);

  const state = await stack.export();
  const golden = state.deployment.resources.find(named("golden"));
  expect([golden.inputs.__cloud, golden.outputs.__cloud]).toEqual([
    expect.objectContaining({ entry: "otc" }),
    golden.inputs.__cloud,
  ]);
  delete golden.inputs.__cloud;
  delete golden.outputs.__cloud;
  const file = path.join(stack.project, "before.json");
  writeFileSync(file, JSON.stringify(state));
  await stack.run(["stack", "import", "--file", file]);

  const preview = await stack.preview({ expectNoChanges: true });
  expect(preview.text).not.toContain("__cloud");
  await stack.up(nothing);
  expect((await stack.resource("golden")).inputs.__cloud).toMatchObject({ entry: "otc" });
  await stack.up({ args: ["--refresh", "--expect-no-changes"] });
  expect(creates()).toBe(1);
});
