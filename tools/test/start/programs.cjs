// node --require THIS: programs and providers of end-to-end tests start with less work. Those on other Node versions, and those
// of folders, start as they do with users (test/e2e/engine.ts).
const { replay } = require("./archive.cjs");
const { startLean } = require("./lean.cjs");

startLean();
if (process.env.E2E_ARCHIVE) replay(process.env.E2E_ARCHIVE);
