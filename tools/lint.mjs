// npm run lint: Biome and the type check. Which layer may import which is checked by a jest test.
import { runChecks } from "./checks.mjs";
import { main, say } from "./say.mjs";
import { setUp } from "./setup.mjs";

await main(async () => {
  await setUp();
  const failed = (await runChecks()).filter((check) => !check.passed);
  for (const { name, output } of failed) say(`\n${name} found:\n${output}`);
  say(failed.length === 0 ? "Nothing found." : `Failed: ${failed.map((check) => check.name).join(", ")}`);
  return failed.length === 0 ? 0 : 1;
});
