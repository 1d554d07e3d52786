// node tools/completeLock.mjs: run it after every `npm install` that changes package-lock.json.
//
// Some registries serve only the packages of one platform. npm then leaves the optional packages of other platforms out
// of the lock, and `npm ci` refuses such a lock on every machine ("Missing: … from lock file"). This script adds them: the
// version is the exact one that the parent names, and os, cpu and libc follow from the package's name. Their integrity
// is unknown here; an `npm install` against a registry that has them fills it in.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "./folders.mjs";
import { say } from "./say.mjs";

const file = path.join(root, "package-lock.json");
const lock = JSON.parse(readFileSync(file, "utf8"));
const { packages } = lock;

for (const [place, parent] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
    if (packages[`${place}/node_modules/${name}`] || packages[`node_modules/${name}`]) continue;
    const platform = platformOf(name);
    if (!platform || !/^\d+\.\d+\.\d+$/.test(version)) {
      say(`Left out, its platform or version is not plain: ${name}@${version}`);
      continue;
    }
    const { dev, license } = parent;
    packages[`node_modules/${name}`] = { version, ...(dev && { dev }), license, optional: true, ...platform };
    say(`Added ${name}@${version}`);
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);

function platformOf(name) {
  const os = /\b(android|darwin|freebsd|linux|openharmony|win32)\b/.exec(name)?.[1];
  const cpu = /-(arm64|arm|ia32|loong64|ppc64|riscv64|s390x|x64)\b/.exec(name)?.[1];
  if (!os || !cpu) return undefined;
  // Packages for 32-bit Arm name their ABI ("gnueabihf") instead of a C library, and declare no libc.
  const libc = os === "linux" && cpu !== "arm" ? [name.endsWith("-musl") ? "musl" : "glibc"] : undefined;
  return { os: [os], cpu: [cpu], ...(libc && { libc }) };
}
