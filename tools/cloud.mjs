// npm run -s cloud -- --port 0 --speed 10: starts the local cloud alone. Stdout gets one line of JSON and nothing else.
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { root } from "./folders.mjs";
import { main } from "./say.mjs";
import { setUp } from "./setup.mjs";

await main(async () => {
  await setUp({ only: "local-cloud" });
  const server = path.join(root, "local-cloud/bin/main.js");
  const cloud = spawn(process.execPath, [server, ...process.argv.slice(2)], { stdio: "inherit" });
  // A Ctrl-C in a terminal reaches the cloud too; a signal sent to this process alone has to be passed on.
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, () => cloud.kill(signal));
  const [code, signal] = await once(cloud, "exit");
  return code ?? (signal === "SIGINT" ? 130 : 143);
});
