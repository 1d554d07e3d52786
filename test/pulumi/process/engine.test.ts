import { engineWith, type LogLine } from "../../../provider/pulumi/process/engine";
import { resourceLog } from "../../../provider/pulumi/process/resourceLog";

const line: LogLine = { urn: "urn:x", text: "12 % saving", severity: "info", ephemeral: true };

it("the sender is opened with the first message, and once", () => {
  const opened: string[] = [];
  const sent: LogLine[] = [];
  const engine = engineWith("127.0.0.1:1", (address) => {
    opened.push(address);
    return (one) => sent.push(one);
  });
  expect(opened).toEqual([]);
  engine.log(line);
  engine.log(line);
  expect([opened, sent]).toEqual([["127.0.0.1:1"], [line, line]]);
});

it("without an address none is opened", () => {
  engineWith("--flag", () => {
    throw new Error("opened");
  }).log(line);
});

it.each([
  [
    "opened",
    () => {
      throw new Error("no @grpc/grpc-js");
    },
  ],
  [
    "used",
    () => () => {
      throw new Error("no memory");
    },
  ],
])("a sender that cannot be %s fails nothing", (_, openSender) => {
  engineWith("127.0.0.1:1", openSender).log(line);
});

it("what a slow step did is not lost where it cannot be told of", async () => {
  jest.useFakeTimers();
  const engine = engineWith("127.0.0.1:1", () => () => {
    throw new Error("no memory");
  });
  const sent = new Promise((resolve) => setTimeout(() => resolve("image i"), 60_000));
  const answer = resourceLog(engine, "urn:x", () => true).during?.("starting", sent);
  await jest.advanceTimersByTimeAsync(60_000);
  await expect(answer).resolves.toBe("image i");
  jest.useRealTimers();
});
