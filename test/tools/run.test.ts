import { execFileSync } from "node:child_process";
import { resolve } from "node:path";

test("a step that takes long says what it is still doing, in the middle of a sentence", () => {
  const script = `
    const every = globalThis.setInterval;
    globalThis.setInterval = (work) => every(work, 20);
    const { run } = await import("./tools/run.mjs");
    await run("Compiling the bench", process.execPath, ["-e", "setTimeout(() => 0, 500)"], { limitSeconds: 30 });`;
  const said = execFileSync("sh", ["-c", '"$0" --input-type=module -e "$1" 2>&1', process.execPath, script], {
    cwd: resolve(__dirname, "../.."),
    encoding: "utf8",
  });
  expect(said).toContain("Compiling the bench (at most 30 s)\n");
  expect(said).toContain(": still compiling the bench\n");
});
