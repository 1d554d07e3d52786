// node deploy/advice.mjs EVENTS: what to do about the errors of a deployment, below the engine's messages.
import { readEvents } from "../summary/events.mjs";
import { advicesIn } from "../summary/findings.mjs";

for (const advice of advicesIn(readEvents(process.argv[2]) ?? [])) console.log(advice);
