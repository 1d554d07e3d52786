/** One poll that brought a percentage; milliseconds since the wait began. */
export interface Reading {
  readonly atMs: number;
  readonly percent: number;
}

/** Where a straight line through readings reaches 100 %, and one standard deviation of that. */
export interface Crossing {
  readonly endMs: number;
  readonly errorMs: number;
}

/**
 * Percentages scatter like this, as a share, until enough of them tell: one standard deviation of ±2 %
 * (docs/waiting.md#the-numbers, rows "honest", "±8 % noise").
 */
const USUAL_SCATTER = 0.012;
const USUAL_WEIGHT = 4;
/**
 * However many agree, they may all be wrong by so much: a job need not end exactly when it says 100 %
 * (docs/waiting.md#the-numbers, row "constant offset").
 */
export const LEAST_ERROR = 0.005;
/** Least squares of share = speed · at. */
export function fitFromStart(readings: readonly Reading[]): Crossing {
  const squares = sum(readings, ({ atMs }) => atMs ** 2);
  const speed = sum(readings, ({ atMs, percent }) => (atMs * percent) / 100) / squares;
  const scatter = scatterOf(readings, ({ atMs, percent }) => percent / 100 - speed * atMs);
  const error = Math.hypot(LEAST_ERROR, scatter / Math.sqrt(squares) / speed);
  return { endMs: 1 / speed, errorMs: error / speed };
}

/** Least squares with a beginning of its own; undefined where the readings do not rise. */
export function fitFreely(readings: readonly Reading[]): Crossing | undefined {
  const middleMs = sum(readings, ({ atMs }) => atMs) / readings.length;
  const middle = sum(readings, ({ percent }) => percent / 100) / readings.length;
  const points = readings.map(({ atMs, percent }) => ({ x: atMs - middleMs, y: percent / 100 - middle }));
  const width = sum(points, ({ x }) => x ** 2);
  const speed = sum(points, ({ x, y }) => x * y) / width;
  if (!(speed > 0)) return undefined;
  const endMs = middleMs + (1 - middle) / speed;
  const error = scatterOf(points, ({ x, y }) => y - speed * x) / speed;
  const errorMs = error * Math.sqrt(1 / readings.length + (endMs - middleMs) ** 2 / width);
  return { endMs, errorMs };
}

/** Where the line through readings begins, of something whose beginning nobody has seen; undefined where they do not rise yet. */
export function startOf(readings: readonly Reading[]): number | undefined {
  const [first, last] = [readings[0], readings.at(-1)];
  if (first === undefined || last === undefined || last.percent <= first.percent) return undefined;
  return first.atMs - (first.percent * (last.atMs - first.atMs)) / (last.percent - first.percent);
}

function scatterOf<Point>(points: readonly Point[], residual: (point: Point) => number): number {
  const squares = USUAL_WEIGHT * USUAL_SCATTER ** 2 + sum(points, (point) => residual(point) ** 2);
  return Math.sqrt(squares / (USUAL_WEIGHT + points.length));
}

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  let total = 0;
  for (const item of items) total += of(item);
  return total;
}
