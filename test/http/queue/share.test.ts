import { Share } from "../../../provider/http/queue/share";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Throttled so often, with a request sent and refused each second, from 0 on. */
function throttled(times: number): { readonly share: Share; readonly lastAt: number } {
  const share = new Share();
  for (let at = 0; at < times; at++) share.giveWay(at * SECOND, at * SECOND);
  return { share, lastAt: (times - 1) * SECOND };
}

describe("the share of a process in a cloud that throttles", () => {
  it("is all there is, until the cloud throttles", () => {
    expect(new Share().at(0)).toBe(1);
  });

  it("falls fast from much, and slowly from little: who asks least must not starve", () => {
    const shares = [1, 2, 3, 4, 5, 6, 7].map((times) => throttled(times).share.at(times * SECOND));
    expect(shares.map((share) => Number(share.toFixed(3)))).toEqual([
      0.6, 0.36, 0.216, 0.13, 0.12, 0.108, 0.097,
    ]);
    expect(throttled(1000).share.at(1000 * SECOND)).toBe(0.02);
  });

  it("falls once for what was sent before it had fallen", () => {
    const share = new Share();
    for (const sentAt of [0, 100, 200]) share.giveWay(500, sentAt);
    expect(share.at(500)).toBe(0.6);
    share.giveWay(900, 600);
    expect(share.at(900)).toBeCloseTo(0.36);
  });

  it("stays for ten minutes, and grows bit by bit then, to all there is", () => {
    const { share } = throttled(1);
    expect(share.at(10 * MINUTE)).toBe(0.6);
    expect(share.at(10 * MINUTE + 10 * SECOND)).toBeCloseTo(0.63);
    expect(share.at(11 * MINUTE)).toBeCloseTo(0.6 * 1.05 ** 6);
    expect(share.at(12 * MINUTE)).toBe(1);
  });

  it("that is hardly one recovers soon, to the least that is enough", () => {
    const { share, lastAt } = throttled(30);
    const least = share.at(lastAt);
    expect(least).toBe(0.02);
    expect(share.at(lastAt + 20 * SECOND)).toBe(least);
    expect(share.at(lastAt + 30 * SECOND)).toBeCloseTo(1.05 * least);
    expect(share.at(lastAt + 9 * MINUTE)).toBe(0.12);
    expect(share.at(lastAt + 10 * MINUTE)).toBe(0.12);
    expect(share.at(lastAt + 11 * MINUTE)).toBeGreaterThan(0.12);
  });
});
