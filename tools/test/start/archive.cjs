// One file for all modules that a program or a provider loads: where each name leads, the sources, and the code that V8 made of
// them. Of the 0.4 seconds of one core, which the modules of a process take, most go into finding, reading and compiling 700 files.
const { closeSync, openSync, readSync, readFileSync, writeFileSync } = require("node:fs");
const Module = require("node:module");
const path = require("node:path");
const vm = require("node:vm");

const placeOf = (request, parent) => `${path.dirname(parent.filename)}\0${request}`;
const extensions = [".js", ".cjs"];

/** From now on, modules are noted; the function that is returned writes them to a file. */
function record() {
  const places = {};
  const loaded = new Map();
  const resolve = Module._resolveFilename;
  Module._resolveFilename = function (request, parent, ...rest) {
    const filename = resolve.call(this, request, parent, ...rest);
    if (parent?.filename && path.isAbsolute(filename)) places[placeOf(request, parent)] = filename;
    return filename;
  };
  for (const extension of extensions)
    Module._extensions[extension] = (module, filename) => {
      const source = readFileSync(filename, "utf8").replace(/^#!.*/, "");
      const script = compile(filename, source);
      loaded.set(filename, { source, script });
      run(script, module);
    };
  return (file) => write(file, places, loaded);
}

function write(file, places, loaded) {
  const parts = [];
  const modules = {};
  let at = 0;
  for (const [filename, { source, script }] of loaded) {
    // Made after the run, so that the functions that ran are part of it.
    const [text, code] = [Buffer.from(source), script.createCachedData()];
    modules[filename] = [at, text.length, code.length];
    parts.push(text, code);
    at += text.length + code.length;
  }
  const index = Buffer.from(JSON.stringify({ places, modules }));
  const size = Buffer.alloc(4);
  size.writeUInt32LE(index.length);
  writeFileSync(file, Buffer.concat([size, index, ...parts]));
}

/** From now on, modules that are in the file come from it. */
function replay(file) {
  let opened;
  const archive = () => {
    opened ??= open(file); // not in a process that loads nothing
    return opened;
  };
  const resolve = Module._resolveFilename;
  Module._resolveFilename = function (request, parent, isMain, ...rest) {
    const known = parent?.filename && !isMain && rest.length === 0 && !Module.isBuiltin(request);
    return (
      (known && archive().places[placeOf(request, parent)]) ||
      resolve.call(this, request, parent, isMain, ...rest)
    );
  };
  for (const extension of extensions) {
    const load = Module._extensions[extension] ?? Module._extensions[".js"];
    Module._extensions[extension] = (module, filename) => {
      const found = archive().read(filename);
      if (found) run(compile(filename, found.source, found.code), module);
      else load(module, filename);
    };
  }
}

function open(file) {
  const descriptor = openSync(file);
  const bytes = (at, length) => {
    const buffer = Buffer.allocUnsafeSlow(length);
    readSync(descriptor, buffer, 0, length, at);
    return buffer;
  };
  const start = 4 + bytes(0, 4).readUInt32LE();
  const { places, modules } = JSON.parse(bytes(4, start - 4).toString());
  process.once("exit", () => closeSync(descriptor));
  return {
    places,
    read(filename) {
      if (!Object.hasOwn(modules, filename)) return undefined;
      const [at, textLength, codeLength] = modules[filename];
      const both = bytes(start + at, textLength + codeLength);
      return { source: both.toString("utf8", 0, textLength), code: both.subarray(textLength) };
    },
  };
}

/** These two as Module.prototype._compile does it, but with the code of an earlier run where there is some. */
function compile(filename, source, cachedData) {
  const importModuleDynamically = vm.constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER;
  return new vm.Script(Module.wrap(source), { filename, cachedData, importModuleDynamically });
}

function run(script, module) {
  const { exports, filename } = module;
  const require = Object.assign((request) => module.require(request), {
    resolve: (request, options) => Module._resolveFilename(request, module, false, options),
    main: process.mainModule,
    extensions: Module._extensions,
    cache: Module._cache,
  });
  script.runInThisContext().call(exports, exports, require, module, filename, path.dirname(filename));
}

module.exports = { record, replay };
