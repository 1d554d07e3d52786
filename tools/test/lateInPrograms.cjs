// node --require THIS: @pulumi/pulumi loads the TypeScript compiler and npm's Arborist at its start, 400 files and most of
// its 15 MB, and programs and providers hardly ever use them. Loaded on use, they cost a run of the engine a quarter less.
// Programs of other Node versions, and of folders, start as they do with users (test/e2e/engine.ts).
const Module = require("node:module");
const { late } = require("./late.cjs");

const seldomUsed = new Set(["typescript", "@npmcli/arborist"]);
const load = Module._load;
Module._load = function loadLate(request, parent, isMain) {
  if (!seldomUsed.has(request)) return load.call(this, request, parent, isMain);
  Module._resolveFilename(request, parent, isMain); // one that is not installed fails at once, as ever
  return late(() => load.call(this, request, parent, isMain));
};
