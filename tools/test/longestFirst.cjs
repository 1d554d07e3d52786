// Jest starts with the largest files, but here size says little about time, and a long test file that starts last keeps one core
// busy while the others are idle. So these start first, the longest at the top, as measured on two cores.
const Sequencer = require("@jest/test-sequencer").default;

const longest = [
  "e2e/native/forms",
  "e2e/native/import",
  "e2e/safety/killed",
  "e2e/templates",
  "e2e/safety/templates",
  "e2e/safety/jobImages",
  "e2e/jobImages",
  "e2e/import",
  "e2e/rebake",
  "e2e/volumeImage",
  "e2e/safety/claims",
  "explore/explore",
  "states/volumeImages",
  "lifecycle/faults/ofTemplates",
  "lifecycle/faults/ofJobs",
  "lifecycle/faults/bySignIn",
  "lifecycle/faults/onOtc",
  "lifecycle/faults/onOpenstack",
  "lifecycle/faults/preflight",
];

const rank = ({ path }) => {
  const at = longest.findIndex((name) => path.replaceAll("\\", "/").endsWith(`/test/${name}.test.ts`));
  return at === -1 ? longest.length : at;
};

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).sort((a, b) => rank(a) - rank(b)); // stable, so all others keep their order
  }
};
