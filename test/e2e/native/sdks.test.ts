import { execFileSync, spawnSync } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { testInWhole, whole } from "../../whole";
import { withGenerators } from "../languages/hosts";
import { generateSdk } from "./generateSdk";

const root = path.resolve(__dirname, "../../..");

const folder = mkdtempSync(path.join(tmpdir(), "cloud-images-sdks-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Takes something of each kind: resources, a look-up, names of units, a secret setting, what is refused. */
const programInNode = `import * as cloudimages from "./sdk/nodejs";
const provider = new cloudimages.Provider("other", { cloud: "other", password: "secret" });
const image = new cloudimages.VolumeImage(
  "golden",
  { volumeId: "v", minRamMiB: 512, tags: { team: "t" }, timeouts: { create: "5m" }, triggers: ["a", 1, true] },
  { provider },
);
export const imageId = image.imageId;
export const sizes = [image.sizeBytes, image.volumeSizeGiB];
export const found = cloudimages.getImagesOutput({ namePattern: "golden*" }).images.apply((all) => all[0]?.imageId);
export const whole = new cloudimages.FullEcsImage("whole", { source: { cbrBackupId: "b" } });
// @ts-expect-error its volume is missing
new cloudimages.VolumeImage("wrong", {});
`;

const noGo = whole && spawnSync("go", ["version"]).status !== 0;

withGenerators("the SDK that is generated", () => {
  testInWhole("for Node.js has the types of a program, and says where the engine finds its plugin", () => {
    const url = "https://plugins.example/cloudimages";
    const sdk = generateSdk("nodejs", path.join(folder, "sdk"), "--download-url", url);
    const { pulumi, version } = JSON.parse(readFileSync(path.join(sdk, "package.json"), "utf8"));
    expect(pulumi).toEqual({ resource: true, name: "cloudimages", version, server: url });
    symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
    writeFileSync(path.join(folder, "program.ts"), programInNode);
    const { compilerOptions } = JSON.parse(
      readFileSync(path.join(sdk, "tsconfig.json"), "utf8").replace(/^\s*\/\/.*$/gm, ""),
    );
    const project = path.join(folder, "tsconfig.json");
    const options = { ...compilerOptions, noEmit: true, declarationMap: false };
    writeFileSync(project, JSON.stringify({ compilerOptions: options, files: ["program.ts"] }));
    const tsc = path.join(root, "node_modules/typescript/bin/tsc");
    const { stdout, status } = spawnSync(process.execPath, [tsc, "-p", project], { encoding: "utf8" });
    expect([stdout, status]).toEqual(["", 0]);
  });

  (noGo ? test.skip : testInWhole)(`for Go compiles${noGo ? " (no Go on PATH)" : ""}`, () => {
    const sdk = generateSdk("go", path.join(folder, "sdk"));
    const name = /^module (.+)$/m.exec(readFileSync(path.join(sdk, "go.mod"), "utf8"))?.[1];
    // With the modules and the flags of the engine, of which the SDK needs some: what is compiled already is not compiled again.
    const engine = path.join(root, "tools/engine/go");
    const modules = readFileSync(path.join(engine, "go.mod"), "utf8");
    writeFileSync(
      path.join(sdk, "go.mod"),
      modules.replace(/^tool .*$/m, "").replace(/^module .*$/m, `module ${name}`),
    );
    copyFileSync(path.join(engine, "go.sum"), path.join(sdk, "go.sum"));
    mkdirSync(path.join(sdk, "program"));
    writeFileSync(path.join(sdk, "program/main.go"), programInGo(name ?? ""));
    const args = ["build", "-mod=mod", "-trimpath", "-tags", "osusergo,grpcnotrace", "./cloudimages/..."];
    const env = { ...process.env, CGO_ENABLED: "0", GOWORK: "off", GOFLAGS: "" };
    execFileSync("go", args, { cwd: sdk, env, stdio: "pipe" });
    execFileSync("go", [...args.slice(0, -1), "-o", path.join(folder, "program"), "./program"], {
      cwd: sdk,
      env,
      stdio: "pipe",
    });
  });
});

const programInGo = (module: string) => `package main

import (
	"${module}/cloudimages"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		image, err := cloudimages.NewVolumeImage(ctx, "golden", &cloudimages.VolumeImageArgs{
			VolumeId:  pulumi.String("v"),
			MinRamMiB: pulumi.Int(512),
			Tags:      pulumi.StringMap{"team": pulumi.String("t")},
			Timeouts:  &cloudimages.TimeoutsArgs{Create: pulumi.String("5m")},
		})
		if err != nil {
			return err
		}
		ctx.Export("imageId", image.ImageId)
		return nil
	})
}
`;
