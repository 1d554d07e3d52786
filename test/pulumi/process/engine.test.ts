import { engineWith, type LogLine } from "../../../provider/pulumi/process/engine";

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
