import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { VolumeImage } from "../../provider/index";
import { known } from "./registered";

/** Unit tests of programs, in the way that Pulumi's documentation shows them. */

const volumeId = "16369c5d-384d-4e64-b37a-56d898769362";
const mocks: pulumi.runtime.Mocks = {
  newResource: ({ name, inputs }) => ({ id: `${name}-id`, state: inputs }),
  call: ({ inputs }) => inputs,
};

it.each<[string, (boolean | string)[]]>([
  ["mocks alone", []],
  ["project and stack", ["web", "dev"]],
  ["project, stack and preview", ["web", "dev", true]],
  ["all that there is", ["web", "dev", false, "acme"]],
])("an image is made with %s", async (_, rest) => {
  await pulumi.runtime.setMocks(mocks, ...(rest as [string?, string?, boolean?, string?]));
  const image = new VolumeImage("base", { volumeId });
  expect(await known(image.imageId)).toBe("base-id");
  expect(await known(image.name)).toBe("base");
});

it("a mistake that Pulumi itself finds names the line of the program, and traces are as long as before", async () => {
  await pulumi.runtime.setMocks(mocks);
  const before = Error.stackTraceLimit;
  const make = () => new VolumeImage("", { volumeId });
  expect(make).toThrow(/name/);
  try {
    make();
  } catch (error) {
    expect((error as Error).stack).toMatch(/at make .*mocks\.test/);
  }
  expect(Error.stackTraceLimit).toBe(before);
  new VolumeImage("base", { volumeId });
  expect(Error.stackTraceLimit).toBe(before);
});

it("works from a folder in which nothing is installed, as a runner of tests may be started", () => {
  const folder = mkdtempSync(`${tmpdir()}/runner-`);
  const root = resolve(__dirname, "../..");
  const test = `
    const { createRequire } = require("node:module");
    const pulumi = createRequire(${JSON.stringify(`${root}/provider/`)})("@pulumi/pulumi");
    const { VolumeImage } = require(${JSON.stringify(`${root}/provider/bin/index.js`)});
    const mocks = { newResource: ({ inputs }) => ({ id: "base-id", state: inputs }), call: () => ({}) };
    pulumi.runtime.setMocks(mocks, "web", "dev", false).then(() =>
      new VolumeImage("base", { volumeId: "${volumeId}" }).imageId.apply(console.log));`;
  const { stdout, stderr } = spawnSync(process.execPath, ["-e", test], { cwd: folder, encoding: "utf8" });
  rmSync(folder, { recursive: true });
  expect([stdout.trim(), stderr]).toEqual(["base-id", ""]);
});

it("without mocks and without an engine's organization the error names what is missing", () => {
  pulumi.runtime.setMockOptions({ getChannel() {} }, "web", "dev"); // like a client of an engine
  expect(() => new VolumeImage("base", { volumeId })).toThrow("Missing organization name");
});
