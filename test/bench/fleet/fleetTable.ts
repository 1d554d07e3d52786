import type { FleetResults } from "./measureFleet";
import { missedBy } from "./verdict";

/** The table of docs/waiting.md. */
export function fleetTable(results: FleetResults): string {
  const rows = Object.entries(results).map(([name, result]) => {
    const { audit, doneS, limitS, lateShare, throttledShare, callsEach, runs, failures } = result;
    const missed = missedBy(result);
    const verdict = missed.length === 0 ? "met" : `**missed: ${missed.join(", ")}**`;
    const percent = (share: number) => `${(100 * share).toPrecision(2)} %`;
    return [
      name,
      `${audit.lost} / ${audit.doubled}`,
      `${percent(throttledShare)} / ${percent(lateShare)}`,
      `${doneS} s (≤ ${limitS})`,
      String(callsEach),
      `${runs}, ${failures}`,
      verdict,
    ];
  });
  const [first] = Object.values(results);
  const head = [
    `${count(first?.images)} images, ${first?.accounts === 1 ? "1 account" : `${count(first?.accounts)} accounts`} of 10 stacks`,
    "lost / made twice",
    "429s of all requests / after the first minute (≤ 0.2 %)",
    "done",
    "requests an image",
    "runs, failures in them",
    "verdict",
  ];
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

const count = (number = 0): string => number.toLocaleString("en-US");

/** The page with this table between its marks. */
export function withFleet(page: string, results: FleetResults): string {
  return page.replace(
    /(<!-- fleet: table -->\n)[\s\S]*?(\n<!-- end -->)/,
    (_, begin: string, end: string) => `${begin}${fleetTable(results)}${end}`,
  );
}
