// Sets up a fresh clone: npm packages, then compiled code. A step is skipped if its inputs have not changed.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { cache, checkoutId, root } from "./folders.mjs";
import { withLock } from "./lock.mjs";
import { run } from "./run.mjs";
import { Problem } from "./say.mjs";
import { hashOf, sourcesBelow, stampIs, writeStamp } from "./stamp.mjs";

const modules = path.join(root, "node_modules");
const stamps = path.join(modules, ".pulumi-cloud-images");
const lockFile = path.join(root, "package-lock.json");
const oldestNode = [20, 18, 1];

/** Installs the packages and compiles; `only` names the folder of a single project to compile. */
export async function setUp({ only, bench = false } = {}) {
  await setUpPackages();
  const needed = projects.filter(({ folder }) => (only ? folder === only : bench || folder !== "test/bench"));
  if (needed.every(compiled)) return;
  await alone(async () => {
    for (const project of needed) await compile(project);
  });
}

/** Installs the npm packages alone, which is enough for the engine. */
export async function setUpPackages() {
  checkNode();
  if (!stampIs(packagesStamp, packagesHash())) await alone(installPackages);
}

const alone = (work) =>
  withLock(
    path.join(cache, `setup-${checkoutId}.lock`),
    { waitingFor: "setting up this checkout", limitSeconds: 900 },
    work,
  );

function checkNode() {
  const now = process.versions.node.split(".").map(Number);
  const newer = now.findIndex((part, i) => part !== oldestNode[i]);
  if (newer !== -1 && now[newer] < oldestNode[newer]) {
    throw new Problem(
      `Node ${process.versions.node} is too old: install Node ${oldestNode.join(".")} or newer (22 or 24).`,
    );
  }
}

const projects = [
  { folder: "provider", name: "the provider package" },
  { folder: "local-cloud", name: "the local cloud" },
  { folder: "test/bench", name: "the bench", shipped: ["provider/polling", "provider/http", "local-cloud"] },
];

const packagesHash = () => hashOf([lockFile], process.platform, process.arch);
const packagesStamp = path.join(stamps, "packages");
const compileStamp = ({ folder }) => path.join(stamps, folder.replace("/", "-"));

function compileHash({ folder, shipped = [] }) {
  const own = path.join(root, folder);
  const sources = [folder, ...shipped].flatMap((place) => sourcesBelow(path.join(root, place), ".ts"));
  return hashOf(
    [...sources, path.join(own, "tsconfig.json"), path.join(root, "tsconfig.json")],
    packagesHash(),
  );
}

const compiled = (project) =>
  existsSync(path.join(root, project.folder, "bin")) && stampIs(compileStamp(project), compileHash(project));

async function installPackages() {
  if (stampIs(packagesStamp, packagesHash())) return;
  if (!installedByHand()) {
    // No package of ours needs its install script: the native ones (@swc/core, biome) come as optional packages per
    // platform. Without scripts npm 11's question about approving them does not arise either.
    const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    const { code, output } = await run("Installing npm packages (npm ci)", "npm", args, {
      cwd: root,
      limitSeconds: 600,
      doing: "installing",
    });
    if (code !== 0) throw new Problem(`npm ci failed; npm says:\n${output}`);
  }
  writeStamp(packagesStamp, packagesHash());
}

/** Whether node_modules already holds what package-lock.json requires, whoever installed it. */
function installedByHand() {
  const installed = path.join(modules, ".package-lock.json");
  if (!existsSync(installed)) return false;
  const have = JSON.parse(readFileSync(installed, "utf8")).packages;
  const want = Object.entries(JSON.parse(readFileSync(lockFile, "utf8")).packages);
  return want
    .filter(([place, entry]) => place.includes("node_modules/") && !entry.optional && !entry.peer)
    .every(
      ([place, entry]) =>
        have[place]?.version === entry.version && have[place]?.integrity === entry.integrity,
    );
}

async function compile(project) {
  if (compiled(project)) return;
  const { folder, name } = project;
  const hash = compileHash(project);
  const fresh = `${compileStamp(project)}.out`;
  rmSync(fresh, { recursive: true, force: true });
  const tsc = path.join(modules, "typescript/bin/tsc");
  const args = [tsc, "-p", folder, "--outDir", fresh, "--pretty", "false"];
  const { code, output } = await run(`Compiling ${name}`, process.execPath, args, {
    cwd: root,
    limitSeconds: 180,
  });
  if (code !== 0) throw new Problem(`${folder} does not compile:\n${output}`);
  // Put in place as a whole, so that no output of a deleted source remains and no half-written file is loaded.
  const bin = path.join(root, folder, "bin");
  rmSync(bin, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  renameSync(fresh, bin);
  writeStamp(compileStamp(project), hash);
}
