// node THIS ARCHIVE HOST: writes the archive of what programs, providers and HOST load, the engine's host of programs, where
// that is a script.
const { readFileSync } = require("node:fs");
const { record } = require("./archive.cjs");
const { seldomUsed, startLean } = require("./lean.cjs");

const [archive, host] = process.argv.splice(2);
startLean();
const write = record();
process.once("exit", () => write(archive));

process.argv.push("no engine"); // whose address the hosts of programs and of providers expect
if (readFileSync(host, "latin1").startsWith("#!/usr/bin/env node")) require(host);
require("@pulumi/pulumi/cmd/dynamic-provider");
require("pulumi-cloud-images");
for (const name of seldomUsed) Object.keys(require(name));
require("@pulumi/pulumi/cmd/run/instrumentation");
require("@pulumi/pulumi/cmd/run/tracing");
setTimeout(() => {
  process.argv.pop();
  require("@pulumi/pulumi/cmd/run/run"); // says that it wants arguments, and ends this process
}, 500); // by now both hosts listen
