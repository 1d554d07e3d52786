import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const main = path.resolve(__dirname, "../../../provider/bin/pulumi/native/main.js");

let folder: string | undefined;

/** A folder for PATH, where the engine finds the compiled plugin. It runs on the Node that is first on PATH, as it does with users. */
export function pluginFolder(): string {
  if (folder === undefined) {
    folder = mkdtempSync(path.join(tmpdir(), "cloud-images-plugin-"));
    const script = `#!/bin/sh\nexec node ${JSON.stringify(main)} "$@"\n`;
    writeFileSync(path.join(folder, "pulumi-resource-cloudimages"), script, { mode: 0o755 });
  }
  return folder;
}

afterAll(() => {
  if (folder !== undefined) rmSync(folder, { recursive: true });
  folder = undefined;
});
