import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const {
  managerOf,
}: { managerOf(folder: string): string } = require("../../tools/engine/nodejs/packageManager.cjs");

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "cloud-images-manager-"));
  mkdirSync(path.join(folder, "packages/images"), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

test.each([
  [[], "npm"],
  [["pnpm-lock.yaml"], "pnpm"],
  [["yarn.lock", "packages/images/package-lock.json"], "npm"],
  [["packages/yarn.lock"], "yarn"],
])("a folder with the lock files %j at and above it is installed by %s", (files, manager) => {
  for (const file of files) writeFileSync(path.join(folder, file), "");
  expect(managerOf(path.join(folder, "packages/images"))).toBe(manager);
});
