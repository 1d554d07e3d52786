import { BIN_S, type FleetResult } from "./fleet";
import type { FleetResults } from "./measureFleet";
import { scenarios } from "./scenario";

const [PANEL_WIDTH, PANEL_HEIGHT] = [420, 250];
const [LEFT, RIGHT, TOP, BOTTOM] = [52, 22, 34, 44];
const [SENT, REFUSED, DONE, GRID] = ["#33475b", "#b5121b", "#2b7a4b", "#ddd"];
/** Of the vertical axis above: a second in which more arrive is cut off there. */
const MOST_REQUESTS = 60;

interface Line {
  readonly values: readonly number[];
  readonly colour: string;
}

/** A column for each scenario: above, what the gateway of one account sees; below, how many images of the fleet are done. */
export function fleetPlot(results: FleetResults): string {
  const columns = Object.entries(results).map(([name, result], at) => {
    const x = at * PANEL_WIDTH;
    return [
      `<g transform="translate(${x} 0)">${above(name, result)}</g>`,
      `<g transform="translate(${x} ${PANEL_HEIGHT})">${below(result)}</g>`,
    ].join("\n");
  });
  const [width, height] = [columns.length * PANEL_WIDTH, 2 * PANEL_HEIGHT];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="11">`,
    "<title>A fleet: requests and 429s of one account, and images done, over time</title>",
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...columns,
    "</svg>\n",
  ].join("\n");
}

function above(name: string, { series, doneS }: FleetResult): string {
  const lines = [
    { values: series.requests, colour: SENT },
    { values: series.throttled, colour: REFUSED },
  ];
  const limit = scenarios[0]?.limit ?? 0;
  return [
    text(LEFT, 20, name, "start", 'font-size="13" font-weight="bold"'),
    panel(lines, doneS, MOST_REQUESTS, [0, limit, 40, 60]),
    text(PANEL_WIDTH - RIGHT, TOP + 12, "requests of one account, most in a second", "end", `fill="${SENT}"`),
    text(PANEL_WIDTH - RIGHT, TOP + 27, "429s", "end", `fill="${REFUSED}"`),
  ].join("\n");
}

function below({ series, doneS, images }: FleetResult): string {
  return [
    panel([{ values: series.done, colour: DONE }], doneS, images, [0, images / 2, images]),
    text(LEFT + 8, TOP + 12, "images done", "start", `fill="${DONE}"`),
  ].join("\n");
}

function panel(lines: readonly Line[], untilS: number, most: number, marks: readonly number[]): string {
  const [bottom, right] = [PANEL_HEIGHT - BOTTOM, PANEL_WIDTH - RIGHT];
  const minutes = Math.ceil(untilS / 60);
  const x = (atS: number) => fixed(LEFT + (atS / (60 * minutes)) * (right - LEFT));
  const y = (value: number) => fixed(bottom - (Math.min(value, most) / most) * (bottom - TOP));
  const step = minutes > 24 ? 10 : 5;
  const times = Array.from({ length: Math.floor(minutes / step) + 1 }, (_, at) => at * step);
  return [
    ...times.map(
      (at) => grid(x(60 * at), bottom, x(60 * at), TOP) + text(x(60 * at), bottom + 14, `${at}`, "middle"),
    ),
    ...marks.map(
      (mark) => grid(LEFT, y(mark), right, y(mark)) + text(LEFT - 5, y(mark) + 4, `${mark}`, "end"),
    ),
    text((LEFT + right) / 2, bottom + 30, "minutes", "middle"),
    ...lines.map(({ values, colour }) => {
      const points = values
        .map((value, at) => `${x(Math.min(at * BIN_S, 60 * minutes))},${y(value)}`)
        .join(" ");
      return `<polyline points="${points}" fill="none" stroke="${colour}"/>`;
    }),
  ].join("\n");
}

function grid(x1: number, y1: number, x2: number, y2: number): string {
  return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${GRID}"/>`;
}

function text(x: number, y: number, words: string, anchor = "start", rest = ""): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" ${rest}>${words}</text>`;
}

function fixed(value: number): number {
  return Math.round(value * 10) / 10;
}
