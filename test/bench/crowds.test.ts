import { type Crowd, crowd, crowdImages, crowdPatterns } from "./cells";
import { measure } from "./measure";

/** Of each pattern and some durations one number of images, with few jobs: the bench measures all cells with many. */
const some: Crowd[] = [25, 63, 600].flatMap((typicalS, row) =>
  crowdPatterns.map((pattern, column) => {
    const images = crowdImages[1 + ((row + column) % (crowdImages.length - 1))] as number;
    return crowd(images, typicalS, pattern, (row + column) % 2 === 0 ? "spread" : "equal");
  }),
);

describe("of many images at once none is noticed later than by a fixed interval of ten seconds, by two requests a second", () => {
  it.each(some)("$images at once, $typicalS s, $pattern, $ends ends", async (cell) => {
    const { lagMean, lagP95, peak } = await measure(cell, { seed: 4_321, jobs: 200 });
    const told = ["honest", "5 % steps", "10 % steps"].includes(cell.pattern);
    expect(lagMean).toBeLessThanOrEqual(told ? 2.5 : 5);
    expect(lagP95).toBeLessThanOrEqual(cell.pattern === "goes back" ? 10 : 9.7);
    expect(peak).toBeLessThanOrEqual(2);
  });
});
