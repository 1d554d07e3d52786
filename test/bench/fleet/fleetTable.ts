import type { FleetResults } from "./measureFleet";
import { missedBy } from "./verdict";

/** The table of docs/waiting.md. */
export function fleetTable(results: FleetResults): string {
  const rows = Object.entries(results).map(([name, result]) => {
    const { audit, doneS, limitS, throttledForS, throttledShare, callsEach, runs, failures } = result;
    const missed = missedBy(result);
    const verdict = missed.length === 0 ? "met" : `**missed: ${missed.join(", ")}**`;
    const share = `${(100 * throttledShare).toPrecision(2)} %`;
    return [
      name,
      `${audit.lost} / ${audit.doubled}`,
      `${throttledForS} s, ${share}`,
      `${doneS} s (≤ ${limitS})`,
      String(callsEach),
      `${runs}, ${failures}`,
      verdict,
    ];
  });
  const head = [
    "10,000 images, 100 stacks, 10 accounts",
    "lost / made twice",
    "429s end after (≤ 60 s), share",
    "done",
    "requests an image",
    "runs, failures in them",
    "verdict",
  ];
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
