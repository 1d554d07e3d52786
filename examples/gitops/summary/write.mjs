// node summary/write.mjs preview|drift CODE TEXT EVENTS: writes summary.md from what the engine has printed and logged, and prints
// what to do about errors for which the engine has no advice, or a wrong one. Exit code 1: the engine has found no error, but there is one.
import { readFileSync, writeFileSync } from "node:fs";
import { adviceFor } from "./advice.mjs";
import { readEvents } from "./events.mjs";
import { advicesIn, findingsIn } from "./findings.mjs";
import { pageOf } from "./page.mjs";

const [kind, code, textFile, eventsFile] = process.argv.slice(2);
const { env } = process;
const text = readFileSync(textFile, "utf8");
const run = { kind, code: Number(code), text, environment: env, stack: env.PULUMI_STACK ?? stackIn(text) };

const events = readEvents(eventsFile);
writeFileSync("summary.md", pageOfEvents() ?? pageOfText());

/** A log of a form that this program does not know must not cost the reviewers the text. */
function pageOfEvents() {
  if (events === undefined) return undefined;
  try {
    const advices = advicesIn(events);
    const page = pageOf({ ...run, events, text: withAdvice(advices) });
    for (const advice of advices) console.log(`\n${advice}`);
    if (run.code === 0 && findingsIn(events).some(({ isError }) => isError)) {
      console.log("\nA new image would be refused: this cannot be deployed.");
      process.exitCode = 1;
    }
    return page;
  } catch (error) {
    console.error(`The event log cannot be read: ${error.message}`);
    return undefined;
  }
}

function pageOfText() {
  const { advice } = run.code === 0 ? {} : adviceFor(text);
  if (advice === undefined) return pageOf(run);
  console.log(`\nWhat to do: ${advice}`);
  return pageOf({ ...run, text: withAdvice([`What to do: ${advice}`]) });
}

function withAdvice(advices) {
  return text + advices.map((advice) => `\n${advice}\n`).join("");
}

function stackIn(text) {
  return /^(?:Previewing|Updating|Refreshing)[\w ]* \(([^)]+)\)/m.exec(text)?.[1];
}
