// node deploy/advice.mjs EVENTS: what to do about the errors of a deployment, below the engine's messages.
import { readFileSync } from "node:fs";
import { readEvents } from "../summary/events.mjs";
import { advicesIn } from "../summary/findings.mjs";

for (const advice of advicesIn(readEvents(readFileSync(process.argv[2], "utf8")) ?? [])) console.log(advice);
