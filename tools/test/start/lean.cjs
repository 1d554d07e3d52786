const Module = require("node:module");
const { setFlagsFromString } = require("node:v8");
const { late } = require("./late.cjs");

/**
 * Loaded on use. @pulumi/pulumi loads the TypeScript compiler and npm's Arborist at its start, 400 files and most of its 15 MB,
 * and what its Automation API needs; we the HTTP client and the parser of clouds.yaml, which not every program uses.
 */
const seldomUsed = [
  "typescript",
  "@npmcli/arborist",
  "execa",
  "js-yaml",
  "normalize-package-data",
  "semver",
  "undici",
  "yaml",
];
/** With it, each stack trace that the SDK keeps to debug itself reads the source maps of the SDK. */
const sourceMaps = "source-map-support/register";

/** From now on, this process loads no more than it uses. */
function startLean() {
  // The SDK sets this flag in programs. V8 takes only code that was compiled with the same flags (archive.cjs).
  setFlagsFromString("--allow-natives-syntax");
  const load = Module._load;
  Module._load = function (request, parent, isMain) {
    if (request === sourceMaps) return {};
    if (!seldomUsed.includes(request)) return load.call(this, request, parent, isMain);
    Module._resolveFilename(request, parent, isMain); // one that is not installed fails at once, as ever
    return late(() => load.call(this, request, parent, isMain));
  };
}

module.exports = { seldomUsed, startLean };
