import { spawnSync } from "node:child_process";
import path from "node:path";

const root = path.resolve(__dirname, "../..");

test("npm start exports a volume, finds and mends drift, leaves the cloud empty, and ends with exit code 0", () => {
  const start = spawnSync(process.execPath, ["tools/start.mjs"], { cwd: root, encoding: "utf8", input: "" });
  const text = start.stdout + start.stderr;
  expect(`${start.status}${start.status === 0 ? "" : text}`).toBe("0");
  for (const said of [
    /VolumeImage golden created/,
    /imageId: [0-9a-f-]{36}/,
    /2 unchanged/,
    /\[diff: ~description,name\]/,
    /exactly one create call/,
    /The same on your own cloud/,
  ]) {
    expect(text).toMatch(said);
  }
}, 180_000);
