const GOAL = 1.15;

const head = [
  "images",
  "command",
  "CPU: images / trivial / with as many outputs",
  "ratios",
  "engine, program, provider beside as many outputs",
  "memory: images / trivial / with as many outputs",
  "ratios",
  "calls",
  "goal: 1.15 × trivial",
];
const lined = (cells) => `| ${cells.join(" | ")} |`;

/** The lines of the table for these rows. */
export const tableLines = (rows) =>
  rows.map(({ count, command, images, trivial, alike }) => {
    const sides = [images, trivial, alike];
    const each = (pick, digits) => sides.map((side) => pick(side).toFixed(digits)).join(" / ");
    const ratios = (pick) =>
      [trivial, alike].map((side) => (pick(images) / pick(side)).toFixed(2)).join(", ");
    const kinds = ["engine", "program", "provider"].map((kind) =>
      alike.cpuOf[kind] > 0 ? (images.cpuOf[kind] / alike.cpuOf[kind]).toFixed(2) : "–",
    );
    return lined([
      count.toLocaleString("en"),
      `\`${command}\``,
      `${each(({ cpu }) => cpu, 1)} s`,
      ratios(({ cpu }) => cpu),
      kinds.join(", "),
      `${each(({ mib }) => mib, 0)} MiB`,
      ratios(({ mib }) => mib),
      images.calls.toLocaleString("en"),
      verdictOf({ images, trivial }),
    ]);
  });

/** The table with these lines; what it had of others stays. */
export function withLines(table, lines) {
  const keyOf = (line) => line.split(" | ").slice(0, 2).join(" | ");
  const width = head.length + 2;
  const kept = table.split("\n").filter((line) => /^\| \d/.test(line) && line.split("|").length === width);
  const all = new Map([...kept, ...lines].map((line) => [keyOf(line), line]));
  const count = (line) => Number(/[\d,]+/.exec(line)[0].replaceAll(",", ""));
  const body = [...all.values()].sort((one, other) => count(one) - count(other));
  return [lined(head), lined(head.map(() => "---")), ...body].join("\n");
}

export const isMet = (row) => verdictOf(row) === "met";

function verdictOf({ images, trivial }) {
  const missed = [images.cpu > GOAL * trivial.cpu && "time", images.mib > GOAL * trivial.mib && "memory"];
  const words = missed.filter(Boolean).join(", ");
  return words === "" ? "met" : `**missed: ${words}**`;
}
