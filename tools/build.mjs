// npm run build: packages installed, provider and local cloud compiled.
import { main, say } from "./say.mjs";
import { setUp } from "./setup.mjs";

await main(async () => {
  await setUp();
  say("Packages and compiled code are up to date.");
});
