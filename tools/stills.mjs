// npm run stills: takes the pictures of docs/waiting.md#progress, of real runs of `pulumi up` against the local cloud, on
// pseudo-terminals of 80 and 120 columns. It takes some three minutes, because the images do. Linux only (`script` of util-linux).
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { root } from "./folders.mjs";
import { main, say } from "./say.mjs";
import { setUp } from "./setup.mjs";
import { startLocalCloud } from "./start/localCloud.mjs";
import { putThere, typescript, yaml } from "./stills/programs.mjs";
import { openProject } from "./stills/project.mjs";
import { screenOf } from "./stills/screen.mjs";
import { svgOf } from "./stills/svg.mjs";

const up = "pulumi up --yes --skip-preview";
const stills = [
  { columns: 80, program: yaml },
  { columns: 120, program: typescript },
];
/** Some have a time left by now, and some have not begun. */
const isTelling = (screen) =>
  / \d+% ~\d+ min/.test(screen) && /exporting/.test(screen) && /source|queued/.test(screen);

await main(async () => {
  await setUp();
  const { ensureEngine } = await import("./engine/ensure.mjs");
  const { ensure } = await import("./engine/hosts.mjs");
  const engine = await ensureEngine();
  const host = await ensure("yaml", engine);
  const folder = mkdtempSync(path.join(tmpdir(), "stills-"));
  try {
    await Promise.all(
      stills.map(async ({ columns, program }) => {
        const home = path.join(folder, String(columns));
        const project = openProject({ folder: home, program, engine, host });
        const cloud = await startLocalCloud({ folder: home });
        try {
          await putThere(cloud);
          say(`Waiting for the still of ${columns} columns`);
          const screen = await screenOf(up, { columns, ...project, until: isTelling });
          const file = path.join(root, "docs", `progress-${columns}.svg`);
          writeFileSync(file, svgOf(screen, { columns, command: "pulumi up" }));
          say(`Written: ${path.relative(root, file)}`);
        } finally {
          cloud.stop();
        }
      }),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
});
