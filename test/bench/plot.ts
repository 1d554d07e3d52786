import { badPatterns } from "./goals";
import type { Cost } from "./measure";
import { crowds, durations, type Results } from "./results";

const [PANEL_WIDTH, PANEL_HEIGHT] = [420, 330];
const [LEFT, RIGHT, TOP, BOTTOM] = [52, 14, 34, 44];

interface Point {
  readonly calls: number;
  readonly lag: number;
  readonly label?: string;
  readonly colour: string;
  readonly size: number;
}

interface Panel {
  readonly title: string;
  readonly points: readonly Point[];
  readonly curve?: readonly Point[];
  /** Powers of ten, from and to. */
  readonly calls: readonly [number, number];
  readonly lag: readonly [number, number];
}

const OURS = "#b5121b";
const BAD = "#e08a3c";
const THEIRS = "#4a5a6a";

/** Lag against calls, both logarithmic: one panel for each duration, one for many images at once. Nearer to the lower left is better. */
export function plot(results: Results): string {
  const panels = [...durations.map((typicalS) => durationPanel(results, typicalS)), crowdPanel(results)];
  const drawn = panels.map((panel, at) => {
    const [x, y] = [(at % 3) * PANEL_WIDTH, Math.floor(at / 3) * PANEL_HEIGHT];
    return `<g transform="translate(${x} ${y})">${draw(panel)}</g>`;
  });
  const [width, height] = [3 * PANEL_WIDTH, 2 * PANEL_HEIGHT];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="11">`,
    "<title>How late images are noticed, against how many calls it takes</title>",
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...drawn,
    legend(2 * PANEL_WIDTH, PANEL_HEIGHT),
    "</svg>\n",
  ].join("\n");
}

function durationPanel(results: Results, typicalS: number): Panel {
  const { ours, peers } = results;
  const theirs = Object.entries(peers).map(([name, cells]) => point(cells[typicalS], THEIRS, 3.5, name));
  const bad = badPatterns.map((name) =>
    point(ours[name][typicalS], BAD, 3, name === "none" ? "no progress" : undefined),
  );
  const early = point(ours["ends at 40–90 %"][typicalS], BAD, 3, "ends early");
  const honest = point(ours.honest[typicalS], OURS, 6, "ours, honest progress");
  const title = `one image, about ${typicalS} s`;
  return { title, points: [...theirs, ...bad, early, honest], calls: [0, 4], lag: [-1, 2.5] };
}

function crowdPanel(results: Results): Panel {
  const theirs = Object.entries(results.peers).map(([name, cells]) => point(cells[180], THEIRS, 3.5, name));
  const curve = crowds.map((images) => point(results.crowds[images], OURS, 5, `ours, ${images} at once`));
  return {
    title: "many images at once, about 180 s: calls for each",
    points: [...theirs, ...curve],
    curve,
    calls: [0, 4],
    lag: [-1, 2.5],
  };
}

function point(cost: Cost | undefined, colour: string, size: number, label?: string): Point {
  const { calls = 1, lagMean = 1 } = cost ?? {};
  return { calls, lag: lagMean, colour, size, ...(label === undefined ? {} : { label }) };
}

function draw({ title, points, curve, calls, lag }: Panel): string {
  const x = scale(calls, LEFT, PANEL_WIDTH - RIGHT);
  const y = scale(lag, PANEL_HEIGHT - BOTTOM, TOP);
  const way = (curve ?? []).map((p) => `${x(p.calls)},${y(p.lag)}`).join(" ");
  return [
    `<text x="${LEFT}" y="20" font-size="13" font-weight="bold">${title}</text>`,
    ...powers(calls).map(
      (value) =>
        tick(x(value), PANEL_HEIGHT - BOTTOM, x(value), TOP) +
        caption(x(value), PANEL_HEIGHT - BOTTOM + 14, `${value}`, "middle"),
    ),
    ...powers(lag).map(
      (value) =>
        tick(LEFT, y(value), PANEL_WIDTH - RIGHT, y(value)) +
        caption(LEFT - 5, y(value) + 4, `${value}`, "end"),
    ),
    caption((LEFT + PANEL_WIDTH - RIGHT) / 2, PANEL_HEIGHT - BOTTOM + 30, "calls for each image", "middle"),
    `<text transform="translate(14 ${(TOP + PANEL_HEIGHT - BOTTOM) / 2}) rotate(-90)" text-anchor="middle">late on average, s</text>`,
    way === "" ? "" : `<polyline points="${way}" fill="none" stroke="${OURS}"/>`,
    ...points.map((p) => `<circle cx="${x(p.calls)}" cy="${y(p.lag)}" r="${p.size}" fill="${p.colour}"/>`),
    ...labels(points, x, y),
  ].join("\n");
}

/** Labels stand beside their points, and give way downwards to those that stand there already. */
function labels(
  points: readonly Point[],
  x: (value: number) => number,
  y: (value: number) => number,
): string[] {
  const placed: { x: number; y: number; width: number }[] = [];
  return [...points]
    .filter(({ label }) => label !== undefined)
    .sort((a, b) => y(a.lag) - y(b.lag))
    .map(({ label = "", calls, lag, size, colour }) => {
      const width = 5.4 * label.length;
      const left =
        x(calls) + size + 3 + width > PANEL_WIDTH ? x(calls) - size - 3 - width : x(calls) + size + 3;
      let top = y(lag) + 4;
      const clashes = () =>
        placed.some(
          (other) => Math.abs(other.y - top) < 11 && left < other.x + other.width && other.x < left + width,
        );
      while (clashes()) top += 2;
      placed.push({ x: left, y: top, width });
      return `<text x="${fixed(left)}" y="${fixed(top)}" font-size="10" fill="${colour}">${label}</text>`;
    });
}

function legend(x: number, y: number): string {
  const rows = [
    [OURS, "ours: honest progress, or many at once"],
    [BAD, "ours: each bad pattern of progress, and none"],
    [THEIRS, "others: they read no progress and share no looks"],
  ];
  const drawn = rows.map(
    ([colour, text], at) =>
      `<circle cx="70" cy="${70 + 24 * at}" r="5" fill="${colour}"/>${caption(84, 74 + 24 * at, text ?? "", "start")}`,
  );
  const note = caption(62, 160, "Nearer to the lower left is better. npm run bench", "start");
  return `<g transform="translate(${x} ${y})">${drawn.join("")}${note}</g>`;
}

function scale([from, to]: readonly [number, number], start: number, end: number): (value: number) => number {
  return (value) => fixed(start + ((Math.log10(value) - from) / (to - from)) * (end - start));
}

function powers([from, to]: readonly [number, number]): number[] {
  const first = Math.ceil(from);
  return Array.from({ length: Math.floor(to) - first + 1 }, (_, at) =>
    Number((10 ** (first + at)).toPrecision(1)),
  );
}

function tick(x1: number, y1: number, x2: number, y2: number): string {
  return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="#ddd"/>`;
}

function caption(x: number, y: number, text: string, anchor: "start" | "middle" | "end"): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}">${text}</text>`;
}

function fixed(value: number): number {
  return Math.round(value * 10) / 10;
}
