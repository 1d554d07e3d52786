/** A point as it is drawn, in pixels. */
export interface Drawn {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly colour: string;
  readonly mark: string;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const FONT = 10;
const GLYPH = 5.8;
/** Points of one colour that stand nearer than this share a label. */
const NEAR = 9;

/** The marks of points, each beside its point and upon nothing else. */
export function labels(points: readonly Drawn[], within: Box): string[] {
  const taken: Box[] = points.map(({ x, y, radius: r }) => ({
    left: x - r,
    top: y - r,
    right: x + r,
    bottom: y + r,
  }));
  return clusters(points).map((cluster) => {
    const text = cluster.map(({ mark }) => mark).join(" ");
    const places = placesFor(cluster, GLYPH * text.length);
    const free = places.filter((place) => inside(place, within) && !taken.some((box) => touch(box, place)));
    const place = free[0] ?? (places[0] as Box);
    taken.push(place);
    const [x, y] = [place.left.toFixed(1), (place.bottom - 1.5).toFixed(1)];
    return `<text x="${x}" y="${y}" font-size="${FONT}" fill="${cluster[0]?.colour}">${text}</text>`;
  });
}

function clusters(points: readonly Drawn[]): Drawn[][] {
  const made: Drawn[][] = [];
  for (const point of points) {
    const near = made.find((cluster) =>
      cluster.some((other) => other.colour === point.colour && distance(other, point) < NEAR),
    );
    if (near === undefined) made.push([point]);
    else near.push(point);
  }
  return made;
}

/** To the right, to the left, above, below; then the same further away. */
function placesFor(cluster: readonly Drawn[], width: number): Box[] {
  const left = Math.min(...cluster.map(({ x, radius }) => x - radius));
  const right = Math.max(...cluster.map(({ x, radius }) => x + radius));
  const top = Math.min(...cluster.map(({ y, radius }) => y - radius));
  const bottom = Math.max(...cluster.map(({ y, radius }) => y + radius));
  const [middleX, middleY] = [(left + right) / 2, (top + bottom) / 2];
  const box = (x: number, y: number): Box => ({ left: x, top: y, right: x + width, bottom: y + FONT });
  return [0, 4, 8, 12, 16, 22, 28].flatMap((away) => [
    box(right + 3 + away, middleY - FONT / 2),
    box(left - 3 - away - width, middleY - FONT / 2),
    box(middleX - width / 2, top - FONT - 1 - away),
    box(middleX - width / 2, bottom + 1 + away),
    box(right + 2, top - FONT + 3 - away),
    box(right + 2, bottom - 3 + away),
    box(left - 2 - width, top - FONT + 3 - away),
    box(left - 2 - width, bottom - 3 + away),
  ]);
}

function distance(one: Drawn, other: Drawn): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}

function touch(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

function inside(one: Box, outer: Box): boolean {
  return (
    one.left >= outer.left && one.right <= outer.right && one.top >= outer.top && one.bottom <= outer.bottom
  );
}
