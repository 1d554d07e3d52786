import { type Surroundings, wouldShowTable } from "../../../provider/pulumi/process/showsTable";

const terminal: Surroundings = { env: { TERM: "xterm" }, hasTerminal: true, engine: undefined };
const typed = (args: readonly string[], hasTerminal = true) => ({
  ...terminal,
  engine: { args, hasTerminal },
});

test.each<[string, Surroundings]>([
  ["whose engine cannot be looked at", terminal],
  ["where `pulumi up` was typed", typed(["up", "--yes"])],
  ["where an option was taken back", typed(["up", "--diff=false"])],
  [
    "of a service that was told to be none",
    { ...terminal, env: { GITLAB_CI: "true", PULUMI_DISABLE_CI_DETECTION: "1" } },
  ],
])("a table is shown on a terminal %s", (_, surroundings) => {
  expect(wouldShowTable(surroundings)).toBe(true);
});

test.each<[string, Surroundings]>([
  ["without a terminal", { ...terminal, hasTerminal: false }],
  ["on a dumb one", { ...terminal, env: { TERM: "dumb" } }],
  ["in a pipeline that has a terminal", { ...terminal, env: { BUILDKITE: "true" } }],
  ["with `--non-interactive`", typed(["up", "--non-interactive"])],
  ["with `--diff`", typed(["up", "--diff"])],
  ["with `--json=true`", typed(["up", "--json=true"])],
  ["with the option in the environment", { ...terminal, env: { PULUMI_OPTION_JSON: "true" } }],
  ["in a pipe, as in `pulumi up | tee log`, or by the Automation API", typed(["up"], false)],
])("lines are shown %s", (_, surroundings) => {
  expect(wouldShowTable(surroundings)).toBe(false);
});
