// Sets up a fresh clone: npm packages, then compiled code and the plugin. A step is skipped if its inputs have not changed.
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
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

/** Installs the packages and builds; `only` names the folder of a single project to build. */
export async function setUp({ only, bench = false } = {}) {
  await setUpPackages();
  const needed = projects.filter(({ folder }) => (only ? folder === only : bench || folder !== "test/bench"));
  if (needed.every(isBuilt) && commandsAreThere()) return;
  await alone(async () => {
    for (const project of needed) await build(project);
    await linkCommands();
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

/** The commands of the workspace's packages: `npx pulumi-cloud-images` finds them as it does in a project that has installed them. */
const commands = ["provider", "local-cloud"].flatMap((folder) => {
  const { bin } = JSON.parse(readFileSync(path.join(root, folder, "package.json"), "utf8"));
  return Object.entries(bin).map(([name, file]) => ({ name, file: path.join(root, folder, file) }));
});

const unlinked = () =>
  commands.filter(({ name, file }) => existsSync(file) && !existsSync(path.join(modules, ".bin", name)));

const commandsAreThere = () =>
  unlinked().length === 0 && commands.every(({ file }) => !existsSync(file) || isProgram(file));
const isProgram = (file) => process.platform === "win32" || (statSync(file).mode & 0o111) !== 0;

/** npm links a command only if its file is there, and `npm ci` runs before anything is compiled. */
export async function linkCommands() {
  for (const { file } of commands) if (existsSync(file)) chmodSync(file, 0o755); // compiled anew, it is no program
  if (unlinked().length === 0) return;
  const args = ["rebuild", "--ignore-scripts", "--loglevel=error"];
  const { code, output } = await run(
    "Linking the commands (npm rebuild)",
    "npm",
    [...args, "pulumi-cloud-images", "pulumi-cloud-images-local-cloud"],
    { cwd: root, limitSeconds: 120 },
  );
  if (code !== 0) throw new Problem(`npm rebuild failed; npm says:\n${output}`);
}

/** `output` is a folder that `command` makes from the sources below `from`, and from `files`. */
const projects = [
  compiled("provider", "the provider package"),
  compiled("local-cloud", "the local cloud"),
  compiled("test/bench", "the bench", ["provider", "local-cloud", "test/lifecycle/harness"]),
  {
    folder: "provider/plugin",
    what: "Bundling the plugin",
    output: "provider/plugin",
    from: ["provider"],
    files: [
      path.join(root, "provider/package.json"),
      ...sourcesBelow(path.join(root, "tools/plugin"), ".mjs"),
    ],
    command: (out) => [path.join(root, "tools/bundlePlugin.mjs"), out],
  },
];

function compiled(folder, name, shipped = []) {
  return {
    folder,
    what: `Compiling ${name}`,
    output: `${folder}/bin`,
    from: [folder, ...shipped],
    files: [path.join(root, folder, "tsconfig.json"), path.join(root, "tsconfig.json")],
    command: (out) => [
      path.join(modules, "typescript/bin/tsc"),
      ...["-p", folder, "--outDir", out, "--pretty", "false"],
    ],
  };
}

const packagesHash = () => hashOf([lockFile], process.platform, process.arch);
const packagesStamp = path.join(stamps, "packages");
const buildStamp = ({ folder }) => path.join(stamps, folder.replace("/", "-"));

function buildHash({ from, files }) {
  const sources = from.flatMap((place) => sourcesBelow(path.join(root, place), ".ts"));
  return hashOf([...sources, ...files], packagesHash());
}

const isBuilt = (project) =>
  existsSync(path.join(root, project.output)) && stampIs(buildStamp(project), buildHash(project));

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

async function build(project) {
  if (isBuilt(project)) return;
  const { what, output, command } = project;
  const hash = buildHash(project);
  const fresh = `${buildStamp(project)}.out`;
  rmSync(fresh, { recursive: true, force: true });
  const { code, output: said } = await run(what, process.execPath, command(fresh), {
    cwd: root,
    limitSeconds: 180,
  });
  if (code !== 0) throw new Problem(`${what} failed:\n${said}`);
  // Put in place as a whole, so that no output of a deleted source remains and no half-written file is loaded.
  const place = path.join(root, output);
  rmSync(place, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  renameSync(fresh, place);
  writeStamp(buildStamp(project), hash);
}
