import { asks, names } from "./asks";
import { localSide } from "./localSide";
import { play } from "./play";
import { type Recorded, recorded } from "./recorded";

/** The local cloud's OpenStack against what a real one has answered (README.md). */

const real = recorded();
let local: Recorded;

beforeAll(async () => {
  const side = await localSide();
  local = await play(side, asks).finally(() => side.close());
});

test("every request has an answer of a real OpenStack, and every such answer its request", () => {
  expect(Object.keys(real)).toEqual(names);
});

test.each(names)("%s: answered as by a real OpenStack", (what) => {
  expect(local[what]).toEqual(real[what]);
});
