import { asks, names } from "../alike/asks";
import { localSide } from "../alike/localSide";
import { play } from "../alike/play";
import { realSide } from "../alike/realSide";
import { type Recorded, record, recorded } from "../alike/recorded";

/** The same requests to a real OpenStack and to the local cloud's (../alike/README.md). */

jest.setTimeout(60_000);

let real: Recorded;
let local: Recorded;

beforeAll(async () => {
  for (const [open, keep] of [
    [() => realSide(process.env), (answers: Recorded) => (real = answers)],
    [localSide, (answers: Recorded) => (local = answers)],
  ] as const) {
    const side = await open();
    keep(await play(side, asks).finally(() => side.close()));
  }
  if (process.env.RECORD === "true") record(real);
}, 240_000);

test.each(names)("%s: both clouds answer alike", (what) => {
  expect(local[what]).toEqual(real[what]);
});

test("the recorded answers, which the local cloud has to give where no OpenStack is, are still the real ones", () => {
  expect(real).toEqual(recorded());
});
