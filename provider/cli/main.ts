#!/usr/bin/env node
import { withoutControls } from "../http/log/printable";
import { processContext } from "./commandContext";
import { runCommand } from "./runCommand";

// A reader that has gone, as `head` goes, is no failure: what there is to do is done, and the exit code tells.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

// Ended by hand: connections to clouds are kept open for a minute, and nobody waits for them here.
runCommand(process.argv.slice(2), processContext()).then(
  (code) => process.stdout.write("", () => process.exit(code)),
  (bug: unknown) => {
    process.stderr.write(withoutControls(`${bug instanceof Error ? bug.stack : bug}\n`), () =>
      process.exit(70),
    );
  },
);
