// What a stage of `npm start` says, and what ends the run.
import { Problem, say } from "../say.mjs";

export function heading(title, why) {
  say(`\n━━ ${title}${why ? `\n   ${why}` : ""}`);
}

export function expect({ code }, wanted, command) {
  if (code !== wanted)
    throw new Problem(`pulumi ${command} ended with exit code ${code}; its own message is above.`);
}

export function check(holds, message) {
  if (!holds) throw new Problem(`Not as expected: ${message}`);
}
