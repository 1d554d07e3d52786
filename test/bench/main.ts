import { measureAll } from "./results";

/** Prints the results as JSON; what it is at goes to stderr. */
void measureAll((text) => process.stderr.write(`  ${text}\n`)).then((results) => {
  process.stdout.write(`${JSON.stringify(results, undefined, 2)}\n`);
});
