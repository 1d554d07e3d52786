import { execFileSync } from "node:child_process";
import path from "node:path";

const script = path.resolve(__dirname, "../../../tools/sdks.mjs");

/** What `npm run sdks -- language` writes, in a folder of the test's; where it is. */
export function generateSdk(
  language: "python" | "nodejs" | "go",
  out: string,
  ...options: readonly string[]
): string {
  execFileSync(process.execPath, [script, "--out", out, language, ...options], { stdio: "pipe" });
  return path.join(out, language);
}
