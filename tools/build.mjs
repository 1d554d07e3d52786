// npm run build: installs the packages, and compiles provider and local cloud.
import { main, say } from "./say.mjs";
import { setUp } from "./setup.mjs";

await main(async () => {
  await setUp();
  say("Packages and compiled code are up to date.");
});
