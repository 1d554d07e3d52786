import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { assertResolvable } from "../../../provider/pulumi/dynamic/assertResolvable";
import { literalOf } from "../../../provider/pulumi/dynamic/literal";

describe("the text that stands in every state", () => {
  it("is this one, for ever: states out there hold it", () => {
    expect(literalOf("volumeImage")).toBe(
      'exports.handler=()=>require("pulumi-cloud-images/dynamic").volumeImage;',
    );
  });

  it.each(["volumeImage", "fullEcsImage", "dataImage", "dataVolumeTemplate"])(
    "has a hundred bytes at most: %s",
    (handler) => {
      expect(Buffer.byteLength(literalOf(handler))).toBeLessThanOrEqual(100);
    },
  );

  it("gives the handler of that name when the provider process evaluates it", () => {
    const provider = {};
    const exported: { handler?: () => unknown } = {};
    const load = (name: string) =>
      name === "pulumi-cloud-images/dynamic" ? { volumeImage: provider } : undefined;
    new Function("exports", "require", literalOf("volumeImage"))(exported, load);
    expect(exported.handler?.()).toBe(provider);
  });
});

describe("before anything is registered", () => {
  it("a project that has installed the package passes", () => {
    assertResolvable({ folder: resolve(__dirname, "../../../examples"), inline: false });
  });

  it.each([
    [false, "npm install pulumi-cloud-images"],
    [true, "Give the workspace a `workDir` in which it is installed"],
  ])("one that has not is refused, with the folder (inline: %s)", (inline, hint) => {
    const folder = mkdtempSync(join(tmpdir(), "project-"));
    // jest knows the workspace and finds our package from anywhere; Node does not.
    const compiled = resolve(__dirname, "../../../provider/bin/pulumi/dynamic/assertResolvable.js");
    const program = `require(${JSON.stringify(compiled)}).assertResolvable(${JSON.stringify({ folder, inline })})`;
    const { stderr, status } = spawnSync(process.execPath, ["-e", program], {
      cwd: folder,
      encoding: "utf8",
    });
    rmSync(folder, { recursive: true });
    expect(stderr).toContain(hint);
    expect(stderr).toContain(`cannot be loaded from`);
    expect(stderr).toContain(folder);
    expect(status).toBe(1);
  });
});
