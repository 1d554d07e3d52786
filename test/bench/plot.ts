import { alone, crowd, durations, patterns, peer, together } from "./cells";
import { type Drawn, labels } from "./labels";
import type { Cost } from "./measure";
import { peers } from "./peers";
import { costIn, type Results } from "./results";

const [PANEL_WIDTH, PANEL_HEIGHT] = [420, 340];
const [LEFT, RIGHT, TOP, BOTTOM] = [52, 22, 34, 44];
/** Powers of ten, from and to: the same in all panels, so that they compare. */
const [CALLS, LAG] = [[0, 3.7] as const, [-0.7, 2.1] as const];

const OURS = "#b5121b";
const BAD = "#c06a10";
const THEIRS = "#33475b";

interface Point {
  readonly cost: Cost;
  readonly mark: string;
  readonly colour: string;
  readonly radius: number;
}

/** Lag against calls, both logarithmic: one panel for each duration, one for many images at once. Nearer to the lower left is better. */
export function plot(results: Results): string {
  const panels = [
    ...durations.map((typicalS) =>
      panel(`one image, about ${typicalS} s`, [
        { cost: costIn(results, alone("honest", typicalS)), mark: "ours", colour: OURS, radius: 6 },
        ...theirs(results, typicalS),
        ...bad(results, typicalS),
      ]),
    ),
    panel("many images at once, about 180 s", [...manyAtOnce(results), ...theirs(results, 180)], true),
    legend(),
  ];
  const placed = panels.map((drawn, at) => {
    const [x, y] = [(at % 3) * PANEL_WIDTH, Math.floor(at / 3) * PANEL_HEIGHT];
    return `<g transform="translate(${x} ${y})">${drawn}</g>`;
  });
  const [width, height] = [3 * PANEL_WIDTH, 2 * PANEL_HEIGHT];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="11">`,
    "<title>How late images are noticed, against how many calls it takes</title>",
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...placed,
    "</svg>\n",
  ].join("\n");
}

/** Others are numbered, patterns have letters: names would hide the points. */
function theirs(results: Results, typicalS: number): Point[] {
  return peers.map(({ name }, at) => ({
    cost: costIn(results, peer(name, typicalS)),
    mark: String(at + 1),
    colour: THEIRS,
    radius: 3.5,
  }));
}

function bad(results: Results, typicalS: number): Point[] {
  return badNames.map((name, at) => ({
    cost: costIn(results, alone(name, typicalS)),
    mark: letter(at),
    colour: BAD,
    radius: 3,
  }));
}

const badNames = patterns.filter((name) => name !== "honest");

function letter(at: number): string {
  return String.fromCharCode("a".charCodeAt(0) + at);
}

function manyAtOnce(results: Results): Point[] {
  return together.map((images) => ({
    cost: costIn(results, crowd(images, 180)),
    mark: images === 1 ? "ours, 1 alone" : `${images} at once`,
    colour: OURS,
    radius: 5,
  }));
}

function panel(title: string, points: readonly Point[], curve = false): string {
  const [bottom, right] = [PANEL_HEIGHT - BOTTOM, PANEL_WIDTH - RIGHT];
  const x = scale(CALLS, LEFT, right);
  const y = scale(LAG, bottom, TOP);
  const drawn: Drawn[] = points.map(({ cost, ...rest }) => ({
    ...rest,
    x: x(cost.calls),
    y: y(cost.lagMean),
  }));
  const way = drawn.filter(({ colour }) => colour === OURS).map((point) => `${point.x},${point.y}`);
  return [
    text(LEFT, 20, title, "start", 'font-size="13" font-weight="bold"'),
    ...powers(CALLS).map(
      (value) => line(x(value), bottom, x(value), TOP) + text(x(value), bottom + 14, `${value}`, "middle"),
    ),
    ...powers(LAG).map(
      (value) => line(LEFT, y(value), right, y(value)) + text(LEFT - 5, y(value) + 4, `${value}`, "end"),
    ),
    text((LEFT + right) / 2, bottom + 30, "calls for each image", "middle"),
    `<g transform="translate(14 ${(TOP + bottom) / 2}) rotate(-90)">${text(0, 0, "late on average, s", "middle")}</g>`,
    curve ? `<polyline points="${way.join(" ")}" fill="none" stroke="${OURS}"/>` : "",
    ...[...drawn].reverse().map(circle),
    ...labels(drawn, { left: LEFT, top: TOP, right, bottom }),
  ].join("\n");
}

function legend(): string {
  const [first, second] = [30, 232];
  const row = (at: number) => 98 + 17 * at;
  const entries = (x: number, colour: string, names: readonly string[], mark: (at: number) => string) =>
    names.map(
      (name, at) =>
        text(x, row(at), mark(at), "start", `fill="${colour}" font-weight="bold"`) +
        text(x + 20, row(at), name, "start"),
    );
  return [
    circle({ x: first + 5, y: 16, radius: 6, colour: OURS, mark: "" }),
    text(first + 20, 20, "ours, with honest progress, or many at once"),
    text(first + 20, 40, "Nearer to the lower left is better.", "start", 'font-style="italic"'),
    circle({ x: first + 5, y: 71, radius: 3.5, colour: THEIRS, mark: "" }),
    text(first + 20, 75, "others, whatever is told"),
    circle({ x: second + 5, y: 71, radius: 3, colour: BAD, mark: "" }),
    text(second + 20, 75, "ours, told badly"),
    ...entries(
      first,
      THEIRS,
      peers.map(({ name }) => name),
      (at) => String(at + 1),
    ),
    ...entries(second, BAD, badNames, letter),
  ].join("\n");
}

function circle({ x, y, radius, colour }: Drawn): string {
  return `<circle cx="${x}" cy="${y}" r="${radius}" fill="${colour}" fill-opacity="0.85"/>`;
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

function line(x1: number, y1: number, x2: number, y2: number): string {
  return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="#ddd"/>`;
}

function text(x: number, y: number, words: string, anchor = "start", rest = ""): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" ${rest}>${words}</text>`;
}

function fixed(value: number): number {
  return Math.round(value * 10) / 10;
}
