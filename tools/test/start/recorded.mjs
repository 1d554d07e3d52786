import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Problem } from "../../say.mjs";

const recorder = fileURLToPath(new URL("recordPrograms.cjs", import.meta.url));

/** What `work` gives while there is an archive, whose path it gets, of what programs load on this Node with this engine. */
export async function withRecorded({ node, engine }, work) {
  const folder = mkdtempSync(path.join(tmpdir(), "cloud-images-programs-"));
  const archive = path.join(folder, "archive");
  try {
    const args = [recorder, archive, path.join(engine.path, "pulumi-language-nodejs")];
    const output = await new Promise((resolve) =>
      execFile(node, args, { timeout: 120_000 }, (_, stdout, stderr) => resolve(stdout + stderr)),
    );
    if (!existsSync(archive)) throw new Problem(`What programs load could not be recorded:\n${output}`);
    return await work(archive);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
