import { measureFleet } from "./measureFleet";

/** Prints the results as JSON; what it is at goes to stderr. */
void measureFleet((text) => process.stderr.write(`  ${text}\n`)).then((results) => {
  process.stdout.write(`${JSON.stringify(results)}\n`);
});
