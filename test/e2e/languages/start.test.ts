import { spawnSync } from "node:child_process";
import path from "node:path";
import { testInWhole } from "../../whole";
import { withGeneratedPython, withYaml } from "./hosts";

const root = path.resolve(__dirname, "../../..");

function start(language: string) {
  const args = ["tools/start.mjs", "--language", language];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: "utf8",
    input: "",
  });
  const text = stdout + stderr;
  expect(`${status}${status === 0 ? "" : text}`).toBe("0");
  return text;
}

/** What the demonstration says besides what it checks by itself: the images, what changed, and the calls in the cloud. */
const everywhere = [
  /VolumeImage golden created/,
  /VolumeImage golden updated .*\[diff: ~description\]/,
  /VolumeImage by-hand imported/,
  /exactly one create call for each/,
];

withYaml("npm start in YAML", () => {
  testInWhole(
    "makes the images of examples/yaml, changes one, imports another, and leaves both clouds empty",
    () => {
      const text = start("yaml");
      const others = [
        /FullEcsImage server created/,
        /DataImage data created/,
        /DataVolumeTemplate template created/,
      ];
      for (const words of [...everywhere, ...others, /6 unchanged/]) expect(text).toMatch(words);
    },
    300_000,
  );
});

withGeneratedPython("npm start in Python", () => {
  testInWhole(
    "makes the image of examples/python with a generated SDK, changes it, imports another, and leaves the cloud empty",
    () => {
      const text = start("python");
      for (const words of [...everywhere, /by_hand = cloudimages.VolumeImage\("by-hand"/, /3 unchanged/])
        expect(text).toMatch(words);
    },
    300_000,
  );
});
