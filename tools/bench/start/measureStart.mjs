// npm run bench -- --start: what this package adds to the start of programs, policy packs and its command.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { root } from "../../folders.mjs";
import { say } from "../../say.mjs";
import { startOf } from "./startOf.mjs";
import { subjectsIn } from "./subjects.mjs";

/** In turn, so that what else the machine does meets both alike; of these the medians. */
const ROUNDS = 9;

export function measureStart({ write = false } = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), "start-"));
  try {
    const rows = subjectsIn(folder).map((subject) => measured(subject, folder));
    const table = tableOf(rows);
    console.log(table);
    if (write) writeInto(path.join(root, "docs/footprint.md"), table);
    return rows.every(({ met }) => met) ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function measured({ what, beside, alone, ours, goal }, folder) {
  say(`${what}, beside ${beside}`);
  startOf(alone, folder); // fills the caches of the disk
  startOf(ours, folder);
  const rounds = Array.from({ length: ROUNDS }, () => [startOf(alone, folder), startOf(ours, folder)]);
  const of = (at, figure) => median(rounds.map((round) => round[at][figure]));
  const [aloneMs, oursMs] = [of(0, "cpuMs"), of(1, "cpuMs")];
  const met = goal.isMet(aloneMs, oursMs);
  const cells = [
    what,
    `${beside}: ${aloneMs.toFixed(0)} ms`,
    `${oursMs.toFixed(0)} ms`,
    `${(oursMs - aloneMs).toFixed(0)} ms, ${(oursMs / aloneMs).toFixed(2)} ×`,
    of(1, "files") - of(0, "files"),
    `${goal.text}: ${met ? "met" : "missed"}`,
  ];
  return { cells, met };
}

const median = (figures) => [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)];

const head = ["what starts", "beside", "CPU time", "more", "files more", "goal"];

function tableOf(rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [head, head.map(() => "---"), ...rows.map(({ cells }) => cells)].map(line).join("\n");
}

function writeInto(page, table) {
  const text = readFileSync(page, "utf8");
  writeFileSync(
    page,
    text.replace(
      /(<!-- start: figures -->\n)[\s\S]*?(<!-- end -->)/,
      (_, begin, end) => `${begin}${table}\n${end}`,
    ),
  );
}
