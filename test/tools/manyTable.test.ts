import { execFileSync } from "node:child_process";
import { resolve } from "node:path";

const side = (cpu: number, mib: number) => ({
  cpu,
  mib,
  cpuOf: { engine: cpu / 2, program: 0, provider: cpu / 2 },
  calls: 13,
});
const row = (count: number, command: string, cpu = 6) => ({
  count,
  command,
  images: side(cpu, 500),
  trivial: side(2, 440),
  alike: side(4, 500),
});

/** The table after each of these measurements, each of which leaves in the page what it has not measured. */
function tables(...measured: readonly (readonly ReturnType<typeof row>[])[]): string[][] {
  const script = `import { tableLines, withLines } from ${JSON.stringify(resolve(__dirname, "../../tools/bench/many/manyTable.mjs"))};
    let table = "";
    console.log(JSON.stringify(JSON.parse(process.argv[1]).map((rows) => (table = withLines(table, tableLines(rows))))));`;
  const command = ["--input-type=module", "--eval", script, "--", JSON.stringify(measured)];
  const all: string[] = JSON.parse(execFileSync(process.execPath, command, { encoding: "utf8" }));
  return all.map((table) => table.split("\n").slice(2));
}

test("the table of many images tells each side's cost, the ratios, and which part of the goal is missed", () => {
  const [lines] = tables([row(1, "refresh", 2), row(1000, "refresh")]);
  expect(lines?.[0]).toMatch(/\| met \|$/);
  expect(lines?.[1]).toBe(
    "| 1,000 | `refresh` | 6.0 / 2.0 / 4.0 s | 3.00, 1.50 | 1.50, –, 1.50 | 500 / 440 / 500 MiB | 1.14, 1.00 | 13 | **missed: time** |",
  );
});

test("lines of many images that are measured anew take the place of the old ones, and leave the others", () => {
  const [, lines] = tables(
    [row(1, "preview"), row(3000, "destroy"), row(3000, "preview")],
    [row(100, "preview"), row(3000, "destroy", 9)],
  );
  expect(lines?.map((line) => line.split(" | ").slice(0, 3).join(" "))).toEqual([
    "| 1 `preview` 6.0 / 2.0 / 4.0 s",
    "| 100 `preview` 6.0 / 2.0 / 4.0 s",
    "| 3,000 `destroy` 9.0 / 2.0 / 4.0 s",
    "| 3,000 `preview` 6.0 / 2.0 / 4.0 s",
  ]);
});
