import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { command } from "./command";
import { openStory } from "./story";

test("the doctor finds all well in a project that works, its password in stack configuration masked", async () => {
  const { stack } = await openStory({ secretConfig: { "cloudimages:password": "canary" } });
  const wrong = await command(stack, "doctor --json");
  expect(wrong.code).toBe(1);
  expect(JSON.parse(wrong.out).checks).toContainEqual(
    expect.objectContaining({
      name: "credentials",
      verdict: "failed",
      found: expect.stringContaining("HTTP 401"),
    }),
  );
  expect(wrong.out + wrong.err).not.toContain("canary");
  await stack.run(["config", "rm", "cloudimages:password"]);
  const { code, out, err } = await command(stack, "doctor");
  expect(err).toBe("");
  expect(out).toMatch(/^ok {7}package: version .*handlers: volumeImage/m);
  expect(out).toMatch(/^ok {7}Pulumi SDK: version .*, one copy$/m);
  expect(out).not.toMatch(/^failed/m);
  expect(code).toBe(0);
});

test("a project without the package has failed with what to install; outside of any project that is no fault", async () => {
  const { stack } = await openStory();
  const folder = mkdtempSync(path.join(tmpdir(), "cloud-images-bare-"));
  try {
    const outside = await command(stack, "doctor", folder);
    expect(outside).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^skipped {2}package: .*in no Pulumi project/m),
    });
    writeFileSync(path.join(folder, "Pulumi.yaml"), "name: bare\nruntime: nodejs\n");
    const inside = await command(stack, "doctor", folder);
    expect(inside.code).toBe(1);
    expect(inside.out).toMatch(/^failed {3}package: .*\n +What to do: .*npm install pulumi-cloud-images$/m);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("the rights that an image needs are told by their names in policies, what is untried too, in text and in JSON", async () => {
  const { stack } = await openStory();
  const { code, out } = await command(stack, "doctor");
  expect(code).toBe(0);
  expect(out).toMatch(/^ok {7}list volumes \(evs:volumes:list\): allowed$/m);
  expect(out).toMatch(/^untried {2}export a volume \(evs:volumes:uploadImage\): not tried, /m);
  const { checks } = JSON.parse((await command(stack, "doctor --json")).out);
  expect(checks).toContainEqual(
    expect.objectContaining({ name: "delete an image", action: "ims:images:delete", verdict: "untried" }),
  );
});
