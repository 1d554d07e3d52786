import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { repository } from "./files";

/** preview.sh, with an engine that prints this. The real one: test/e2e/gitops.test.ts. */
function summaryOf(printed: string): { summary: string; log: string } {
  const folder = mkdtempSync(path.join(tmpdir(), "summary-"));
  try {
    for (const file of ["preview.sh", "summary.awk"])
      copyFileSync(path.join(repository, file), path.join(folder, file));
    writeFileSync(path.join(folder, "printed"), printed);
    writeFileSync(path.join(folder, "pulumi"), "#!/bin/sh\ncat printed\n", { mode: 0o755 });
    const env = { PATH: `${folder}${path.delimiter}${process.env.PATH}` };
    const { status, stdout, stderr } = spawnSync("sh", ["preview.sh"], {
      cwd: folder,
      env,
      encoding: "utf8",
      maxBuffer: 1e8,
    });
    if (status !== 0) throw new Error(stderr);
    return { summary: readFileSync(path.join(folder, "summary.md"), "utf8"), log: stdout };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const image = "pulumi-nodejs:dynamic/cloudimages:VolumeImage";

test("a summary has one line for each resource that changes, and no progress", () => {
  const { summary, log } = summaryOf(`Previewing update (test):
Loading policy packs...: starting
@ previewing update....
 ~  pulumi:pulumi:Stack images-test refreshing 
 ~  pulumi:pulumi:Stack images-test refreshing 
 ~  ${image} golden refreshing 
 ~  ${image} golden refresh 
    pulumi:pulumi:Stack images-test running 
 ~  ${image} golden refresh error: unable to replace
 ++ ${image} golden create replacement [diff: ~volumeId]
 +- ${image} golden replace [diff: ~volumeId]
 -- ${image} golden delete original [diff: ~volumeId]
 ~  ${image} other update [diff: ~description]
    ${image} third  
    pulumi:pulumi:Stack images-test  
Resources:
    +-1 to replace
`);
  expect(summary).toBe(`### Images: A deployment does this

    Previewing update (test):
     +- ${image} golden replace [diff: ~volumeId]
     ~  ${image} other update [diff: ~description]
    Resources:
        +-1 to replace
`);
  expect(log).toContain("golden refreshing"); // all of it is in the log
});

test("nothing that a program prints ends the code that the summary is", () => {
  const { summary } = summaryOf("Diagnostics:\n````\n~~~\n\r# Approved\n</details>\n\n@everyone\n");
  const [heading, empty, ...lines] = summary.trimEnd().split("\n");
  expect([heading, empty]).toEqual(["### Images: A deployment does this", ""]);
  expect(lines.filter((line) => !line.startsWith("    "))).toEqual([]);
  expect(summary).not.toContain("\r"); // to Markdown, that ends a line, too
});

test("nothing turns the text around, hides in it, or steers the terminal of who reads it", () => {
  const { summary } = summaryOf(
    "Diagnostics:\n\ta\u001b[2Jb\u0000c\u009bd\u202eed\u2066f\u200bg\ufeffh 镜像 ü — …\n",
  );
  expect(summary).toBe(
    "### Images: A deployment does this\n\n    Diagnostics:\n    \ta[2Jbc?d?ed?f?g?h 镜像 ü — …\n",
  );
});

test("a long preview fits into a comment of GitHub, with its beginning and its end", () => {
  const rows = Array.from({ length: 5000 }, (_, at) => ` +  ${image} golden-${at} create `);
  const printed = ["Previewing update (test):", ...rows, "Policies:", "    - [mandatory] …", ""].join("\n");
  const { summary, log } = summaryOf(printed);
  expect(summary.length).toBeLessThan(65_536 - 1000); // the comment's own mark
  expect(summary).toMatch(/golden-0 create[\s\S]+left out here[\s\S]+golden-4999 create[\s\S]+\[mandatory\]/);
  expect(log).toContain("golden-2500 create");
  expect(summaryOf(`Diagnostics:\n${"x".repeat(200_000)}\n`).summary.length).toBeLessThan(65_536 - 1000);
});
