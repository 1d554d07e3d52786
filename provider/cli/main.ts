#!/usr/bin/env node
import { withoutControls } from "../http/log/printable";
import { processContext } from "./commandContext";
import { runCommand } from "./runCommand";

// If the reader of a pipe ends early, as `head` does, the command still does its work, and the exit code tells the result.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

// `process.exit` is needed because connections to clouds stay open for a minute, which nobody waits for.
runCommand(process.argv.slice(2), processContext()).then(
  (code) => process.stdout.write("", () => process.exit(code)),
  (bug: unknown) => {
    process.stderr.write(withoutControls(`${bug instanceof Error ? bug.stack : bug}\n`), () =>
      process.exit(70),
    );
  },
);
