import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "../..");
const packages = ["provider", "local-cloud"].map((folder) =>
  JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")),
);
const commands = packages.flatMap(({ bin, version }) =>
  Object.keys(bin).map((name) => [name, version] as const),
);

/** `npm ci` links no command whose file is compiled later; tools/setup.mjs does, which `npm start` and `npm test` begin with. */
test("in a clone every command of its packages is found, and may be run", () => {
  const link = "import('./tools/setup.mjs').then(({ linkCommands }) => linkCommands())";
  execFileSync(process.execPath, ["-e", link], { cwd: root });
  expect(commands.map(([name]) => name)).toContain("pulumi-cloud-images");
  for (const [name] of commands) execFileSync("test", ["-x", join(root, "node_modules/.bin", name)]);
  const version = execFileSync("npx", ["--no-install", "pulumi-cloud-images", "--version"], {
    cwd: root,
    encoding: "utf8",
  });
  expect(version.trim()).toBe(packages[0].version);
});
