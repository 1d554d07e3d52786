import * as pulumi from "@pulumi/pulumi";
import { noteCloudOfResource, warnOfCloud } from "../../../provider/pulumi/dynamic/warnOfCloud";

const [engine, warn] = [process.env.PULUMI_NODEJS_ENGINE, pulumi.log.warn];
const others = process.listeners("beforeExit");
let warned: string[] = [];

beforeEach(() => {
  warned = [];
  process.env.PULUMI_NODEJS_ENGINE = "127.0.0.1:1";
  Object.assign(pulumi.log, { warn: async (text: string) => void warned.push(text) });
});

afterEach(() => {
  Object.assign(pulumi.log, { warn });
  if (engine === undefined) delete process.env.PULUMI_NODEJS_ENGINE;
  else process.env.PULUMI_NODEJS_ENGINE = engine;
});

/** As Node does at the program's end. */
function endProgram(): void {
  for (const listener of process.listeners("beforeExit")) if (!others.includes(listener)) listener(0);
}

test("twenty look-ups of one cloud warn of its settings once, at the program's end", () => {
  const before = process.listenerCount("beforeExit");
  for (let count = 0; count < 20; count += 1) warnOfCloud("dev", "cloud dev: verify is off");
  expect(process.listenerCount("beforeExit")).toBe(before + 1); // Node warns of eleven
  expect(warned).toEqual([]);
  endProgram();
  expect(warned).toEqual(["cloud dev: verify is off"]);
});

test("of a cloud that resources use, the provider process warns", () => {
  warnOfCloud("prod", "cloud prod: verify is off");
  noteCloudOfResource("prod");
  endProgram();
  expect(warned).not.toContain("cloud prod: verify is off");
});

test("an inline program, whose process goes on, is told at once and in each run", () => {
  delete process.env.PULUMI_NODEJS_ENGINE;
  warnOfCloud("inline", "cloud inline: verify is off");
  warnOfCloud("inline", "cloud inline: verify is off");
  expect(warned).toEqual(["cloud inline: verify is off", "cloud inline: verify is off"]);
});
