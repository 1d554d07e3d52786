const GOAL = 1.15;

/** The run in the middle by CPU time, with the medians of memory and calls. */
export function median(runs) {
  const middle = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
  const over = (pick) => middle(runs.map(pick));
  const each = (field) =>
    Object.fromEntries(Object.keys(runs[0][field]).map((kind) => [kind, over((run) => run[field][kind])]));
  return {
    cpu: over(({ cpu }) => cpu),
    cpuOf: each("cpuOf"),
    mib: over(({ mib }) => mib),
    mibOf: each("mibOf"),
    wall: over(({ wall }) => wall),
    calls: over(({ calls }) => calls),
  };
}

export function reportOf(rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  const head = [
    "images",
    "command",
    "CPU: images / trivial",
    "ratio",
    "engine, program, provider",
    "memory: images / trivial",
    "ratio",
    "calls",
    "goal: 1.15",
  ];
  const body = rows.map(({ count, command, images, trivial }) => [
    count.toLocaleString("en"),
    `\`${command}\``,
    `${images.cpu.toFixed(1)} / ${trivial.cpu.toFixed(1)} s`,
    (images.cpu / trivial.cpu).toFixed(2),
    ["engine", "program", "provider"]
      .map((kind) => (images.cpuOf[kind] / (trivial.cpuOf[kind] || 1)).toFixed(2))
      .join(", "),
    `${images.mib.toFixed(0)} / ${trivial.mib.toFixed(0)} MiB`,
    (images.mib / trivial.mib).toFixed(2),
    images.calls,
    verdictOf({ images, trivial }),
  ]);
  const markdown = [line(head), line(head.map(() => "---")), ...body.map(line)].join("\n");
  return { markdown, met: rows.every((row) => verdictOf(row) === "met") };
}

function verdictOf({ images, trivial }) {
  const missed = [images.cpu > GOAL * trivial.cpu && "time", images.mib > GOAL * trivial.mib && "memory"];
  const words = missed.filter(Boolean).join(", ");
  return words === "" ? "met" : `**missed: ${words}**`;
}
