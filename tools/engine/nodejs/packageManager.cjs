// Stands beside our language host for Node.js: which package manager installs the dependencies of a folder.
const { existsSync } = require("node:fs");
const path = require("node:path");

const managers = { "pnpm-lock.yaml": "pnpm", "yarn.lock": "yarn", "package-lock.json": "npm" };

/** The one whose lock file is in the folder, or in the nearest above it, as in a workspace; npm if there is none. */
function managerOf(folder) {
  const lockFile = Object.keys(managers).find((file) => existsSync(path.join(folder, file)));
  if (lockFile) return managers[lockFile];
  const above = path.dirname(folder);
  return above === folder ? "npm" : managerOf(above);
}

module.exports = { managerOf };
