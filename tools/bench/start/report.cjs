// Preloaded into a process that is measured (`node -r`): writes into the file START_REPORT what CPU time it has taken until it was
// ready, and which files it has loaded. It is ready when it ends, or with START_UNTIL_OUTPUT at its first output, which ends it.
const { writeFileSync } = require("node:fs");

process.on("exit", () => {
  const { user, system } = process.cpuUsage();
  const loaded = Object.keys(require.cache).filter((file) => file !== __filename);
  writeFileSync(process.env.START_REPORT, JSON.stringify({ cpuMs: (user + system) / 1000, loaded }));
});

if (process.env.START_UNTIL_OUTPUT) process.stdout.write = () => process.exit(0);
