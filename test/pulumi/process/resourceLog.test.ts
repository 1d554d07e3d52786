import { during, operationLog } from "../../../provider/lifecycle/operation/operationLog";
import type { LogLine } from "../../../provider/pulumi/process/engine";
import { resourceLog } from "../../../provider/pulumi/process/resourceLog";

function logTo(inTable: boolean) {
  const sent: string[] = [];
  const log = ({ text, ephemeral }: LogLine) => void sent.push(`${ephemeral ? "" : "> "}${text}`);
  const engine = { log, isAlive: async () => undefined };
  return {
    sent,
    log: operationLog(
      resourceLog(engine, "urn", () => inTable),
      "golden",
    ),
  };
}

afterEach(() => void jest.useRealTimers());

function takingSeconds(seconds: number): Promise<string> {
  return new Promise((resolve) => setTimeout(() => resolve("done"), seconds * 1000));
}

test("in a table progress is a status, of which nothing is left when the run is over", () => {
  const { sent, log } = logTo(true);
  log.entry("exporting 40%");
  log.status("40%, exporting");
  log.status("");
  log.status("");
  log.line("goes on with image i");
  expect(sent).toEqual(["40%, exporting", "", "> goes on with image i"]);
});

test("elsewhere progress is an entry, with the name of the image", () => {
  const { sent, log } = logTo(false);
  log.entry("exporting 40%");
  log.status("40%, exporting");
  expect(sent).toEqual(["> golden: exporting 40%"]);
});

test.each([
  [
    "in a table what takes more than two seconds says what it is, until it is over",
    true,
    3,
    ["checking", ""],
  ],
  ["in a table what takes less says nothing", true, 1, []],
  ["in a log what takes seconds says nothing", false, 10, []],
  ["in a log what takes more than half a minute says what it is", false, 31, ["> checking"]],
])("%s", async (_, inTable, seconds, expected) => {
  jest.useFakeTimers();
  const { sent, log } = logTo(inTable);
  const work = during(log, "checking", takingSeconds(seconds));
  await jest.advanceTimersByTimeAsync(seconds * 1000);
  expect(await work).toBe("done");
  expect(sent).toEqual(expected);
});

test("in a table what a wait has shown stands again when a slow poll of it is over", async () => {
  jest.useFakeTimers();
  const { sent, log } = logTo(true);
  log.status("source busy: backing-up");
  const work = during(log, "checking", takingSeconds(3));
  await jest.advanceTimersByTimeAsync(3_000);
  await work;
  expect(sent).toEqual(["source busy: backing-up", "checking", "source busy: backing-up"]);
});
